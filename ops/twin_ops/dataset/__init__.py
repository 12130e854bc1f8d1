"""A span of the history as files that somebody else can check, cite and read in again."""

from twin_ops.dataset.export import Wanted, export
from twin_ops.dataset.manifest import DatasetBroken, checked
from twin_ops.dataset.read_in import read_in
from twin_ops.dataset.report import TagReport

__all__ = ["DatasetBroken", "TagReport", "Wanted", "checked", "export", "read_in"]
