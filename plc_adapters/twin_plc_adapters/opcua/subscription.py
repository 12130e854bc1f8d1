"""One subscription of a session over many items."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from asyncua import Client, ua

from twin_plc_adapters.opcua.notifications import Notification, publish
from twin_plc_adapters.reading import Reading

log = logging.getLogger(__name__)
_QUEUE = 10
_LIFETIME, _MOST = 10_000, 10_000
_AT_ONCE = 500  # in a call: a server has a limit, and has to answer in time
T = TypeVar("T")
HeardOf = Callable[[int, Reading], None]


class Subscription:
    """Passes on what changes of the items that it watches.

    Args:
        client: Connected.
        heard: Called with client handle and value of each change.
        ended: Called when the server gives the subscription up.
    """

    def __init__(self, client: Client, heard: HeardOf, ended: Callable[[], None]) -> None:
        self._client, self._heard, self._ended = client, heard, ended
        self._session = client.uaclient.session
        self._id = 0

    async def open(self, interval_ms: int) -> None:
        """Begins it, with a publishing interval.

        Raises:
            OSError, TimeoutError, ua.uaerrors.UaError: If the server does not answer or refuses.
        """
        wanted = ua.CreateSubscriptionParameters(
            RequestedPublishingInterval=float(interval_ms),
            RequestedLifetimeCount=_LIFETIME,
            RequestedMaxKeepAliveCount=self._client.get_keepalive_count(interval_ms),
            MaxNotificationsPerPublish=_MOST,
            PublishingEnabled=True,
        )
        self._session.publish = functools.partial(publish, self._session)
        made = await self._session.create_subscription(wanted, self._take)
        self._id = made.SubscriptionId
        if revised := self._client.get_subscription_revised_params(wanted, made):
            await self._session.update_subscription(revised)

    async def watch(self, items: Mapping[int, ua.NodeId]) -> list[int | None]:
        """Adds items by client handle; the server's id of each, None where it refuses.

        Raises:
            OSError, TimeoutError, ua.uaerrors.UaError: If the server does not answer or refuses.
        """
        ids: list[int | None] = []
        for some in _portions(list(items.items())):
            results = await self._session.create_monitored_items(
                ua.CreateMonitoredItemsParameters(
                    SubscriptionId=self._id,
                    TimestampsToReturn=ua.TimestampsToReturn.Both,
                    ItemsToCreate=[_item(handle, node_id) for handle, node_id in some],
                )
            )
            ids += [made.MonitoredItemId if made.StatusCode.is_good() else None for made in results]
        return ids

    async def forget(self, ids: Sequence[int]) -> None:
        """Removes items by the server's ids; one that the server has forgotten is no error.

        Raises:
            OSError, TimeoutError, ua.uaerrors.UaError: If the server does not answer or refuses.
        """
        for some in _portions(ids):
            await self._session.delete_monitored_items(
                ua.DeleteMonitoredItemsParameters(SubscriptionId=self._id, MonitoredItemIds=some)
            )

    def _take(self, result: Any) -> None:
        for notification in result.NotificationMessage.NotificationData or ():
            # What the library tells by itself, as that the session is gone, is its own object.
            if not isinstance(notification, Notification) or notification.ends_the_subscription():
                self._ended()
            else:
                self._pass_on(notification)

    def _pass_on(self, notification: Notification) -> None:
        try:
            for handle, reading in notification.readings():
                self._heard(handle, reading)
        except Exception:  # of any kind: what is missing must be marked as a gap
            log.exception("a notification of the server can not be read")
            self._ended()


def _portions(whole: Sequence[T]) -> Iterator[list[T]]:
    for begin in range(0, len(whole), _AT_ONCE):
        yield list(whole[begin : begin + _AT_ONCE])


def _item(handle: int, node_id: ua.NodeId) -> ua.MonitoredItemCreateRequest:
    # A new time with the same value counts as a change: that the value was looked at again is
    # what tells a steady value from a dead one.
    return ua.MonitoredItemCreateRequest(
        ItemToMonitor=ua.ReadValueId(NodeId=node_id, AttributeId=ua.AttributeIds.Value),
        MonitoringMode=ua.MonitoringMode.Reporting,
        RequestedParameters=ua.MonitoringParameters(
            ClientHandle=handle,
            SamplingInterval=0.0,
            QueueSize=_QUEUE,
            DiscardOldest=True,
            Filter=ua.DataChangeFilter(Trigger=ua.DataChangeTrigger.StatusValueTimestamp),
        ),
    )
