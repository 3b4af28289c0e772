"""The parts of an outline: labels, paragraphs, tables, zones."""
