"""Documents, states, readings and tasks on disk."""
