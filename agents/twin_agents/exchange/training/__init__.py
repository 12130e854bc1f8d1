"""Live training through the exchange: an instructor leads, trainees act, no plant is touched."""
