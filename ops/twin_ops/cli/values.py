"""`twin watch` and `twin get`."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, suppress
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Annotated, Any

import typer
from rich.console import Group
from rich.live import Live
from rich.text import Text

from twin_ops.cli import complete
from twin_ops.cli.output import cell, coloured, out, print_json, show_rows, table
from twin_ops.errors import Unreachable, Usage
from twin_ops.exchange_client import ExchangeClient
from twin_ops.settings import load_settings
from twin_schemas.significance import is_significant

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
_COLUMNS = (
    *("tag", "value>", "unit", "quality", "age_s>", "desired>", "simulated>", "residual>"),
    "significance>",
)
_SIGNIFICANT_STYLE = "bold magenta"
_RECONNECT_SECONDS = 1.0
_SILENT_SECONDS = 3.0
_WORDED = ("saved", "now", "former", "value", "desired", "simulated")


def watch(
    patterns: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATTERN]...",
            help="Tags, with * and ?; all without.",
            autocompletion=complete.tags,
        ),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Show the present values and end.")] = False,
    as_json: Json = False,
    rate: Annotated[float, typer.Option(help="Most updates a second.", min=0.1, max=50)] = 2.0,
) -> None:
    """Watch live values with unit, quality, age, desired, simulated and residual.

    `significance` is how far a reading is off what the model expects, in standard deviations. From
    4 on the model can not explain it, and both numbers stand out on a terminal.

    Examples: `twin watch`, `twin watch 'TIC-*' FT-101`, `twin watch --once --json`
    """
    client = ExchangeClient(load_settings())
    wanted = [pattern.upper() for pattern in patterns or ["*"]]
    present = [v for v in client.get("/v1/values")["values"] if _matches(v["tag"], wanted)]
    if not present:
        raise Usage(f"no tag matches {' '.join(wanted)}; `twin watch --once` lists all tags")
    if once:
        shown = present if as_json else worded(client, present)
        show_rows((*_COLUMNS, "reason"), shown, as_json=as_json)
        return
    with suppress(KeyboardInterrupt):
        if out.is_terminal and not as_json:
            asyncio.run(_watch_live(client, wanted, present, rate))
        else:
            asyncio.run(_watch_lines(client, wanted, rate, as_json=as_json))


def _matches(tag: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(tag, pattern) for pattern in patterns)


async def _watch_lines(
    client: ExchangeClient, patterns: list[str], rate: float, *, as_json: bool
) -> None:
    async for values, trouble in _updates(client, patterns, rate):
        if trouble:
            raise Unreachable(trouble)
        for value in values:
            if as_json:
                print_json(value)
            else:
                columns = (*_COLUMNS, "reason")
                print("\t".join(cell(value[c.rstrip(">")]) for c in columns), flush=True)  # noqa: T201


async def _watch_live(
    client: ExchangeClient, patterns: list[str], present: list[dict[str, Any]], rate: float
) -> None:
    known = {value["tag"]: value | {"_at": time.monotonic()} for value in present}
    with Live(console=out, auto_refresh=False, vertical_overflow="crop") as live:
        async for values, trouble in _updates(client, patterns, rate):
            for value in values:
                known[value["tag"]] = value | {"_at": time.monotonic()}
            live.update(_view(list(known.values()), trouble), refresh=True)


async def _updates(
    client: ExchangeClient, patterns: list[str], rate: float
) -> AsyncIterator[tuple[list[dict[str, Any]], str]]:
    """Changed values, or what is wrong with the connection; connects again by itself."""
    while True:
        try:
            async with aclosing(client.stream(patterns, rate)) as messages:
                while True:
                    message = await asyncio.wait_for(anext(messages), _SILENT_SECONDS)
                    yield (message["values"] if message["type"] == "values" else []), ""
        except (Unreachable, TimeoutError) as error:
            yield [], str(error) or f"the exchange is silent for {_SILENT_SECONDS:g} s"
        await asyncio.sleep(_RECONNECT_SECONDS)


def _view(values: list[dict[str, Any]], trouble: str) -> Group:
    now = time.monotonic()
    rows: list[list[str | Text]] = []
    for value in values:
        quality, reason = value["quality"], value["reason"]
        if trouble:
            quality, reason = "uncertain", "not live: the connection to the exchange is lost"
        age = None if value["age_s"] is None else round(value["age_s"] + now - value["_at"], 1)
        shown = value | {"age_s": age}
        word = coloured(quality)
        cells = [_cell(shown, c.rstrip(">")) for c in _COLUMNS if c != "quality"]
        rows.append([*cells[:3], word, *cells[3:], Text(reason, style=word.style)])
    foot = Text(trouble, style="bold red") if trouble else Text("Ctrl-C ends", style="dim")
    return Group(table((*_COLUMNS, "reason"), rows), foot)


def _cell(value: dict[str, Any], column: str) -> str | Text:
    """A cell, which stands out where the model can not explain the value."""
    text = cell(value[column])
    stands_out = column in {"residual", "significance"} and is_significant(value["significance"])
    return Text(text, style=_SIGNIFICANT_STYLE) if stands_out else text


def get(
    tag: Annotated[str, typer.Argument(metavar="TAG", autocompletion=complete.tags)],
    as_json: Json = False,
) -> None:
    """Show one tag with everything that is known of it.

    Examples: `twin get FT-101`, `twin get TIC-201.SP --json`
    """
    client = ExchangeClient(load_settings())
    name = known_tag(client, tag)
    value = client.get(f"/v1/values/{name}")
    if as_json:
        print_json(value)
        return
    for field, content in worded(client, [value])[0].items():
        out.print(f"{field:15} ", coloured(cell(content)), sep="")


def known_tag(client: ExchangeClient, tag: str) -> str:
    """The tag's name as the plant spells it.

    Raises:
        Usage: If there is none; names the nearest.
    """
    names = [value["tag"] for value in client.get("/v1/values")["values"]]
    if tag.upper() in names:
        return tag.upper()
    near = get_close_matches(tag.upper(), names, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else "`twin watch --once` lists all tags"
    raise Usage(f"the plant has no tag {tag}; {hint}")


def described(client: ExchangeClient, tag: str) -> dict[str, Any]:
    """A tag as the plant description has it."""
    found: dict[str, Any] = next(t for t in client.get("/v1/plant")["tags"] if t["name"] == tag)
    return found


def worded(client: ExchangeClient, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of tags with the names of modes instead of their numbers."""
    states = {tag["name"]: tag["states"] for tag in client.get("/v1/plant")["tags"]}

    def word(tag: str, cell: object) -> object:
        known = states.get(tag) if isinstance(cell, float) else None
        return known[round(cell)] if known and isinstance(cell, float) else cell

    return [
        row | {name: word(row["tag"], row.get(name)) for name in _WORDED if name in row}
        for row in rows
    ]


def wanted_number(tag: Mapping[str, Any], text: str) -> float:
    """A value as it is typed: a number, or the name of a mode.

    Args:
        tag: As `described` gives it.
        text: What was typed.

    Raises:
        Usage: If it is neither.
    """
    states = tag["states"]
    names = [state.upper() for state in states]
    if text.upper() in names:
        return float(names.index(text.upper()))
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return number
    expected = f"one of {', '.join(states)}" if states else "a number"
    raise Usage(f"VALUE {text!r} is not {expected}; `twin set --help` has examples")
