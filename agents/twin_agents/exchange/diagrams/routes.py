"""The HTTP routes of the diagram editor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.diagrams.bodies import DraftBody, Name, RevisionBody, TextBody
from twin_agents.exchange.diagrams.checker import CheckFailed
from twin_agents.exchange.diagrams.checking import Checked
from twin_agents.exchange.diagrams.shown import (
    change_shown,
    checked_shown,
    data_of,
    diagram_shown,
    draft_of,
    kinds_shown,
    revision_shown,
)
from twin_agents.exchange.may import Drafter, Reader
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox
from twin_bus.errors import BusUnavailable
from twin_schemas.diagram_events import DiagramSaved
from twin_schemas.plant.changes import ElementChange, changes_between
from twin_schemas.plant.draft import Draft
from twin_schemas.plant.problems import Problem
from twin_schemas.plant.read_yaml import read_yaml_text
from twin_schemas.plant.source import plain, write_source

router = APIRouter(prefix="/v1")
Diagram = Annotated[Name, Path()]
Number = Annotated[int, Query(ge=0)]


@router.get("/kinds")
async def kinds(_permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """Every kind of equipment that a diagram can have: ports, parameters, what can be measured."""
    exchange.checker.prepare()  # whoever asks for kinds is about to draw
    return {"kinds": kinds_shown(exchange.diagrams.templates)}


@router.get("/diagrams")
async def diagrams(_permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """Every diagram with its last revision; of an area as it is run that is revision 0."""
    last = [exchange.diagrams.find(name) for name in exchange.diagrams.names()]
    return {"diagrams": [revision_shown(saved) for saved in last if saved is not None]}


@router.get("/diagrams/{name}")
async def diagram(
    name: Diagram, _permit: Reader, exchange: TheExchange, revision: Number | None = None
) -> dict[str, Any]:
    """A revision of a diagram, the last one if none is named."""
    return diagram_shown(known_revision(exchange, name, revision))


@router.get("/diagrams/{name}/revisions")
async def revisions(name: Diagram, _permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """Revisions of a diagram, newest first; the last 200 are kept."""
    known_revision(exchange, name, None)
    found = reversed(exchange.diagrams.revisions(name))
    return {"revisions": [revision_shown(saved) for saved in found]}


@router.get("/diagrams/{name}/diff")
async def diff(
    name: Diagram, _permit: Reader, exchange: TheExchange, old: Number, new: Number
) -> dict[str, Any]:
    """What differs between two revisions, element by element."""
    found = _changes(known_revision(exchange, name, old), known_revision(exchange, name, new))
    return {"changes": [change_shown(change) for change in found]}


@router.post("/diagrams/{name}/check")
async def check(
    name: Diagram, body: DraftBody, _permit: Drafter, exchange: TheExchange
) -> dict[str, Any]:
    """Whether the simulator could run a draft, and where not; nothing is kept."""
    draft = _draft(exchange, name, body)
    found = checked_shown(await _checked(exchange, draft))
    return found | {"text": {"description": draft.description, "layout": draft.layout}}


@router.post("/diagrams/{name}/read")
async def read(name: Diagram, body: TextBody, _permit: Drafter) -> dict[str, Any]:
    """The data of two texts, such as files that were kept in git; nothing is kept."""
    return {
        "description": _data(f"{name}.yaml", body.description),
        "layout": _data(f"{name}.layout.yaml", body.layout),
    }


@router.post("/diagrams/{name}/revisions", status_code=201)
async def save(
    name: Diagram, body: RevisionBody, permit: Drafter, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Saves a revision, also one that can not be run yet; the plant goes on as it is."""
    _require_last(exchange, name, body.parent)
    draft = _draft(exchange, name, body)
    checked = await _checked(exchange, draft)
    async with exchange.diagrams.saving:
        _require_last(exchange, name, body.parent)
        saved = DiagramSaved(
            diagram=name,
            revision=body.parent + 1,
            parent=body.parent,
            author=permit.user,
            note=body.note,
            description=draft.description,
            layout=draft.layout,
            problems=len(checked.findings),
            time_ns=exchange.clock.now_ns(),
        )
        try:
            await out.publish([saved])
        except BusUnavailable as error:
            raise Refusal(503, str(error), "try again; nothing was saved") from error
        exchange.diagrams.take(saved)
    return revision_shown(saved) | checked_shown(checked)


def _require_last(exchange: Exchange, name: str, parent: int) -> None:
    last = exchange.diagrams.find(name)
    number = last.revision if last else 0
    if parent == number:
        return
    who = f"{last.author} has saved" if last and last.author else "the last is"
    problem = f"{who} revision {number}; yours is made of {parent}"
    hint = f"compare them: GET /v1/diagrams/{name}/diff?old={parent}&new={number}"
    raise Refusal(409, problem, hint)


async def _checked(exchange: Exchange, draft: Draft) -> Checked:
    try:
        return await exchange.checker.check(draft)
    except CheckFailed as error:
        raise Refusal(503, f"the diagram was not checked: {error}", "try again") from error


def known_revision(exchange: Exchange, name: str, number: int | None) -> DiagramSaved:
    """A revision of a diagram, or the last.

    Raises:
        Refusal: 404 if there is none.
    """
    if (found := exchange.diagrams.find(name, number)) is not None:
        return found
    what = f"diagram {name}" if number is None else f"revision {number} of the diagram {name}"
    raise Refusal(404, f"there is no {what}", "GET /v1/diagrams lists them")


def _draft(exchange: Exchange, name: str, body: DraftBody) -> Draft:
    """The texts of a draft, with the lines of its parent where nothing changed."""
    parent = exchange.diagrams.find(name, body.parent)
    former = draft_of(parent) if parent else Draft(name=name, description="", layout="")
    return Draft(
        name=name,
        description=write_source(body.description, former.description),
        layout=write_source(body.layout, former.layout),
    )


def _data(file: str, text: str) -> dict[str, Any]:
    problems: list[Problem] = []
    data = read_yaml_text(text, file, problems)
    if problems:
        raise Refusal(422, str(problems[0]), "correct the text")
    if not isinstance(data, dict):
        raise Refusal(422, f"{file} holds no sections", "write 'equipment:' and the like")
    found: dict[str, Any] = plain(data)
    return found


def _changes(old: DiagramSaved, new: DiagramSaved) -> Iterator[ElementChange]:
    yield from changes_between(data_of(old.description), data_of(new.description))
    yield from changes_between(data_of(old.layout), data_of(new.layout), "layout.")
