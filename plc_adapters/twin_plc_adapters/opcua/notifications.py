"""What a server answers to Publish, with its notifications as bytes until they are needed.

The library makes an object of every part of every value, which is most of an adapter's time once
there are many. A number with its status and times has one of a few layouts, which are read at
once here; all else the library reads. (OPC 10000-4, 5.14.5; OPC 10000-6, 5.2.2)
"""

# The library reads the hints of these classes, so they are no strings here.

import logging
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from asyncua import ua
from asyncua.common.utils import Buffer
from asyncua.ua.ua_binary import struct_from_binary

from twin_plc_adapters.opcua.measuring import reading_of, since_1970
from twin_plc_adapters.opcua.quality import said_by
from twin_plc_adapters.reading import Reading

log = logging.getLogger(__name__)
_DATA_CHANGE = ua.ObjectIds.DataChangeNotification_Encoding_DefaultBinary
_STATUS_CHANGE = ua.ObjectIds.StatusChangeNotification_Encoding_DefaultBinary
_VALUE, _STATUS, _SOURCE, _SERVER = 1, 2, 4, 8
_DOUBLE = 11
_COUNT = struct.Struct("<i")


@dataclass
class Notification:
    """An extension object that is not looked into yet."""

    TypeId: ua.NodeId
    Encoding: ua.Byte = field(default=0, init=False)
    Body: ua.ByteString | None = None

    def ends_the_subscription(self) -> bool:
        """Whether it tells that the server has given the subscription up."""
        return bool(self.TypeId.Identifier == _STATUS_CHANGE)

    def readings(self) -> Iterator[tuple[int, Reading]]:
        """Handle and value of each item that has changed, in the server's order.

        Raises:
            struct.error, IndexError, ua.UaError: If it is cut short or nonsense.
        """
        if self.TypeId.Identifier == _DATA_CHANGE and self.Body:
            yield from _readings(self.Body)


@dataclass
class NotificationMessage:
    """As in the standard."""

    SequenceNumber: ua.UInt32
    PublishTime: ua.DateTime
    NotificationData: list[Notification]


@dataclass
class PublishResult:
    """As in the standard."""

    SubscriptionId: ua.UInt32
    AvailableSequenceNumbers: list[ua.UInt32]
    MoreNotifications: ua.Boolean
    NotificationMessage: NotificationMessage
    Results: list[ua.StatusCode]
    DiagnosticInfos: list[ua.DiagnosticInfo]


@dataclass
class PublishResponse:
    """As in the standard."""

    TypeId: ua.NodeId
    ResponseHeader: ua.ResponseHeader
    Parameters: PublishResult


async def publish(
    session: Any, acknowledged: Sequence[ua.SubscriptionAcknowledgement]
) -> PublishResponse:
    """What the library's session does by this name, but for looking into the notifications.

    Raises:
        ua.uaerrors.UaStructParsingError: If the answer makes no sense; the session asks again.
    """
    request = ua.PublishRequest()
    request.Parameters.SubscriptionAcknowledgements = acknowledged
    data = await session._send_request(request, timeout=0)  # noqa: SLF001 - it has no other way
    try:
        response: PublishResponse = struct_from_binary(PublishResponse, data)
    except Exception as error:
        log.exception("the server's answer to Publish can not be read")
        raise ua.uaerrors.UaStructParsingError from error
    return response


def _layout(mask: int) -> struct.Struct:
    """Handle, mask, type and number; then what the mask says that there is."""
    parts = ((_STATUS, "I"), (_SOURCE, "q"), (_SERVER, "q"))
    return struct.Struct("<IBBd" + "".join(code for bit, code in parts if mask & bit))


_LAYOUTS = {mask: _layout(mask) for mask in range(16) if mask & _VALUE}


def _readings(body: bytes) -> Iterator[tuple[int, Reading]]:
    place = _COUNT.size
    for _ in range(_COUNT.unpack_from(body)[0]):
        mask, kind = body[place + 4], body[place + 5]
        if kind == _DOUBLE and mask in _LAYOUTS:
            layout = _LAYOUTS[mask]
            handle, _, _, value, *rest = layout.unpack_from(body, place)
            place += layout.size
            yield handle, _reading(mask, value, rest)
        else:
            buffer = Buffer(body, place)
            item = struct_from_binary(ua.MonitoredItemNotification, buffer)
            place = buffer.cur_pos
            yield item.ClientHandle, reading_of(item.Value)


def _reading(mask: int, value: float, rest: list[int]) -> Reading:
    server = since_1970(rest.pop()) if mask & _SERVER else None
    source = since_1970(rest.pop()) if mask & _SOURCE else None
    quality, reason, gap = said_by(rest[0] if mask & _STATUS else 0)
    return Reading(value, quality, reason, source, server, gap)
