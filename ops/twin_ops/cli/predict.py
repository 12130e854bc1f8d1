"""`twin predict`: what a setpoint would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer
from rich.status import Status

from twin_ops.cli import complete
from twin_ops.cli.output import err, print_json, show_rows
from twin_ops.cli.span import span
from twin_ops.cli.sparkline import sparkline
from twin_ops.cli.values import described, known_tag, wanted_number
from twin_ops.errors import RefusedByRule
from twin_ops.exchange_client import ExchangeClient
from twin_ops.settings import load_settings


def predict(
    tag: Annotated[str, typer.Argument(metavar="TAG", autocompletion=complete.writable_tags)],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="A number, or a mode such as AUTO.")
    ],
    unit: Annotated[
        str, typer.Argument(metavar="[UNIT]", help="Unit; the tag's own without.")
    ] = "",
    length: Annotated[
        str, typer.Option("--for", help="How far ahead, at most 30m; without, until it settles.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Try a setpoint on a branch of the model; nothing is written.

    The model branches from what it has now and runs ahead: when the effect has settled, which alarm
    limits are crossed and which interlocks trip, and after how long.

    Examples: `twin predict FIC-101.SP 19`, `twin predict PIC-107.SP 47 bar --for 20m --json`
    """
    client = ExchangeClient(load_settings())
    name = known_tag(client, tag)
    minutes = span("--for", length) / 60 if length else 0.0
    seen = asked(client, name, wanted_number(described(client, name), value), unit, minutes)
    if as_json:
        print_json(seen)
    if seen["failure"]:
        raise RefusedByRule(f"no prediction: {seen['failure']}")
    if not as_json:
        show_prediction(seen)


def asked(
    client: ExchangeClient, tag: str, value: float, unit: str = "", minutes: float = 0.0
) -> dict[str, Any]:
    """The model's answer; a terminal shows that it is waited for."""
    body = {"tag": tag, "value": value, "unit": unit, "minutes": minutes}
    with Status("the model runs ahead", console=err):
        found: dict[str, Any] = client.post("/v1/predictions", body)
    return found


def show_prediction(seen: Mapping[str, Any]) -> None:
    """A prediction as lines."""
    show_rows(("prediction", "value"), list(_rows(seen)))


def _rows(seen: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    unit, horizon = seen["unit"].removesuffix("1"), shown_time(seen["horizon_s"])
    if seen["settled_s"] is not None:
        yield _row("settles", f"{seen['shows']} within {shown_time(seen['settled_s'])}")
    yield _row("then", f"{seen['shows']} is {seen['final']:.5g} {unit} after {horizon}")
    values = [value for _, value in seen["curve"]]
    yield _row("curve", f"{sparkline(values)} {min(values):.5g} to {max(values):.5g} {unit}")
    for what, name in (("tripped", "interlock"), ("crossed", "alarm")):
        for one in seen[what]:
            yield _row(what, f"{one[name]} after {shown_time(one['after_s'])}")
    if not seen["crossed"] and not seen["tripped"]:
        yield _row("limits", f"none is crossed within {horizon}")
    if seen["doubt"]:
        yield _row("uncertain", seen["doubt"])


def _row(name: str, value: str) -> dict[str, str]:
    return {"prediction": name, "value": value}


def shown_time(seconds: float) -> str:
    """A span of time for people."""
    return f"{seconds / 60:.3g} min" if seconds >= 60 else f"{seconds:.3g} s"
