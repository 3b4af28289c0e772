"""People look at what was read, correct it and approve it; every change is an event beside the reading."""
