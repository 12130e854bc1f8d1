"""What was on the bus, from the files of the history and from the bus itself."""

from twin_ops.stored.stored import HistoryUnreadable, Stored

__all__ = ["HistoryUnreadable", "Stored"]
