"""`twin training`: a scenario at the pace of people, led by an instructor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from twin_ops.cli import complete, complete_faults
from twin_ops.cli.output import err, out, print_json, show_rows
from twin_ops.cli.span import span
from twin_ops.cli.training_tables import show_state, show_truth
from twin_ops.cli.values import described, known_tag, wanted_number
from twin_ops.exchange_client import ExchangeClient
from twin_ops.settings import load_settings

_OPENING_S = 120.0
_PATH = "/v1/training"
Json = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Name = Annotated[str, typer.Argument(metavar="NAME")]
app = typer.Typer(
    no_args_is_help=True,
    help="Live training: an instructor leads a scenario, trainees act in it, no plant is touched.",
)


def _client() -> ExchangeClient:
    return ExchangeClient(load_settings())


def _control(does: str, **given: Any) -> None:
    answer = _client().post(f"{_PATH}/control", {"does": does, **given}, _OPENING_S)
    show_state(answer["training"])


@app.command("open")
def open_training(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", autocompletion=complete.scenarios)],
    trainees: Annotated[
        list[str] | None,
        typer.Option("--trainee", help="Who may act; everybody who may read without."),
    ] = None,
) -> None:
    """Open a training, frozen at its beginning; `twin scenario list` has the names.

    Only who has the right `train` leads it, and only they see what is about to happen.

    Examples: `twin training open rundown-vessel-leak --trainee ann`
    """
    body = {"scenario": scenario, "trainees": trainees or []}
    with err.status("Building the model"):
        answer = _client().post(_PATH, body, _OPENING_S)
    show_state(answer["training"])
    err.print("it is frozen: `twin training run`", style="dim")


@app.command()
def status(as_json: Json = False) -> None:
    """Show how the training is, and what happened, as far as you may know it.

    Examples: `twin training status`, `twin training status --json`
    """
    found = _client().get(_PATH)["training"]
    if as_json:
        print_json(found)
    elif found is None:
        err.print("no training is open; `twin training open SCENARIO` opens one")
    else:
        show_state(found, events=True)


@app.command()
def run() -> None:
    """Let plant time go on."""
    _control("run")


@app.command()
def freeze() -> None:
    """Hold plant time."""
    _control("freeze")


@app.command()
def speed(times: Annotated[float, typer.Argument(metavar="TIMES", min=0.1, max=100.0)]) -> None:
    """Change how fast plant time goes, 0.1 to 100 times.

    Examples: `twin training speed 10`
    """
    _control("speed", value=times)


@app.command()
def step(scans: Annotated[int, typer.Argument(metavar="[SCANS]", min=1, max=1000)] = 1) -> None:
    """Freeze, and go on by scans of the soft PLC.

    Examples: `twin training step 5`
    """
    _control("step", value=scans)


@app.command()
def mark(name: Name) -> None:
    """Keep this moment under a name, to come back to it."""
    _control("mark", name=name)


@app.command()
def back(
    name: Annotated[str, typer.Argument(metavar="[NAME]")] = "",
    by: Annotated[str, typer.Option(help="Without a name: how far, such as 3m.")] = "1m",
) -> None:
    """Go back to a mark, or to a minute that is over; it is frozen there.

    Examples: `twin training back before-trip`, `twin training back --by 5m`
    """
    _control("back", name=name, value=0.0 if name else span("--by", by))


@app.command(context_settings={"ignore_unknown_options": True})
def inject(
    kind: Annotated[str, typer.Argument(metavar="KIND", autocompletion=complete_faults.kinds)],
    target: Annotated[str, typer.Argument(metavar="TARGET")],
    numbers: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="How bad.")
    ] = None,
    name: Annotated[str, typer.Option(help="Name to clear it by; else target and kind.")] = "",
    ramp: Annotated[str, typer.Option(help="Plant time in which it grows, such as 5m.")] = "0s",
) -> None:
    """Make something go wrong; `twin plant faults kinds` has the kinds and their numbers.

    Examples: `twin training inject drive_lost P-652`
    """
    body = {"kind": kind, "target": target, "numbers": numbers or [], "name": name}
    _control("inject", ramp_s=span("--ramp", ramp), **body)


@app.command()
def clear(name: Name) -> None:
    """End what was made to go wrong."""
    _control("clear", name=name)


@app.command()
def hide(tag: Annotated[str, typer.Argument(metavar="TAG")]) -> None:
    """Take a tag's values from the trainees; `show` gives them back."""
    _control("hide", name=tag.upper())


@app.command()
def show(tag: Annotated[str, typer.Argument(metavar="TAG")]) -> None:
    """Give a tag's values back to the trainees."""
    _control("show", name=tag.upper())


@app.command()
def say(text: Annotated[str, typer.Argument(metavar="TEXT")]) -> None:
    """Tell the trainees something.

    Examples: `twin training say "the jetty calls: no liquid comes"`
    """
    _control("say", text=text)


@app.command()
def act(
    does: Annotated[str, typer.Argument(metavar="set|trip|reset|acknowledge")],
    name: Annotated[str, typer.Argument(metavar="[NAME]")] = "",
    value: Annotated[str, typer.Argument(metavar="[VALUE]")] = "0",
    unit: Annotated[str, typer.Argument(metavar="[UNIT]")] = "",
) -> None:
    """Do something as a trainee; the exit code is 3 if it is refused.

    Examples: `twin training act set FIC-657.SP 0 kg/s`, `twin training act trip P-652`,
    `twin training act acknowledge all`
    """
    client = _client()
    number = 0.0
    if does == "set":
        name = known_tag(client, name)
        number = wanted_number(described(client, name), value)
    body = {"does": does, "name": name, "value": number, "unit": unit}
    out.print(client.post(f"{_PATH}/actions", body)["done"])


@app.command()
def truth(as_json: Json = False) -> None:
    """Show what only instructors may know: faults, true values, judgement so far.

    Examples: `twin training truth`, `twin training truth --json`
    """
    found = _client().get(f"{_PATH}/truth")
    if as_json:
        print_json(found)
    else:
        show_truth(found)


@app.command()
def end(
    report: Annotated[
        Path | None, typer.Option(help="File for the debrief, .html or .pdf.")
    ] = None,
    as_json: Json = False,
) -> None:
    """End the training; show score and reasons.

    Examples: `twin training end --report debrief.html`
    """
    from twin_ops.cli import debrief_file

    if report:
        debrief_file.check(report)
    found = _client().delete(_PATH)
    if report:
        debrief_file.write(found["page"], report)
    outcome = found["outcome"]
    if as_json:
        print_json(outcome)
        return
    rows = [{**one, "at_s": one["time"]} for one in outcome["verdicts"]]
    show_rows(("name", "result", "at_s>", "points>", "reason"), rows, as_json=False)
    verdict = "passed" if outcome["passed"] else "not passed"
    out.print(
        f"{verdict}: {outcome['score']:g} % of the points; {outcome['pass_at']:g} % are needed"
    )
