"""The adapter reads notifications as the library does, and no bytes end more than the link."""

from __future__ import annotations

import contextlib
import struct
from types import SimpleNamespace

from asyncua import ua
from asyncua.common.utils import Buffer
from asyncua.ua.ua_binary import struct_from_binary, struct_to_binary
from hypothesis import given
from hypothesis import strategies as st

from twin_plc_adapters.opcua.measuring import moment, reading_of
from twin_plc_adapters.opcua.notifications import Notification, PublishResponse
from twin_plc_adapters.opcua.subscription import Subscription

_VARIANTS = st.one_of(
    *[st.builds(ua.Variant, st.floats(), st.just(ua.VariantType.Double))] * 4,
    st.builds(ua.Variant, st.floats(width=32), st.just(ua.VariantType.Float)),
    st.builds(ua.Variant, st.integers(-(2**31), 2**31 - 1), st.just(ua.VariantType.Int32)),
    st.builds(ua.Variant, st.booleans(), st.just(ua.VariantType.Boolean)),
    st.builds(ua.Variant, st.text(), st.just(ua.VariantType.String)),
    st.builds(ua.Variant, st.lists(st.floats()), st.just(ua.VariantType.Double)),
)
_TIMES = st.none() | st.integers(10**9, 7 * 10**18).map(moment)
_CODES = st.sampled_from([
    ua.StatusCodes.Good,
    ua.StatusCodes.GoodClamped,
    ua.StatusCodes.UncertainLastUsableValue,
    ua.StatusCodes.BadSensorFailure,
    0x00000480,
    0x40000480,
])
_VALUES = st.builds(
    ua.DataValue,
    _VARIANTS,
    st.none() | st.builds(ua.StatusCode, _CODES),
    _TIMES,
    _TIMES,
)
_ITEMS = st.lists(
    st.builds(ua.MonitoredItemNotification, st.integers(0, 2**32 - 1), _VALUES), max_size=6
)


def answer_with(*notifications: object) -> bytes:
    response = ua.PublishResponse()
    response.Parameters.NotificationMessage.NotificationData = list(notifications)
    return bytes(struct_to_binary(response))


def notifications_in(answer: bytes) -> list[Notification]:
    read: PublishResponse = struct_from_binary(PublishResponse, Buffer(answer))
    return read.Parameters.NotificationMessage.NotificationData


@given(_ITEMS)
def test_what_is_read_at_once_is_what_the_library_reads(items: list[ua.MonitoredItemNotification]):
    answer = answer_with(ua.DataChangeNotification(MonitoredItems=items))
    plain = struct_from_binary(ua.PublishResponse, Buffer(answer))
    (expected,) = plain.Parameters.NotificationMessage.NotificationData
    (notification,) = notifications_in(answer)
    assert repr(list(notification.readings())) == repr([
        (item.ClientHandle, reading_of(item.Value)) for item in expected.MonitoredItems or ()
    ])


@given(_ITEMS, st.data())
def test_nothing_of_a_notification_that_is_cut_short_is_made_up(
    items: list[ua.MonitoredItemNotification], data: st.DataObject
):
    (whole,) = notifications_in(answer_with(ua.DataChangeNotification(MonitoredItems=items)))
    assert whole.Body is not None
    cut = data.draw(st.integers(0, len(whole.Body)))
    readings, known = [], list(whole.readings())
    with contextlib.suppress(struct.error, IndexError, ua.UaError):
        readings.extend(Notification(whole.TypeId, whole.Body[:cut]).readings())
    assert repr(readings) == repr(known[: len(readings)])


@given(st.binary(max_size=60))
def test_bytes_that_make_no_sense_end_the_subscription(junk: bytes):
    told: list[str] = []
    never_asked = SimpleNamespace(uaclient=SimpleNamespace(session=None))
    subscription = Subscription(
        never_asked, lambda _handle, _reading: told.append("value"), lambda: told.append("ended")
    )
    type_id = ua.FourByteNodeId(ua.ObjectIds.DataChangeNotification_Encoding_DefaultBinary)
    result = ua.PublishResult()
    result.NotificationMessage.NotificationData = [Notification(type_id, b"\x64\0\0\0" + junk)]
    subscription._take(result)
    assert told[-1] == "ended"


def test_a_status_change_ends_the_subscription():
    (notification,) = notifications_in(answer_with(ua.StatusChangeNotification()))
    assert notification.ends_the_subscription()
    assert list(notification.readings()) == []
