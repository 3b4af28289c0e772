"""What a document means; keeping it and handing it over."""
