"""What is written in a document, and where."""
