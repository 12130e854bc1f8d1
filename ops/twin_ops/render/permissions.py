"""The page of roles, rights and routes: who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from twin_agents.exchange.api import routed
from twin_agents.exchange.rules import RouteRule, rules_of
from twin_schemas.access import ROLES, Demand, Right, grants_of, judge

_HEAD = """# Permissions

Generated from the roles and from the rules that the routes declare by `make generate`; do not edit.
`tests/contract/test_permission_matrix.py` tries every cell of the second table on the exchange.
"""
_RIGHTS = """## Roles

What a role allows. `@own` are contracts whose owner is the user. A user may have several roles, and
rights of their own besides, with limits: tags or contracts, origin, range of the value, time, hours
of the day (`twin users grant`).

| role | rights |
|---|---|"""
_ROUTES = """## Routes

`yes`: the role may; `own`: with what belongs to the user. `-`: refused with 403 and a reason, and
audited. Without a log-in everything but what is `open` is refused with 401. Each tag, contract and
value is judged besides; messages of contracts `access.*` and `audit.*` need `audit`, not `read`.
"""


def permissions_page() -> str:
    """Markdown with the rights of each role, and the answer to each role on each route."""
    rules = rules_of(routed())
    return "\n".join([_HEAD, _RIGHTS, *_roles(), "", _ROUTES, *_table(rules), ""])


def _roles() -> Iterator[str]:
    for role, rights in ROLES.items():
        yield f"| {role} | {', '.join(map(_words, rights))} |"


def _words(right: Right) -> str:
    tags = "" if right.tags == "*" else f" {right.tags}"
    origin = "" if right.origin == "*" else f" as {right.origin}"
    return f"{right.action}{tags}{origin}"


def _table(rules: list[RouteRule]) -> Iterator[str]:
    names = list(ROLES)
    yield f"| route | needs | nobody | {' | '.join(names)} |"
    yield "|---" * (len(names) + 3) + "|"
    for rule in rules:
        what = f"`{rule.method} {rule.path}`" + (f" {rule.message}" if rule.message else "")
        cells = " | ".join(_cell(rule, role) for role in names)
        yield f"| {what} | {rule.rule} | {'yes' if rule.rule == 'open' else '-'} | {cells} |"


def _cell(rule: RouteRule, role: str) -> str:
    if rule.rule in {"open", "logged in"}:
        return "yes"
    return expected(rule, role)


def expected(rule: RouteRule, role: str) -> str:
    """What the page says of a role on a route that needs a right: `yes`, `own` or `-`."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for subject, answer in (("anything", "yes"), ("", "own")):
        demand = Demand(action=rule.rule, at=at, subject=subject)  # type: ignore[arg-type]
        if judge(grants_of([role]), demand).allowed:
            return answer
    return "-"
