"""Certificates of an instance: an authority of its own, and what it signs."""
