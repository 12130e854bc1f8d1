"""`twin watch` and `twin get`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
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

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
_COLUMNS = ("tag", "value>", "unit", "quality", "age_s>", "desired>", "simulated>", "residual>")
_RECONNECT_SECONDS = 1.0
_SILENT_SECONDS = 3.0


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

    Examples: `twin watch`, `twin watch 'TIC-*' FT-101`, `twin watch --once --json`
    """
    client = ExchangeClient(load_settings())
    wanted = [pattern.upper() for pattern in patterns or ["*"]]
    present = [v for v in client.get("/v1/values")["values"] if _matches(v["tag"], wanted)]
    if not present:
        raise Usage(f"no tag matches {' '.join(wanted)}; `twin watch --once` lists all tags")
    if once:
        show_rows((*_COLUMNS, "reason"), present, as_json=as_json)
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
        cells = [cell(shown[c.rstrip(">")]) for c in _COLUMNS if c != "quality"]
        word = coloured(quality)
        rows.append([*cells[:3], word, *cells[3:], Text(reason, style=word.style)])
    foot = Text(trouble, style="bold red") if trouble else Text("Ctrl-C ends", style="dim")
    return Group(table((*_COLUMNS, "reason"), rows), foot)


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
    for field, content in value.items():
        out.print(f"{field:12} ", coloured(cell(content)), sep="")


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
