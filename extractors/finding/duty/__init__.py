"""The parts of a duty: who acts, with whom, by when, and whether it binds at all."""
