"""Contracts, their differences and the rules they break, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from twin_ops.cli.output import cell, out, print_json, show_rows

_SIGNS = {"added": "+", "removed": "-"}


def show_detail(answer: Mapping[str, Any]) -> None:
    """One contract: what it is, who has to do with it, and its fields."""
    out.print(f"{answer['topic']}: {answer['doc']}\n")
    names = ("contract", "version", "owner", "compatibility", "state", "consumers")
    show_rows(names, [{name: answer[name] for name in names}])
    seen = [f"{g['group']} ({g['members'] or 'not'} running)" for g in answer["consumers_seen"]]
    out.print(f"\nkey {answer['key']}; groups seen: {', '.join(seen) or 'none'}")
    if answer["fed_from"]:
        out.print(f"made from version {answer['fed_from']} by a bridge")
    out.print()
    show_rows(("field", "type", "unit", "meaning"), answer["fields"])


def show_changes(found: Sequence[Mapping[str, Any]], level: str, *, as_json: bool = False) -> None:
    """Differences, a line each; in a terminal green, red, or bold red where a rule is broken."""
    for change in found:
        if as_json:
            print_json(change)
        else:
            out.print(_line(change, level))
    if not found and not as_json:
        out.print("no difference")


def _line(change: Mapping[str, Any], level: str) -> Text:
    sign = next((s for word, s in _SIGNS.items() if change["what"].endswith(word)), "~")
    sides = " -> ".join(cell(change[side]) for side in ("before", "after"))
    text = f"{sign} {change['field'] or '(contract)'}: {change['what']}: {sides}"
    if change["rule"]:
        return Text(f"{text}  breaks {change['rule']} ({level})", style="bold red")
    return Text(f"{text}  compatible", style={"+": "green", "-": "red"}.get(sign, "yellow"))


def show_objections(found: Sequence[Mapping[str, str]]) -> None:
    """Broken rules, a line each."""
    for one in found:
        where = f"field {one['field']}: " if one["field"] else ""
        out.print(Text(f"rule {one['rule']}: {where}{one['problem']}", style="bold red"))
