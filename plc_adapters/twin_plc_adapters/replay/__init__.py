"""Recorded measurements, told again; they say that they are, and nothing can be written."""
