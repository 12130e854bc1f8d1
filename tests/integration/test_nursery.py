"""A nursery forks processes, tells of their end, and can itself be killed."""

from __future__ import annotations

import asyncio
import signal
from functools import partial
from pathlib import Path

import psutil
import pytest
from tests.conftest import free_base, is_gone, wait_for

from twin_ops.supervisor.nursery import Nursery


@pytest.fixture
def nursery(tmp_path: Path) -> Nursery:
    home = {"TWIN_HOME": str(tmp_path), "TWIN_PORT_BASE": str(free_base())}
    return Nursery("agents", home, tmp_path / "nursery.log")


async def test_a_child_that_fails_leaves_its_code_and_its_reason(nursery: Nursery, tmp_path: Path):
    child = await nursery.start("nonsense", tmp_path / "nonsense.log")
    assert await child.wait() == 1
    assert "KeyError: 'nonsense'" in (tmp_path / "nonsense.log").read_text()
    await nursery.close()


async def test_a_child_ends_by_the_signal_it_is_sent(nursery: Nursery, tmp_path: Path):
    child = await nursery.start("registry", tmp_path / "registry.log")
    assert psutil.pid_exists(child.pid)
    child.send_signal(signal.SIGKILL)
    assert await child.wait() == -signal.SIGKILL
    await nursery.close()


async def test_the_children_of_a_killed_nursery_end_and_the_next_start_makes_a_new_one(
    nursery: Nursery, tmp_path: Path
):
    child = await nursery.start("registry", tmp_path / "registry.log")
    first = psutil.Process(child.pid).parent()
    assert first
    first.kill()
    assert await child.wait() == -signal.SIGKILL
    await asyncio.to_thread(wait_for, partial(is_gone, child.pid))
    again = await nursery.start("registry", tmp_path / "registry.log")
    assert psutil.Process(again.pid).parent() != first
    again.send_signal(signal.SIGKILL)
    await again.wait()
    await nursery.close()


async def test_a_nursery_that_can_not_load_says_where_to_look(tmp_path: Path):
    broken = Nursery("nothing", {"TWIN_HOME": str(tmp_path)}, tmp_path / "nursery.log")
    child = await broken.start("registry", tmp_path / "registry.log")
    assert await child.wait() != 0
    assert "nursery.log" in (tmp_path / "registry.log").read_text()
    assert "KeyError: 'nothing'" in (tmp_path / "nursery.log").read_text()
    await broken.close()
