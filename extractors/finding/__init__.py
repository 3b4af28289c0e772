"""From a Document to what is written in it: mentions with their place and rule."""
