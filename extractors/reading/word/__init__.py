"""DOCX, and what older Word files become: text, numbering, tables, frames, boxes."""
