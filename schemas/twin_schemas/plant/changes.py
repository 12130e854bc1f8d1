"""What differs between two versions of an area or a layout, element by element."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True, kw_only=True)
class ElementChange:
    """One element that differs.

    Attributes:
        section: Where it is, such as `equipment`, or `layout.equipment`.
        element: Its name; empty for what belongs to the area as a whole.
        change: What happened.
        fields: Former and new value of each field that differs; None where there is none.
    """

    section: str
    element: str
    change: Change
    fields: Mapping[str, tuple[Any, Any]]


def changes_between(
    old: Mapping[str, Any], new: Mapping[str, Any], prefix: str = ""
) -> Iterator[ElementChange]:
    """Yields the differences in the order of the new version, then what it lacks.

    Args:
        old: Sections with their elements, before.
        new: The same, after.
        prefix: Before each section's name.
    """
    for section in dict.fromkeys((*new, *old)):
        before, after = old.get(section), new.get(section)
        if before == after:
            continue
        if not isinstance(before, Mapping | None) or not isinstance(after, Mapping | None):
            yield _change(prefix + section, "", before, after)
            continue
        before, after = before or {}, after or {}
        for name in dict.fromkeys((*after, *before)):
            if before.get(name) != after.get(name):
                yield _change(prefix + section, name, before.get(name), after.get(name))


def _change(section: str, element: str, before: Any, after: Any) -> ElementChange:
    change: Change = "changed"
    if before is None or after is None:
        change = "added" if before is None else "removed"
    old = before if isinstance(before, Mapping) else {"": before}
    new = after if isinstance(after, Mapping) else {"": after}
    fields = {
        key: (old.get(key), new.get(key))
        for key in dict.fromkeys((*new, *old))
        if old.get(key) != new.get(key)
    }
    return ElementChange(section=section, element=element, change=change, fields=fields)
