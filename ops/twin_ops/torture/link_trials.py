"""Trials of the link: what is broken, and what must be seen of it."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from asyncua import ua

from twin_ops.opcua_identities import certificate_in
from twin_ops.plant_link import ensure_link, plant_identity, trust_of
from twin_ops.torture.seen import require, unmarked_gaps
from twin_ops.torture.stand import Stand
from twin_plc_adapters.opcua.quality import quality_of
from twin_plc_adapters.opcua.trust_list import thumbprint

_HOUR_S = 3600.0
_RENEWALS = 4


@dataclass(frozen=True)
class LinkTrial:
    """One thing to do to a link.

    Attributes:
        name: Short name.
        does: What is done.
        run: Does it, and tells what was seen; raises `TrialFailed`.
        channel_ms: How long the keys of the channel hold.
    """

    name: str
    does: str
    run: Callable[[Stand], Awaitable[str]]
    channel_ms: int = 3_600_000


async def _bad_then_good(stand: Stand, mark: int, mend: Callable[[], Awaitable[None]]) -> str:
    """All tags must become bad, and good by themselves after mending; no jump is unmarked."""
    bad = await stand.seen.until_all(stand.tags, "bad", mark)
    require(all(math.isnan(record.value) for record in bad), "a bad value has a number")
    reason = bad[0].reason
    await mend()
    await stand.seen.until_all(stand.tags, "good", stand.mark())
    require(stand.adapter is not None and stand.adapter.unwell() == "", "it is still unwell")
    _no_unmarked_gap(stand)
    return f"{len(bad)} tags bad ({reason.partition(': ')[2] or reason}), then good again"


def _no_unmarked_gap(stand: Stand) -> None:
    gaps = unmarked_gaps(stand.seen.since(0))
    require(not gaps, f"values are missing without a mark: {', '.join(gaps[:3])}")


async def _nothing() -> None:
    pass


async def tcp_cut(stand: Stand) -> str:
    """The connection is reset and none is taken for a while."""
    mark = stand.mark()
    await stand.proxy.cut()
    return await _bad_then_good(stand, mark, stand.proxy.start)


async def tcp_held(stand: Stand) -> str:
    """Nothing passes any more, but nothing ends either."""
    mark = stand.mark()
    stand.proxy.hold()

    async def mend() -> None:
        stand.proxy.let_go()

    return await _bad_then_good(stand, mark, mend)


async def server_restart(stand: Stand) -> str:
    """The server goes and comes back."""
    mark = stand.mark()
    await stand.stop_server()
    return await _bad_then_good(stand, mark, stand.start_server)


async def session_timeout(stand: Stand) -> str:
    """The server closes the session, as it does after its time-out."""
    mark = stand.mark()
    require(stand.server is not None, "there is no server")
    assert stand.server is not None  # noqa: S101 - for the type checker
    sessions = stand.server.asyncua.iserver._external_sessions  # noqa: SLF001 - as its timer does
    require(len(sessions) == 1, f"{len(sessions)} sessions instead of one")
    for session in list(sessions.values()):
        await session.close_session(delete_subs=True)
    return await _bad_then_good(stand, mark, _nothing)


async def token_renewal(stand: Stand) -> str:
    """The keys of the channel are renewed again and again; nothing may be lost or marked."""
    mark, before = stand.mark(), stand.proxy.keys
    connections = stand.proxy.connections
    await stand.seen.until("renewals", lambda: stand.proxy.keys >= before + _RENEWALS)
    done = stand.proxy.keys - before
    await stand.seen.until_all(stand.tags, "good", stand.mark())
    require(stand.proxy.connections == connections, "it has connected anew")
    qualities = {record.quality for record in stand.seen.since(mark)}
    require(qualities == {"good"}, f"there were {', '.join(sorted(qualities))} values")
    _no_unmarked_gap(stand)
    return f"keys renewed {done} times, {len(stand.seen.since(mark))} values, none lost"


async def silent_subscription(stand: Stand) -> str:
    """The server stops sending notifications and keeps everything else alive."""
    mark = stand.mark()
    for subscription in _subscriptions(stand):
        await subscription.set_publishing_mode(False)
    return await _bad_then_good(stand, mark, _nothing)


async def silent_item(stand: Stand) -> str:
    """The server forgets one monitored item among all the others."""
    mark, tag = stand.mark(), next(iter(stand.tags))
    (subscription,) = _subscriptions(stand)
    items = subscription.monitored_item_srv
    first = min(items._monitored_items)  # noqa: SLF001 - asyncua has no other way to break it
    items.delete_monitored_items([first])
    (bad,) = await stand.seen.until_all([tag], "bad", mark)
    others = {r.tag for r in stand.seen.since(mark) if r.quality != "good"} - {tag}
    require(not others, f"others were marked too: {', '.join(sorted(others)[:3])}")
    await stand.seen.until_all([tag], "good", stand.mark())
    _no_unmarked_gap(stand)
    return f"{tag} alone bad ({bad.reason}), then good again"


def _subscriptions(stand: Stand) -> list[ua.SubscriptionBase]:
    require(stand.server is not None, "there is no server")
    assert stand.server is not None  # noqa: S101 - for the type checker
    service = stand.server.asyncua.iserver.subscription_service
    return list(service.subscriptions.values())


async def silent_plant(stand: Stand) -> str:
    """The plant makes no new values while its server answers."""
    mark = stand.mark()
    stand.scanning = False
    silent = await stand.seen.until_all(stand.tags, "uncertain", mark, "nothing newer")
    require(all(r.late for r in silent), "an old value is not told as late")
    stand.scanning = True
    await stand.seen.until_all(stand.tags, "good", stand.mark())
    _no_unmarked_gap(stand)
    return f"{len(silent)} tags uncertain ({silent[0].reason}), then good again"


async def clock_skew(stand: Stand) -> str:
    """The server's clock is an hour wrong; then the plant stops as well."""
    mark = stand.mark()
    stand.skew_s = -_HOUR_S
    behind = await stand.seen.until_all(stand.tags, "uncertain", mark, "behind ours")
    stand.skew_s = _HOUR_S
    await stand.seen.until_all(stand.tags, "uncertain", stand.mark(), "ahead of ours")
    stand.scanning = False
    await stand.seen.until_all(stand.tags, "uncertain", stand.mark(), "nothing newer")
    stand.skew_s, stand.scanning = 0.0, True
    await stand.seen.until_all(stand.tags, "good", stand.mark())
    _no_unmarked_gap(stand)
    return f"uncertain ({behind[0].reason}); silence still seen; then good again"


async def late_values(stand: Stand) -> str:
    """Values are a minute old when the server shows them."""
    mark = stand.mark()
    stand.source_lag_s = 60.0
    late = await stand.seen.until_all(stand.tags, "uncertain", mark, "late")
    require(all(record.late for record in late), "a late value has no mark")
    stand.source_lag_s = 0.0
    await stand.seen.until_all(stand.tags, "good", stand.mark())
    return f"uncertain and late ({late[0].reason}), then good again"


async def bad_codes(stand: Stand) -> str:
    """Values come with status codes that are not good."""
    tags = list(stand.tags)
    words = {tags[0]: "sensor failed", tags[1]: "saturated", tags[2]: "not connected"}
    mark, stand.reasons = stand.mark(), words
    await stand.seen.until_all([tags[0]], "bad", mark, "BadSensorFailure")
    await stand.seen.until_all([tags[1]], "uncertain", mark, "EngineeringUnits")
    await stand.seen.until_all([tags[2]], "bad", mark, "BadNotConnected")
    named = [r for r in stand.seen.since(mark) if r.tag in {tags[0], tags[2]}]
    wrong = [r for r in named if r.quality == "bad" and not math.isnan(r.value)]
    require(not wrong, "a bad value has a number")
    classes = {quality_of(ua.StatusCode(code))[0] for code in _all_bad_codes()}
    require(classes == {"bad"}, "a bad code is not bad")
    stand.reasons = {}
    await stand.seen.until_all(tags, "good", stand.mark())
    return f"bad without a number, uncertain with one; all {len(_all_bad_codes())} bad codes bad"


def _all_bad_codes() -> list[int]:
    codes = (getattr(ua.StatusCodes, name) for name in dir(ua.StatusCodes) if name[:3] == "Bad")
    return [code for code in codes if isinstance(code, int)]


async def changed_certificate(stand: Stand) -> str:
    """The server comes back with a certificate that nobody has accepted."""
    mark = stand.mark()
    await stand.stop_server()
    plant_identity(stand.settings).unlink()
    ensure_link(stand.settings)
    certificate = certificate_in(plant_identity(stand.settings))
    trust_of(stand.settings).reject(certificate)
    await stand.start_server()
    await stand.seen.until_all(stand.tags, "bad", mark, thumbprint(certificate))

    async def accept() -> None:
        trust_of(stand.settings).accept(certificate)

    return await _bad_then_good(stand, mark, accept)


LINK_TRIALS = (
    LinkTrial("tcp cut", "reset the connection, refuse new ones for a while", tcp_cut),
    LinkTrial("tcp held", "pass nothing on, end nothing", tcp_held),
    LinkTrial("server restart", "stop the server, start it again", server_restart),
    LinkTrial("session time-out", "close the session on the server", session_timeout),
    LinkTrial("token renewal", "let the channel's keys hold 2 s", token_renewal, 2_000),
    LinkTrial("silent subscription", "stop its notifications, keep it alive", silent_subscription),
    LinkTrial("silent item", "forget one monitored item", silent_item),
    LinkTrial("silent plant", "make no new values", silent_plant),
    LinkTrial("clock skew", "set the server's clock an hour wrong", clock_skew),
    LinkTrial("late values", "show values that are a minute old", late_values),
    LinkTrial("bad status codes", "show failed and saturated sensors", bad_codes),
    LinkTrial("changed certificate", "give the server another certificate", changed_certificate),
)
