"""`twin whatif`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twin_ops.branches import KeptBranches
from twin_ops.cli import complete, result_file
from twin_ops.cli.chosen import nanoseconds
from twin_ops.cli.moves import known, move
from twin_ops.cli.output import err, print_json
from twin_ops.cli.span import span
from twin_ops.cli.streams import moment
from twin_ops.cli.whatif_tables import show_content
from twin_ops.errors import Usage
from twin_ops.kept_plant import model_of, plant_of
from twin_ops.settings import load_settings

if TYPE_CHECKING:
    from twin_ops.whatif import Question
    from twin_schemas.plant import Plant

_LONGEST = 8 * 3600.0  # s; a night shift


def whatif(
    moved: Annotated[
        list[str] | None,
        typer.Option("--set", help="TAG=VALUE, or TAG=VALUE@10m for later; may be repeated."),
    ] = None,
    at: Annotated[str, typer.Option(help="now, a span such as 2h ago, or an ISO time.")] = "now",
    duration: Annotated[
        str, typer.Option("--for", help="How far ahead, such as 30m; at most 8h.")
    ] = "30m",
    tags: Annotated[
        list[str] | None,
        typer.Option("--tag", help="Shown as well; may be repeated.", autocompletion=complete.tags),
    ] = None,
    plot: Annotated[Path | None, typer.Option(help="Picture, .png or .svg.")] = None,
    keep: Annotated[
        str, typer.Option(metavar="NAME", help="Keep it as a branch; see `twin branch`.")
    ] = "",
    replace: Annotated[bool, typer.Option("--replace", help="In place of what has it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Run the twin ahead from now, or from any minute that is kept, with other setpoints.

    The model is rebuilt as it was then, from its nearest snapshot and what was measured since, and
    goes on twice: with the writes and without. Beside both is what really was. Nothing is written
    to the plant; `twin set` does that. It needs no running twin.

    Examples: `twin whatif --set FIC-101.SP=19`, `twin whatif --at 2h --set FIC-101.SP=19
    --set PIC-107.SP=47@10m --for 1h --tag TT-107 --plot night.png`, `twin whatif --tag FT-101`,
    `twin whatif --set FIC-101.SP=19 --keep less-gas`
    """
    settings = load_settings()
    plant = plant_of(settings)
    question = _question(plant, moved or [], at, duration, tags or [])
    if plot:
        result_file.check(plot, ".png", ".svg")
    branches = KeptBranches(settings.branches)
    if keep:
        branches.free(keep, replace=replace)
    from twin_ops.stored import Stored
    from twin_ops.whatif import answer
    from twin_ops.whatif.content import content

    with err.status("Building the model"):
        model = model_of(settings)
    with err.status("Rebuilding the twin, and running it ahead"):
        found = answer(Stored(settings, tell=err.print), model, question)
    said = content(found, plant)
    if as_json:
        print_json(said)
    else:
        show_content(said)
    if keep:
        branches.keep(keep, said, replace=replace)
        err.print(f"kept as {keep}; `twin branch list` shows all")
    if plot:
        from twin_ops.whatif.picture import draw

        draw(found, plant, plot)
    rebuilding, ahead = found.took_s
    err.print(f"rebuilt in {rebuilding:.2f} s, {found.question.seconds:g} s ahead in {ahead:.2f} s")


def _question(plant: Plant, moved: list[str], at: str, duration: str, tags: list[str]) -> Question:
    from twin_ops.whatif import Question

    seconds = span("--for", duration)
    if not 0 < seconds <= _LONGEST:
        raise Usage(f"--for {duration} is outside 1s to 8h")
    moves = [move(text, plant.tags, seconds) for text in moved]
    shown = [known(name.upper(), plant.tags).name for name in tags]
    if not moves and not shown:
        raise Usage("nothing is asked for; name a write with --set TAG=VALUE, or a --tag to see")
    return Question(at_ns=_time(at), moves=moves, seconds=seconds, tags=shown, newest=at == "now")


def _time(at: str) -> int:
    now = datetime.now(UTC)
    time = now if at == "now" else moment(at, "--at")
    if time is None or time > now:
        raise Usage(f"--at {at!r} is not before now; write now, 2h or 2026-11-23T12:00Z")
    return nanoseconds(time)
