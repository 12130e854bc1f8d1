"""Integrators: a fast one for every scan and CVODES as the reference."""
