"""What a server's refusal of a write is told as."""

import re
from typing import get_args

import pytest
from asyncua import ua

from twin_plc_adapters.opcua.refusals import code_of, noted, own_words, why_refused
from twin_schemas.vocabulary import RefusalCause


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (ua.uaerrors.BadInvalidState, "mode of its controller"),
        (ua.uaerrors.BadLocked, "interlock"),
        (ua.uaerrors.BadRequestNotAllowed, "is missing"),
        (ua.uaerrors.BadOutOfRange, "out of the range"),
        (ua.uaerrors.BadNotWritable, "does not let"),
        (ua.uaerrors.BadUserAccessDenied, "TWIN_OPCUA_USER"),
        (ua.uaerrors.BadTypeMismatch, "another type"),
        (ua.uaerrors.BadNodeIdUnknown, "any more"),
    ],
)
def test_a_code_is_told_in_words_and_by_name(error: type[ua.uaerrors.UaStatusCodeError], word: str):
    told = why_refused(error())
    assert word in told
    assert f"({error.__name__})" in told


def test_every_cause_has_a_code_and_words_of_its_own():
    told = {why_refused(ua.UaStatusCodeError(code_of(cause))) for cause in get_args(RefusalCause)}
    assert len(told) == len(get_args(RefusalCause))
    assert all(re.fullmatch(r".+ \(Bad\w+\)", one) for one in told)


def test_a_code_without_words_is_told_as_the_library_has_it():
    error = ua.uaerrors.BadDeviceFailure()
    assert why_refused(error) == str(error)


def test_the_plants_own_words_are_told_when_they_are_about_this_value():
    words = noted(99.0, "99 is outside 0..25 kg/s of FIC-101.SP")
    told = why_refused(ua.uaerrors.BadOutOfRange(), own_words(words, 99.0))
    assert told == "99 is outside 0..25 kg/s of FIC-101.SP (BadOutOfRange)"
    for other in (own_words(words, 98.0), own_words(None, 99.0), own_words("", 99.0)):
        assert other == ""
