"""Read a tree into values, with every problem found on the way."""
