"""`twin plant faults`: what is wrong with the emulated plant, on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from twin_ops.cli import complete_faults
from twin_ops.cli.fault_entry import entry_of, read_entry
from twin_ops.cli.output import err, out, print_json, show_error, show_rows
from twin_ops.cli.span import span
from twin_ops.errors import FOUND, RefusedByRule, Usage
from twin_ops.kept_plant import plant_of
from twin_ops.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from twin_ops.settings import Settings
    from twin_schemas.faults import Fault, FaultKind

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Kind = Annotated[str, typer.Argument(metavar="KIND", autocompletion=complete_faults.kinds)]
Target = Annotated[str, typer.Argument(metavar="TARGET", autocompletion=complete_faults.targets)]
app = typer.Typer(no_args_is_help=True, help="The emulated plant.")
faults = typer.Typer(
    no_args_is_help=True,
    help="Faults of the emulated plant: stage them, see whether the twin finds them.",
)
app.add_typer(faults, name="faults")
_COLUMNS = ("name", "kind", "target", "numbers", "start_s>", "ramp_s>", "state", "age_s>")


@faults.command("list")
def list_faults(as_json: Json = False) -> None:
    """Show the staged faults, and what the emulated plant has made of them when it last saved.

    `waiting`: the plant has not seen it, or does not run; `coming`: it begins later; `growing`;
    `there`. The exit code is 1 if the file has a mistake, which is told with its line.

    Examples: `twin plant faults list`, `twin plant faults list --json`
    """
    from twin_ops.fault_progress import progress
    from twin_schemas.faults import read_faults

    settings, file = _emulated()
    staged, problems = read_faults(file, plant_of(settings))
    seen = progress(settings.home / "plant" / "state")
    rows = [_row(fault, as_json=as_json) | seen.of(fault) for fault in staged]
    show_rows(_COLUMNS, rows, as_json=as_json)
    for problem in problems:
        show_error(str(problem))
    if problems:
        raise typer.Exit(FOUND)


@faults.command()
def kinds(as_json: Json = False) -> None:
    """Show every kind of fault with its numbers, and what a sensor then says of itself.

    Examples: `twin plant faults kinds`, `twin plant faults kinds --json | jq .kind`
    """
    from twin_schemas.faults import FAULT_KINDS

    rows = [_kind(name, kind, as_json=as_json) for name, kind in FAULT_KINDS.items()]
    show_rows(("kind", "place", "numbers", "ramp", "status", "meaning"), rows, as_json=as_json)


@faults.command(context_settings={"ignore_unknown_options": True})
def inject(
    kind: Kind,
    target: Target,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME=VALUE]...",
            help="How bad: band=4%, offset=3degC. See `twin plant faults kinds`.",
            autocompletion=complete_faults.numbers,
        ),
    ] = None,
    name: Annotated[str, typer.Option(help="Name to clear it by; else target and kind.")] = "",
    start: Annotated[str, typer.Option(help="Time until it begins, such as 10m.")] = "0s",
    ramp: Annotated[str, typer.Option(help="Time in which it grows, such as 1h.")] = "0s",
    as_json: Json = False,
) -> None:
    """Stage a fault; a running emulated plant takes it with its next scan.

    TARGET is the tag of an instrument, a valve or machine, or a parameter such as E-101.cleanness.
    A number without unit is in the unit which the kind states. The exit code is 2 if something is
    wrong with the fault, 3 if the plant is not an emulated one.

    Examples: `twin plant faults inject stiction FV-101 band=4% jump=2%`,
    `twin plant faults inject drift TT-102 per_hour=2 --start 10m --name slow-tt`
    """
    from twin_ops.faults_file import added, editing, write_whole

    settings, file = _emulated()
    times = {"start": span("--start", start), "ramp": span("--ramp", ramp)}
    plant = plant_of(settings)
    with editing(file):
        others = _sound(file, settings)
        entry = entry_of(kind, target, numbers or [], times, plant)
        fault = read_entry(name or f"{entry['target']}-{kind}", entry, plant, others)
        text = file.read_text("utf-8") if file.exists() else ""
        write_whole(file, added(text, fault.name, entry))
    _show(fault, "staged", as_json=as_json)


@faults.command()
def clear(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", autocompletion=complete_faults.names),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Clear every fault.")] = False,
    as_json: Json = False,
) -> None:
    """Take staged faults away; a running emulated plant does so with its next scan.

    Examples: `twin plant faults clear FV-101-stiction`, `twin plant faults clear --all`
    """
    from twin_ops.faults_file import editing, removed, write_whole

    settings, file = _emulated()
    if bool(names) == every:
        raise Usage("name the faults to clear, or give --all; `twin plant faults list` shows them")
    with editing(file):
        staged = {fault.name: fault for fault in _sound(file, settings)}
        gone = list(staged) if every else names or []
        if unknown := [name for name in gone if name not in staged]:
            there = ", ".join(staged) or "none"
            raise Usage(f"there is no fault {', '.join(unknown)}; there are: {there}")
        text = file.read_text("utf-8") if file.exists() else ""
        for name in dict.fromkeys(gone):
            text = removed(text, name)
        if gone:
            write_whole(file, text)
    for name in dict.fromkeys(gone):
        _show(staged[name], "cleared", as_json=as_json)


def _emulated() -> tuple[Settings, Path]:
    """Settings and the file of faults of an emulated plant.

    Raises:
        RefusedByRule: the plant is a real one.
    """
    from twin_ops.faults_file import faults_file

    settings = load_settings()
    if not settings.is_emulated:
        named = f"TWIN_OPCUA names the plant {settings.opcua_url}"
        if not settings.opcua_url:
            named = f"TWIN_ADAPTER={settings.adapter.name} has another plant"
        raise RefusedByRule(
            f"{named}: faults are staged on the emulated "
            "plant only, and there is no way to any other"
        )
    return settings, faults_file(settings)


def _sound(file: Path, settings: Settings) -> tuple[Fault, ...]:
    """The staged faults of a file that has no mistake.

    Raises:
        Usage: it has one; names it with its line.
    """
    from twin_schemas.faults import read_faults

    staged, problems = read_faults(file, plant_of(settings))
    if problems:
        raise Usage("\n".join([*map(str, problems), f"correct {file} first"]))
    return staged


def _kind(name: str, kind: FaultKind, *, as_json: bool) -> dict[str, object]:
    from twin_ops.render.fault_words import limits, said

    words = {key: f"{p.meaning}, {limits(p)}" for key, p in kind.parameters.items()}
    return {
        "kind": name,
        "place": kind.place,
        "numbers": words if as_json else "; ".join(f"{k}: {text}" for k, text in words.items()),
        "ramp": kind.grows if as_json else ("yes" if kind.grows else ""),
        "status": said(kind) if kind.place == "sensor" else "",
        "meaning": kind.meaning,
    }


def _row(fault: Fault, *, as_json: bool = True) -> dict[str, object]:
    words = ", ".join(f"{name}={value:g}" for name, value in fault.parameters.items())
    return {
        "name": fault.name,
        "kind": fault.kind,
        "target": fault.target,
        "numbers": dict(fault.parameters) if as_json else words,
        "start_s": fault.start,
        "ramp_s": fault.ramp,
    }


def _show(fault: Fault, what: str, *, as_json: bool) -> None:
    if as_json:
        print_json(_row(fault) | {"done": what})
    else:
        out.print(f"{what} {fault.name}")
        if what == "staged":
            err.print("`twin plant faults list` shows when the plant has it")
