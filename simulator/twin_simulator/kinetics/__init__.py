"""Reaction rates, one source each."""
