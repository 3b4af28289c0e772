"""Makes the samples from their texts: `python -m samples.make [SLUG …]`."""
