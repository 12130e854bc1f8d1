"""Contracts over HTTP: declared, changed, supplied and read by systems of any language."""
