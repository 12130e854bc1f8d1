"""One difference between two schemas."""

from __future__ import annotations

from dataclasses import dataclass

RULES: dict[str, str] = {
    "new-field-default": "a field that old messages do not have needs a default",
    "removed-field-default": "a field that is removed must have had a default",
    "type": "a type may only become one that can hold all of its values",
    "union-branch": "each branch that was written must be one that can be read",
    "enum-symbol": "each symbol that was written must be known to the reader, or it has a default",
    "fixed-size": "the size of a fixed type stays",
    "name": "a named type keeps its name, or has the old one among its aliases",
    "unit": "the unit of a field stays: the same number would mean something else",
    "avro": "the schemas must resolve by Avro's rules",
}
"""Rules by name, with what they demand."""


@dataclass(frozen=True)
class Change:
    """One difference, and whether it is compatible.

    Attributes:
        field: Where, as a path of field names; empty for the schema itself.
        what: Kind of the difference, in words.
        before: Old side as text; empty if there is none.
        after: New side as text; empty if there is none.
        backward: Name of the rule by which new readers cannot read old messages; empty if they can.
        forward: Name of the rule by which old readers cannot read new messages; empty if they can.
    """

    field: str
    what: str
    before: str = ""
    after: str = ""
    backward: str = ""
    forward: str = ""

    def broken(self, level: str) -> str:
        """Name of the rule that this difference breaks at a compatibility level; empty if none."""
        kind = level.removesuffix("_TRANSITIVE")
        backward = self.backward if kind in {"BACKWARD", "FULL"} else ""
        forward = self.forward if kind in {"FORWARD", "FULL"} else ""
        return backward or forward
