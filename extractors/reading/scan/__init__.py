"""Pages that are pictures: made straight, read by recognition, handwriting told apart."""
