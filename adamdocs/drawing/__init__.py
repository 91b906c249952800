"""How the project draws: one palette, one hand. No maths and no experiments."""
