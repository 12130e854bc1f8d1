"""Diagrams that people draw: revisions on the bus, checked as plants."""
