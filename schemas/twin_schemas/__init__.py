"""Contracts, units and the plant description: no input or output but the shipped files."""
