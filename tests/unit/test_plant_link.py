"""The plant link without a server: certificates, trust, settings, times and silence."""

from __future__ import annotations

import math
import stat
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asyncua import ua
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.plants import WHOLE, plant_of

from twin_ops.certificates.issue import new_application
from twin_ops.opcua_identities import certificate_in
from twin_ops.plant_link import (
    adapter_identity,
    ensure_link,
    link_security,
    plant_identity,
    trust_of,
)
from twin_ops.settings import BadSetting, Settings, load_settings
from twin_plc_adapters.measuring import Measuring
from twin_plc_adapters.opcua.history import Series
from twin_plc_adapters.opcua.measuring import reading_of
from twin_plc_adapters.opcua.trust_list import (
    NotOnTheList,
    TrustList,
    application_uris,
    defect,
    thumbprint,
)
from twin_plc_adapters.watch import Watch
from twin_schemas.messages import Measurement

TAGS = {"FT-101": replace(plant_of(WHOLE).tags["FT-101"], rate_s=2.0)}
NOW = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def made(uri: str = "urn:plc7", days: float = 30) -> x509.Certificate:
    return new_application("plc7", uri, ["plc7", "10.0.0.7"], timedelta(days=days)).certificate


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(load_settings({}), home=tmp_path)


def test_a_first_start_makes_all_of_it_and_a_second_one_changes_nothing(settings: Settings):
    ensure_link(settings)
    files = [adapter_identity(settings), plant_identity(settings), settings.secrets / "opcua.json"]
    first = [file.read_bytes() for file in files]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert trust_of(settings).trusts(certificate_in(plant_identity(settings)))
    ensure_link(settings)
    assert [file.read_bytes() for file in files] == first


def test_a_rejected_plant_stays_rejected_at_the_next_start(settings: Settings):
    ensure_link(settings)
    certificate = certificate_in(plant_identity(settings))
    trust_of(settings).reject(certificate)
    ensure_link(settings)
    assert not trust_of(settings).trusts(certificate)


def test_a_certificate_is_as_opc_ua_asks_for_it():
    certificate = made()
    key = certificate.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    assert key.key_size == 2_048
    assert application_uris(certificate) == ["urn:plc7"]
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert usage.key_encipherment
    assert usage.data_encipherment


@pytest.mark.parametrize(
    ("days", "called", "word"),
    [(30, "urn:plc7", ""), (-0.01, "urn:plc7", "expired on"), (30, "urn:x", "calls itself urn:x")],
)
def test_what_is_wrong_with_a_certificate_is_named(days: float, called: str, word: str):
    found = defect(made(days=days), called)
    assert word in found
    assert bool(word) == bool(found)


def test_a_certificate_that_is_not_valid_yet_is_named():
    assert "only from" in defect(made(), "urn:plc7", datetime.now(UTC) - timedelta(days=1))


def test_a_list_finds_by_the_beginning_with_and_without_colons(tmp_path: Path):
    trust, certificate = TrustList(tmp_path), made()
    trust.note(certificate)
    print_ = thumbprint(certificate)
    for words in (print_, print_[:10].lower(), ":".join((print_[:2], print_[2:4], print_[4:6]))):
        assert not trust.find(words).accepted
    for words in ("", "XYZ"):
        with pytest.raises(NotOnTheList):
            trust.find(words)


def test_servers_that_change_their_certificates_fill_no_disk(tmp_path: Path):
    trust, accepted = TrustList(tmp_path), made()
    trust.accept(accepted)
    for number in range(53):
        trust.note(made(f"urn:{number}"))
    assert sum(1 for one in trust.entries() if not one.accepted) == 50
    assert trust.trusts(accepted)


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"TWIN_OPCUA_SECURITY": "some"}, "is none of sign-and-encrypt, sign, none"),
        ({"TWIN_OPCUA_USER": "ann"}, "or neither"),
        ({"TWIN_OUTBOX_MIB": "0"}, "TWIN_OUTBOX_MIB='0' is no whole number of MiB from 1 on"),
        ({"TWIN_PREDICTION_S": "8.5"}, "no whole number of seconds from 0 on"),
    ],
)
def test_settings_that_cannot_be_used_are_named(environment: dict[str, str], word: str):
    with pytest.raises(BadSetting, match=word):
        load_settings(environment)


def test_a_real_plant_has_its_own_user_and_no_certificate_of_ours_but_the_adapters(
    tmp_path: Path,
):
    file = tmp_path / "password"
    file.write_text("secret\nnot this\n")
    settings = load_settings({
        "TWIN_HOME": str(tmp_path),
        "TWIN_OPCUA": "opc.tcp://plc7:4840",
        "TWIN_OPCUA_USER": "ann",
        "TWIN_OPCUA_PASSWORD_FILE": str(file),
    })
    ensure_link(settings)
    security = link_security(settings)
    assert (security.user, security._password(), security.mode) == (
        "ann",
        "secret",
        "sign-and-encrypt",
    )
    assert not plant_identity(settings).exists()
    assert list(trust_of(settings).entries()) == []


@dataclass
class Clock:
    """A clock that stands."""

    now: datetime = NOW

    def now_ns(self) -> int:
        return int(self.now.timestamp()) * 1_000_000_000


def value(at: datetime, code: int = ua.StatusCodes.Good, number: float = 1.0) -> ua.DataValue:
    return ua.DataValue(
        Value=ua.Variant(number, ua.VariantType.Double),
        StatusCode=ua.StatusCode(code),
        SourceTimestamp=at,
        ServerTimestamp=at,
    )


def told(data: ua.DataValue, offset: timedelta = timedelta()) -> list[Measurement]:
    measuring = Measuring(TAGS, Clock(), int(offset.total_seconds()) * 1_000_000_000)
    return list(measuring.told("FT-101", reading_of(data)))


def test_a_fresh_value_is_good_and_not_late():
    (one,) = told(value(NOW - timedelta(seconds=1)))
    assert (one.quality, one.reason, one.late) == ("good", "", False)


def test_an_old_value_is_late():
    (one,) = told(value(NOW - HOUR))
    assert (one.quality, one.late) == ("uncertain", True)
    assert one.reason == "late: it was 3600.0 s old when it arrived"


@pytest.mark.parametrize(("offset", "word"), [(HOUR, "ahead of"), (-HOUR, "behind")])
def test_a_server_whose_clock_is_off_makes_values_uncertain_and_not_late(
    offset: timedelta, word: str
):
    (one,) = told(value(NOW + offset), offset)
    assert (one.quality, one.late) == ("uncertain", False)
    assert one.reason == f"the plant's clock is 3600.0 s {word} ours"


def test_a_lateness_is_seen_behind_a_clock_that_is_off():
    (one,) = told(value(NOW + HOUR - timedelta(seconds=60)), HOUR)
    assert one.late


def test_a_value_from_the_future_is_uncertain():
    (one,) = told(value(NOW + HOUR))
    assert (one.quality, one.late) == ("uncertain", False)
    assert "ahead of the plant's clock" in one.reason


def test_a_queue_that_ran_over_leaves_the_mark_of_a_gap_before_the_value():
    gap, one = told(value(NOW, 0x480))
    assert math.isnan(gap.value)
    assert gap.quality == "bad"
    assert "ran over" in gap.reason
    assert (one.quality, gap.sequence, one.sequence) == ("good", 0, 1)


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_no_number_is_never_good(number: float):
    (one,) = told(value(NOW, number=number))
    assert one.quality == "bad"
    assert math.isnan(one.value)


def test_each_tag_is_watched_at_its_own_rate():
    tags = {"slow": replace(TAGS["FT-101"], rate_s=10.0), "fast": TAGS["FT-101"]}
    watch = Watch(tags)
    watch.begin(0.0)
    assert watch.overdue(6.0) == []
    assert watch.overdue(6.1) == ["fast"]
    watch.told(["fast"], 6.1)
    assert watch.overdue(12.0) == []
    watch.heard("fast", 30.0)
    assert watch.overdue(31.0) == ["slow"]


def test_a_series_is_bounded_and_keeps_the_newest():
    series = Series(10)
    for number in range(95):
        series.add(number, float(number), 0)
        assert len(series.times) <= 20
    assert [series.times[n] for n in series.between(90, 200)] == [90, 91, 92, 93, 94]
    assert len(series.times) >= 10
