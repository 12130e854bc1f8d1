"""Who may do what: rights, roles, and the one place where a right is judged."""

from twin_schemas.access.carried import objection_to
from twin_schemas.access.judgement import Judgement, judge
from twin_schemas.access.right import BadRight, Demand, Right
from twin_schemas.access.role import ROLES, Grant, grants_of

__all__ = [
    "ROLES",
    "BadRight",
    "Demand",
    "Grant",
    "Judgement",
    "Right",
    "grants_of",
    "judge",
    "objection_to",
]
