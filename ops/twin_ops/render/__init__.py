"""Generators of files that are committed."""
