"""Command line, wiring, embedded services and generators."""
