"""The desk of the what-ifs, for the routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_agents.exchange.session import Refusal

if TYPE_CHECKING:
    from twin_agents.exchange.agent import Exchange
    from twin_agents.exchange.whatif.desk import WhatIfDesk


def desk_of(exchange: Exchange) -> WhatIfDesk:
    """Where what-ifs are asked for.

    Raises:
        Refusal: 503 if this exchange has none.
    """
    if exchange.what_ifs is None:
        raise Refusal(503, "this exchange has no what-ifs", "`twin whatif` needs no exchange")
    return exchange.what_ifs
