"""Drafts of areas made of piping and instrumentation diagrams in DEXPI's exchange format."""
