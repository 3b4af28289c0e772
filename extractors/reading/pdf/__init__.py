"""PDF pages with text: glyphs, fonts, annotations, signatures."""
