"""The parts of the head and foot of a document, one module each; extractors.finding.header puts them together."""
