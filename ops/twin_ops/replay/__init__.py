"""Plays the history again, into topics that no adapter can read."""
