"""What can go wrong between plant and bus, done on purpose to a real adapter."""
