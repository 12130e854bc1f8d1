"""The soak's account notices what is lost and what comes twice."""

from __future__ import annotations

from twin_ops.bench.soak import Account


def test_a_gap_and_what_never_came_are_lost():
    account = Account(published=4)
    for number in (0, 2):
        account.take("T-1", number, b"%d" % number)
    assert account.lost == 1
    account.close()
    assert (account.arrived, account.lost) == (2, 2)


def test_a_repetition_is_recognised_by_its_id():
    account = Account(published=2)
    for number, name in ((0, b"a"), (1, b"b"), (0, b"a"), (1, b"b"), (1, b"other")):
        account.take("T-1", number, name)
    account.close()
    assert (account.arrived, account.repeated, account.unrecognised, account.lost) == (2, 2, 1, 0)
