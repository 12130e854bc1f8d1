"""`twin alarms tune`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from twin_ops.cli import complete
from twin_ops.cli.alarm_following import Effect, effect_of
from twin_ops.cli.alarm_names import known_alarm
from twin_ops.cli.alarm_tables import show_alarms
from twin_ops.cli.span import span
from twin_ops.errors import Usage
from twin_ops.exchange_client import ExchangeClient
from twin_ops.settings import load_settings

_DELAYS = {"on_delay": "on_delay_s", "off_delay": "off_delay_s"}


def tune(
    alarm: Annotated[str, typer.Argument(metavar="ID", autocompletion=complete.alarm_limits)],
    at: Annotated[float | None, typer.Option(help="Limit, in the alarm's unit.")] = None,
    deadband: Annotated[float | None, typer.Option(help="In the alarm's unit.", min=0)] = None,
    on_delay: Annotated[str, typer.Option(help="Time beyond the limit, such as 30s.")] = "",
    off_delay: Annotated[str, typer.Option(help="Time behind the deadband.")] = "",
    default: Annotated[
        bool, typer.Option("--default", help="The plant description's settings again.")
    ] = False,
    reason: Annotated[str, typer.Option(help="Why; goes to the audit log.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Change limit, deadband or delays of an alarm while it runs; an engineer may.

    What is not given stays as it is. `twin alarms show` tells within which bounds the limit stays.

    Examples: `twin alarms tune LT-107.high --on-delay 90s --reason "waves"`,
    `twin alarms tune LT-107.high --default`
    """
    numbers = {"at": at, "deadband": deadband, **_spans(on_delay=on_delay, off_delay=off_delay)}
    body: dict[str, Any] = {k: v for k, v in numbers.items() if v is not None}
    if default == bool(body) or (body and not reason.strip()):
        raise Usage("say what to change and --reason, or --default; see `twin alarms tune --help`")
    client = ExchangeClient(load_settings())
    name = known_alarm(client, alarm)

    def send() -> Effect:
        if default:
            client.delete(f"/v1/alarms/{name}/tuning")
            return Effect(name, "untuned")
        client.post(f"/v1/alarms/{name}/tuning", body | {"reason": reason})
        return Effect(name, "tuned")

    show_alarms([effect_of(client, send)], as_json=as_json)


def _spans(**written: str) -> dict[str, float | None]:
    """The delays in s."""
    return {
        _DELAYS[name]: span(f"--{name.replace('_', '-')}", text) if text else None
        for name, text in written.items()
    }
