"""The recent past of key tags, for who may read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from asyncua import ua

from twin_plc_adapters.opcua.history import BoundedHistory
from twin_plc_adapters.opcua_server.names import Series

KEPT: tuple[Series, ...] = ("Reported", "Simulated")
VALUES = 900
"""Of each node, a quarter of an hour at a value a second; the historian has the rest."""


class GuardedHistory(BoundedHistory):
    """Answers `HistoryRead` of those nodes that the one who asks may read.

    Args:
        may_read: Whether the one who is served now may read a node.
        capacity: Values to keep for each node.
    """

    def __init__(self, may_read: Callable[[ua.NodeId], bool], capacity: int = VALUES) -> None:
        super().__init__(capacity)
        self._may_read = may_read

    async def read_node_history(
        self, node_id: ua.NodeId, start: datetime | None, end: datetime | None, nb_values: int
    ) -> tuple[list[ua.DataValue], datetime | None]:
        if not self._may_read(node_id):
            raise ua.uaerrors.BadUserAccessDenied
        return await super().read_node_history(node_id, start, end, nb_values)
