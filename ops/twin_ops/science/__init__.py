"""A twin for people who explore its data."""

from twin_ops.science.twin import Twin, connect

__all__ = ["Twin", "connect"]
