"""Real tasks, one module each, and what they share."""
