"""`twin health`: how well the twin follows its plant."""

from __future__ import annotations

from typing import Annotated

import typer

from twin_ops.cli.output import coloured, out, print_json, show_rows
from twin_ops.exchange_client import ExchangeClient
from twin_ops.settings import load_settings

Json = Annotated[bool, typer.Option("--json", help="One JSON object.")]
_PARTS = ("score", "within", "consistent", "seen", "bounded")
_FAULTS = ("place", "target", "fault", "size>", "unit", "significance>", "since")
_PARAMETERS = ("parameter", "value>", "deviation>", "nominal>")


def health(as_json: Json = False) -> None:
    """Show how far the twin can be believed, what it suspects, and its slow parameters.

    While the model is behind plant time by more than 3 s, or a boundary condition of it is in
    doubt, residuals are held: they are uncertain and raise no alarm. The first line says so.

    The score is the product of the shares behind it. A parameter that no instrument tells
    anything about is left out of the table; `--json` has it.

    Examples: `twin health`, `twin health --json`
    """
    found = ExchangeClient(load_settings()).get("/v1/twin/health")
    if as_json:
        print_json(found)
        return
    if found["held"]:
        out.print(coloured("uncertain"), f": residuals are held: {found['held']}", sep="")
    if found["rating"] is None:
        out.print("the twin compares itself with the plant from two minutes after its start")
        return
    show_rows(tuple(f"{part}>" for part in _PARTS), [found["rating"]])
    if found["faults"]:
        show_rows(_FAULTS, found["faults"])
    known = [one for one in found["parameters"] if one["deviation"] < one["prior"] / 2]
    if known:
        show_rows(_PARAMETERS, known)
