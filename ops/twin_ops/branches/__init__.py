"""What-ifs under a name: kept, shown, and compared with each other."""

from twin_ops.branches.branch import Branch, NoBranch
from twin_ops.branches.kept import KeptBranches

__all__ = ["Branch", "KeptBranches", "NoBranch"]
