"""The exchange as a web application."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from twin_agents.exchange import (
    alarm_routes,
    alarm_tuning,
    approval_routes,
    audit_routes,
    login,
    past_routes,
    prediction_routes,
    routes,
    scene_routes,
    set_routes,
    socket,
)
from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.bodies import ErrorBody
from twin_agents.exchange.contracts import messages as contract_messages
from twin_agents.exchange.contracts import routes as contract_routes
from twin_agents.exchange.diagrams import routes as diagram_routes
from twin_agents.exchange.guard import Guard
from twin_agents.exchange.oidc import routes as oidc_routes
from twin_agents.exchange.training import routes as training_routes
from twin_agents.exchange.users import me
from twin_agents.exchange.users import routes as user_routes
from twin_agents.exchange.whatif import branch_routes
from twin_agents.exchange.whatif import routes as what_if_routes
from twin_bus.agent import Outbox

_DOCS = "GET /openapi.json tells what there is"
_REFUSALS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ErrorBody, "description": "Not done, and why"},
    503: {"model": ErrorBody, "description": "Not done now: bus or registry do not answer"},
}


def exchange_app(exchange: Exchange, out: Outbox) -> FastAPI:
    """The exchange as an ASGI application.

    Args:
        exchange: Caches to read from.
        out: Where commands and logins are published.
    """
    app = routed()
    app.state.exchange, app.state.outbox = exchange, out
    app.add_middleware(Guard, host=exchange.host, secure=exchange.identity is not None)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    if exchange.static is not None and exchange.static.exists():
        app.mount("/", StaticFiles(directory=exchange.static, html=True), name="screen")
    return app


def routed() -> FastAPI:
    """All routes, without an exchange behind them; each declares its rule."""
    # FastAPI's own pages of the description would run another site's scripts here.
    app = FastAPI(
        title="twinbus exchange",
        version="1",
        responses=_REFUSALS,
        docs_url=None,
        redoc_url=None,
    )
    # Routes are looked through in this order, and values are asked for most.
    app.include_router(routes.router)
    app.include_router(login.router)
    app.include_router(oidc_routes.router)
    app.include_router(me.router)
    app.include_router(user_routes.router)
    app.include_router(past_routes.router)
    app.include_router(audit_routes.router)
    app.include_router(approval_routes.router)
    app.include_router(alarm_routes.router)
    app.include_router(alarm_tuning.router)
    app.include_router(prediction_routes.router)
    app.include_router(scene_routes.router)
    app.include_router(set_routes.router)
    app.include_router(diagram_routes.router)
    app.include_router(training_routes.router)
    app.include_router(what_if_routes.router)
    app.include_router(branch_routes.router)
    app.include_router(contract_messages.router)
    app.include_router(contract_routes.router)
    app.include_router(socket.router)
    return app


def api_description() -> dict[str, Any]:
    """The routes as an OpenAPI document."""
    return routed().openapi()


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as registered
    detail: object = error.detail
    content = detail if isinstance(detail, dict) else {"error": str(detail), "hint": _DOCS}
    return JSONResponse(content, error.status_code, error.headers)


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as registered
    problems = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
    return JSONResponse({"error": "; ".join(problems), "hint": _DOCS}, 422)
