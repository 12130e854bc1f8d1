"""`twin alarms`: what is in alarm, and what people do about it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from twin_ops.cli import complete
from twin_ops.cli.alarm_backtest import backtest
from twin_ops.cli.alarm_following import Effect, effect_of
from twin_ops.cli.alarm_names import known_alarm
from twin_ops.cli.alarm_tables import show_alarms, show_definition, show_report, show_trips
from twin_ops.cli.alarm_tuning import tune
from twin_ops.cli.span import span
from twin_ops.errors import RefusedByRule
from twin_ops.exchange_client import ExchangeClient
from twin_ops.settings import load_settings

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Present = Annotated[str, typer.Argument(metavar="ID", autocompletion=complete.alarms)]
AnyAlarm = Annotated[str, typer.Argument(metavar="ID", autocompletion=complete.alarm_limits)]
_MINUTE_S = 60
app = typer.Typer()
app.command()(tune)
app.command()(backtest)


def _client() -> ExchangeClient:
    return ExchangeClient(load_settings())


@app.callback(invoke_without_command=True)
def alarms(context: typer.Context, as_json: Json = False) -> None:
    """List the alarms that are not normal, the most urgent in front.

    A state is `unacknowledged`, `acknowledged` (both are still there), `returned` (gone, but nobody
    has acknowledged it), `latched` (gone and acknowledged, and to be reset), `shelved`,
    `suppressed` (by design, after a trip that explains it) or
    `out_of_service`. `basis` says whether a measured value is beyond its limit, the model can not
    explain it (`residual`), or the model sees it there soon (`predicted`). `follows` names the
    interlock that tripped first in the same upset.

    Examples: `twin alarms`, `twin alarms --json`, `twin alarms ack PT-107.high`
    """
    if context.invoked_subcommand is None:
        show_alarms(_client().get("/v1/alarms")["alarms"], as_json=as_json)


@app.command()
def show(alarm: AnyAlarm, as_json: Json = False) -> None:
    """Show what an alarm is: limit, delays, class, cause, consequence, action, response time.

    Example: `twin alarms show PT-107.high`
    """
    client = _client()
    show_definition(client.get(f"/v1/alarms/{known_alarm(client, alarm)}"), as_json=as_json)


@app.command()
def ack(
    alarm: Present,
    reason: Annotated[str, typer.Option(help="Anything to say; goes to the audit log.")] = "",
    as_json: Json = False,
) -> None:
    """Acknowledge the present occurrence of an alarm, and wait until that is done.

    Only this limit is acknowledged, and only as it is now: what is raised later stays.

    Examples: `twin alarms ack PT-107.high`, `twin alarms ack LT-107.low --reason "pump is back"`
    """
    client = _client()
    name = known_alarm(client, alarm)
    occurrence = _present(client, name)["occurrence"]
    body = {"occurrence": occurrence, "reason": reason}

    def send() -> Effect:
        client.post(f"/v1/alarms/{name}/acknowledgement", body)
        return Effect(name, "acknowledged", {"occurrence": occurrence})

    show_alarms([effect_of(client, send)], as_json=as_json)


def _present(client: ExchangeClient, name: str) -> dict[str, Any]:
    """The alarm, if there is anything to acknowledge."""
    rows: list[dict[str, Any]] = client.get("/v1/alarms")["alarms"]
    row = next((row for row in rows if row["alarm"] == name), {"state": "normal"})
    if row["state"] not in {"unacknowledged", "returned"}:
        hint = "`twin alarms` lists what is not normal"
        raise RefusedByRule(f"nothing to acknowledge: {name} is {row['state']}; {hint}")
    return row


@app.command()
def shelve(
    alarm: AnyAlarm,
    reason: Annotated[str, typer.Option(help="Why; goes to the audit log.")],
    length: Annotated[str, typer.Option("--for", help="How long, at most 12h.")] = "30m",
    as_json: Json = False,
) -> None:
    """Take an alarm out of sight for a while; it comes back by itself.

    One that is still there then comes back unacknowledged.

    Example: `twin alarms shelve LT-107.low --for 30m --reason "transmitter is being changed"`
    """
    minutes = span("--for", length) / _MINUTE_S
    client = _client()
    name = known_alarm(client, alarm)

    def send() -> Effect:
        body = {"minutes": minutes, "reason": reason}
        until = client.post(f"/v1/alarms/{name}/shelving", body)["until"]
        return Effect(name, "shelved", {"until": until})

    show_alarms([effect_of(client, send)], as_json=as_json)


@app.command()
def unshelve(alarm: Present, as_json: Json = False) -> None:
    """Take an alarm from the shelf before its time.

    Example: `twin alarms unshelve LT-107.low`
    """
    _end(alarm, "shelving", "unshelved", as_json=as_json)


@app.command()
def out(
    alarm: AnyAlarm,
    reason: Annotated[str, typer.Option(help="Why; goes to the audit log.")],
    as_json: Json = False,
) -> None:
    """Take an alarm out of service until `twin alarms back` returns it.

    For an instrument that is being repaired or replaced. What is only a nuisance for a while is
    better shelved: that ends by itself.

    Example: `twin alarms out AT-204.low --reason "analyser in the workshop"`
    """
    client = _client()
    name = known_alarm(client, alarm)

    def send() -> Effect:
        client.post(f"/v1/alarms/{name}/removal", {"reason": reason})
        return Effect(name, "removed_from_service")

    show_alarms([effect_of(client, send)], as_json=as_json)


@app.command()
def back(alarm: Present, as_json: Json = False) -> None:
    """Return an alarm to service; one that is active comes back unacknowledged.

    Example: `twin alarms back AT-204.low`
    """
    _end(alarm, "removal", "returned_to_service", as_json=as_json)


def _end(alarm: str, what: str, change: str, *, as_json: bool) -> None:
    """Takes back what hides an alarm, and waits until that is done."""
    client = _client()
    name = known_alarm(client, alarm)

    def send() -> Effect:
        client.delete(f"/v1/alarms/{name}/{what}")
        return Effect(name, change)

    show_alarms([effect_of(client, send)], as_json=as_json)


@app.command()
def reset(alarm: Present, as_json: Json = False) -> None:
    """Let go of an alarm that latches, once it is gone and acknowledged.

    Example: `twin alarms reset PT-107.high_high`
    """
    client = _client()
    name = known_alarm(client, alarm)

    def send() -> Effect:
        client.post(f"/v1/alarms/{name}/reset", {})
        return Effect(name, "reset")

    show_alarms([effect_of(client, send)], as_json=as_json)


@app.command()
def trips(as_json: Json = False) -> None:
    """List the interlocks that are tripped now, the first-out in front.

    `first_out` is the interlock that tripped first in the same upset: what has to be understood.
    Those of an area that latch are reset by its hand switch, once their cause is gone.

    Examples: `twin alarms trips`, `twin alarms trips --json`, `twin set HS-101 0`
    """
    show_trips(_client().get("/v1/interlocks")["interlocks"], as_json=as_json)


@app.command()
def report(
    length: Annotated[str, typer.Option("--for", help="Span that ends now, at most 7d.")] = "1h",
    as_json: Json = False,
) -> None:
    """Show how well the alarms serve the operators: the figures of ISA-18.2.

    Rate, most in ten minutes, floods (more than ten in ten minutes), what stands and since when,
    what chatters (raised three times within a minute), and what is raised most often.

    Examples: `twin alarms report`, `twin alarms report --for 8h --json`
    """
    minutes = span("--for", length) / _MINUTE_S
    show_report(_client().get("/v1/alarms/report", minutes=minutes), as_json=as_json)
