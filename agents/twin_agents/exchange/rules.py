"""The rule of every route, read from the application: what the permission matrix is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, APIWebSocketRoute, RouteContext, iter_route_contexts

from twin_agents.exchange.session import Rule
from twin_agents.exchange.stream import STREAM_RULES

# What FastAPI itself serves: the description of the routes.
_DESCRIPTION = {"/openapi.json"}


class NoRule(LookupError):
    """A route does not say who may use it."""


@dataclass(frozen=True)
class RouteRule:
    """One route, or one type of message of the stream.

    Attributes:
        method: HTTP method; `WS` for a message of the stream.
        path: Path of the route.
        rule: Who may use it.
        message: Type of the message; empty for HTTP.
    """

    method: str
    path: str
    rule: Rule
    message: str = ""


def rules_of(app: FastAPI) -> list[RouteRule]:
    """Rules of all routes, and of all messages of the stream.

    Raises:
        NoRule: If a route has none; names it.
    """
    return [rule for route in iter_route_contexts(app.routes) for rule in _rules(route)]


def _rules(route: RouteContext) -> Iterator[RouteRule]:
    path = str(route.path)
    if isinstance(route.original_route, APIRoute):
        rule = _rule(route.dependant, path)
        yield from (RouteRule(method, path, rule) for method in sorted(route.methods or ()))
    elif isinstance(route.original_route, APIWebSocketRoute):
        if _rule(route.dependant, path) != "first message":
            raise NoRule(f"WebSocket {path} is not judged by its first message")
        yield from (RouteRule("WS", path, rule, kind) for kind, rule in STREAM_RULES.items())
    elif path not in _DESCRIPTION:
        raise NoRule(f"{path} is none of the exchange's routes; declare its rule")


def _rule(dependant: Dependant, path: str) -> Rule:
    """The narrowest rule among what a route depends on: a right, then a log-in, then nothing."""
    found = list(_declared(dependant))
    if not found:
        raise NoRule(f"{path} has no rule; declare one of twin_agents.exchange.may where it is")
    return min(found, key=_WIDTH.index) if set(found) <= set(_WIDTH) else _action(found)


_WIDTH: tuple[Rule, ...] = ("first message", "logged in", "open")


def _action(found: list[Rule]) -> Rule:
    return next(rule for rule in found if rule not in _WIDTH)


def _declared(dependant: Dependant) -> Iterator[Rule]:
    for inner in dependant.dependencies:
        rule: Any = getattr(inner.call, "rule", None)
        if rule is not None:
            yield rule
        yield from _declared(inner)
