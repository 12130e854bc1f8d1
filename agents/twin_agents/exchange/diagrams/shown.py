"""Diagrams as clients see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from twin_agents.exchange.diagrams.checking import Checked
from twin_agents.exchange.value_text import iso
from twin_schemas.diagram_events import DiagramSaved
from twin_schemas.plant.changes import ElementChange
from twin_schemas.plant.draft import Draft, Finding
from twin_schemas.plant.kind import Kind
from twin_schemas.plant.kinds import KINDS
from twin_schemas.plant.read_yaml import read_yaml_text
from twin_schemas.plant.source import plain


def draft_of(saved: DiagramSaved) -> Draft:
    """The texts of a revision."""
    return Draft(name=saved.diagram, description=saved.description, layout=saved.layout)


def data_of(text: str) -> dict[str, Any]:
    """What a text holds; it was read without a problem before it was saved."""
    data: dict[str, Any] = plain(read_yaml_text(text, "", []) or {})
    return data


def revision_shown(saved: DiagramSaved) -> dict[str, Any]:
    """A revision without what it holds."""
    return {
        "diagram": saved.diagram,
        "revision": saved.revision,
        "parent": saved.parent,
        "author": saved.author,
        "note": saved.note,
        "problems": saved.problems,
        "time": iso(saved.time_ns) if saved.time_ns else None,
    }


def diagram_shown(saved: DiagramSaved) -> dict[str, Any]:
    """A revision with what it holds, as data for editors and as text for files."""
    return revision_shown(saved) | {
        "description": data_of(saved.description),
        "layout": data_of(saved.layout),
        "text": {"description": saved.description, "layout": saved.layout},
    }


def checked_shown(checked: Checked) -> dict[str, Any]:
    """What was found, each with the element that it is about."""
    return {
        "problems": [_finding_shown(finding) for finding in checked.findings],
        "advice": [asdict(advice) for advice in checked.advice],
    }


def change_shown(change: ElementChange) -> dict[str, Any]:
    """One element that differs between two revisions."""
    fields = [{"field": k, "old": old, "new": new} for k, (old, new) in change.fields.items()]
    return {
        "section": change.section,
        "element": change.element,
        "change": change.change,
        "fields": fields,
    }


def kinds_shown(templates: Mapping[str, tuple[str, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """The palette: every kind of equipment, with what a new one is like."""
    return [_kind_shown(name, kind, templates.get(name)) for name, kind in KINDS.items()]


def _finding_shown(finding: Finding) -> dict[str, Any]:
    return asdict(finding.problem) | {"section": finding.section, "element": finding.element}


def _kind_shown(
    name: str, kind: Kind, template: tuple[str, Mapping[str, Any]] | None
) -> dict[str, Any]:
    made_up = {key: f"1 {unit}" for key, unit in kind.parameters.items()}
    if kind.fmu:
        made_up["file"] = "NAME.fmu"
    example, entry = template or ("", {"kind": name, "description": kind.title} | made_up)
    return {
        "kind": name,
        "title": kind.title,
        "parameters": dict(kind.parameters),
        "optional": {key: unit for key, (unit, _) in kind.optional.items()},
        "inlets": list(kind.inlets),
        "outlets": list(kind.outlets),
        "quantities": dict(kind.quantities),
        "actuator": kind.actuator,
        "letters": example.partition("-")[0] or "A",
        "template": entry,
    }
