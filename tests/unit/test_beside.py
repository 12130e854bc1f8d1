"""A task runs in a copy of the process, and its outcome comes back whatever becomes of the copy."""

import os
import signal
import time

import pytest

from twin_simulator.beside import beside


def test_the_copy_works_while_this_process_does():
    with beside(lambda: (os.getpid(), time.monotonic())) as result:
        here = os.getpid(), time.monotonic()
        there = result()
    assert there[0] != here[0]


def test_its_error_is_raised_where_it_is_waited_for():
    def fails() -> int:
        raise ValueError("no way")

    with beside(fails) as result, pytest.raises(ValueError, match="no way"):
        result()


def test_a_killed_copy_costs_only_time():
    here = os.getpid()

    def dies() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    with beside(dies) as result:
        assert result() == here


def test_nobody_waits_for_a_task_whose_result_is_not_asked_for():
    begun = time.monotonic()
    with pytest.raises(KeyError), beside(lambda: time.sleep(60)):
        raise KeyError
    assert time.monotonic() - begun < 30
