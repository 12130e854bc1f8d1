"""A file of the history that has gone as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.test_history_damage import Later, files
from tests.unit.test_history_files import HOUR_MS, TOPIC, archive, kept, offsets, write
from typer.testing import CliRunner

from twin_agents.historian import Historian, Limits
from twin_agents.historian.archive import Archive
from twin_agents.historian.file_list import NAME, FileList
from twin_agents.historian.part import Part
from twin_bus.memory import MemorySchemas
from twin_ops.cli.app import app
from twin_ops.stored.verifying import Damage, Verification

__all__ = ["archive"]


def fill(archive: Archive, hours: int = 3) -> None:
    """Three files for each hour, with two messages each."""
    for n in range(3 * hours):
        at = n // 3 * HOUR_MS + n % 3
        write(archive, kept(2 * n, at), kept(2 * n + 1, at))


def found(archive: Archive) -> list[Damage]:
    return [*Verification(archive.folder.parent).damages(lambda _: None)]


def historian(archive: Archive) -> Historian:
    bounds = Limits(1e6, 2**40)
    return Historian(None, MemorySchemas(), archive.folder, bounds, clock=Later())  # type: ignore[arg-type]


def opened(archive: Archive) -> Archive:
    again = Archive(archive.folder)
    again.open()
    return again


def test_nothing_is_missed_of_what_was_joined_dropped_or_left_by_a_kill(archive: Archive):
    fill(archive)
    contents = {path: path.read_bytes() for path in files(archive)}
    historian(archive)._tidy(archive)
    assert found(archive) == []
    first = next(iter(contents))
    first.write_bytes(contents[first])  # killed before all pieces were deleted
    again = opened(archive)
    assert found(again) == []
    again.drop(again.parts[0])
    assert found(opened(again)) == []
    assert FileList(again.folder).parts() == set(again.parts)


@pytest.mark.parametrize("place", range(8))
def test_each_file_that_goes_is_missed_also_after_a_start(archive: Archive, place: int):
    fill(archive)
    part, path = archive.parts[place], files(archive)[place]
    path.unlink()
    assert [(one.part, one.is_missing, one.is_newest) for one in found(archive)] == [
        (part, True, False)
    ]
    assert [one.part for one in found(opened(archive))] == [part]


def test_a_whole_folder_is_missed(archive: Archive):
    fill(archive)
    topic = archive.folder / f"topic={TOPIC}"
    topic.rename(archive.folder / "elsewhere")
    assert {one.part for one in found(opened(archive))} == set(archive.parts)


def test_the_newest_is_read_again_by_a_start_and_then_no_more_missed(archive: Archive):
    fill(archive)
    files(archive)[-1].unlink()
    again = opened(archive)
    (lost,) = found(again)
    assert lost.is_newest
    assert again.next_offsets() == {TOPIC: {0: lost.part.first}}
    write(again, *[kept(n, 3 * HOUR_MS) for n in range(lost.part.first, lost.part.last + 4)])
    assert found(again) == []


def test_an_hour_with_a_missing_file_is_not_joined_until_it_is_back(archive: Archive):
    fill(archive)
    path = files(archive)[1]
    content = path.read_bytes()
    path.unlink()
    agent, again = historian(archive), opened(archive)
    agent._tidy(again)
    assert [part.whole for part in again.parts] == [False, False, True, True]
    assert f"{path} has gone" in agent.unwell()
    path.write_bytes(content)
    agent._tidy(again)
    assert agent.unwell() == ""
    assert [part.whole for part in again.parts] == [True, True, True]
    assert offsets(again) == [*range(18)]


def test_a_lost_one_is_forgotten_with_the_hours_behind_it(archive: Archive):
    fill(archive)
    files(archive)[0].unlink()
    again = opened(archive)
    again.drop(again.parts[1])
    assert len(found(again)) == 1
    again.drop(again.parts[2])
    assert found(again) == []


def test_a_line_that_was_not_written_whole_does_not_count(archive: Archive):
    parts = [Part(TOPIC, 0, 0, n, n) for n in range(3)]
    listed = FileList(archive.folder)
    listed.put(parts[:2])
    path = archive.folder / NAME
    path.write_bytes(path.read_bytes()[:-4])
    assert listed.parts() == {parts[0]}
    listed.put(parts[2:])
    assert listed.parts() == {parts[0], parts[2]}
    listed.take_off(parts[:1])
    assert listed.parts() == {parts[2]}


def test_the_command_tells_of_it_and_its_loss_can_be_accepted(tmp_path: Path):
    archive = Archive(tmp_path / "history" / "cluster=one")
    archive.open()
    fill(archive)
    files(archive)[4].unlink()
    environment = {"TWIN_HOME": str(tmp_path), "TWIN_PORT_BASE": "64500"}

    def verify(*more: str) -> tuple[int, list[dict[str, object]]]:
        told = CliRunner().invoke(app, ["history", "--verify", *more, "--json"], env=environment)
        return told.exit_code, [json.loads(line) for line in told.stdout.splitlines()]

    code, (row, counts) = verify()
    assert (code, row["what"], row["first"]) == (1, "it is missing", 8)
    assert "--accept-loss" in row["next"]
    assert (counts["damaged"], counts["missing"]) == (0, 1)
    assert verify("--accept-loss")[0] == 0
    code, (counts,) = verify()
    assert (code, counts["missing"]) == (0, 0)
