"""From the bytes of a file to one Document."""
