"""Tags that are thinned by choice, once an hour is over."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from tests.unit.test_history_damage import Later
from tests.unit.test_history_files import ALL, HOUR_MS, NS, TOPIC, archive, kept, write
from typer.testing import CliRunner

from twin_agents.historian import Historian, Limits
from twin_agents.historian.archive import Archive
from twin_agents.historian.checking import damage_in
from twin_agents.historian.reading import Reader, Window
from twin_agents.historian.thinning import Choice, Thinned
from twin_bus.memory import MemorySchemas
from twin_ops.cli.app import app
from twin_ops.dataset import Wanted, checked, export, read_in
from twin_ops.kept_plant import plant_of
from twin_ops.settings import load_settings
from twin_ops.stored import Stored
from twin_ops.thinning_file import read_thinning
from twin_schemas.messages import Measurement
from twin_schemas.plant import SHIPPED
from twin_schemas.plant.problems import PlantError

__all__ = ["archive"]
COUNT = 600
CHOICE = Choice(deviation=0.5, longest_s=120.0, unit="bar")
CHOSEN = {"PT-941": CHOICE}


def value(second: int) -> float:
    return 40 + 8 * math.sin(second / 90) + 0.2 * math.sin(second)


def told(second: int, offset: int, tag: str) -> object:
    message = kept(offset, second * 1000, tag)
    message.fields["value"] = value(second)
    message.fields["unit"] = "bar"
    return message


def fill(archive: Archive) -> None:
    """Ten minutes of two tags in pieces of a minute, and the first message of the next hour."""
    for minute in range(0, COUNT, 60):
        seconds = range(minute, minute + 60)
        write(
            archive,
            *[told(s, 2 * s + n, t) for s in seconds for n, t in enumerate(("PT-941", "TT-1"))],
        )
    write(archive, kept(2 * COUNT, HOUR_MS, "TT-1"))


def tidied(archive: Archive, chosen: dict[str, Choice]) -> None:
    bounds = Limits(1e6, 2**40)
    historian = Historian(
        None, MemorySchemas(), archive.folder, bounds, thinned=chosen, clock=Later()
    )  # type: ignore[arg-type]
    historian._tidy(archive)


def reader(archive: Archive) -> Reader:
    return Reader(archive.folder.parent, Measurement)


def test_only_what_is_chosen_is_thinned_and_its_file_says_so(archive: Archive):
    fill(archive)
    tidied(archive, CHOSEN)
    rows = reader(archive).rows(ALL)
    counts = {tag: rows["tag"].to_pylist().count(tag) for tag in ("PT-941", "TT-1")}
    assert counts["TT-1"] == COUNT + 1
    assert counts["PT-941"] < COUNT / 10
    (thinned,) = reader(archive).thinned(ALL).items()
    assert thinned == ("PT-941", Thinned(0.5, 120.0, "bar", COUNT - counts["PT-941"]))
    assert thinned[1].method == "swinging door"
    assert all(damage_in(archive.folder / part.path) == "" for part in archive.parts)
    assert archive.next_offsets() == {TOPIC: {0: 2 * COUNT + 1}}


def test_killed_at_any_moment_of_it_nothing_is_lost_or_there_twice(archive: Archive):
    fill(archive)
    pieces = {p: (archive.folder / p.path).read_bytes() for p in archive.parts}
    tidied(archive, CHOSEN)
    once = reader(archive).rows(ALL)
    whole = archive.folder / archive.parts[0].path
    first = whole.read_bytes()
    for piece, content in pieces.items():  # killed before the pieces were deleted
        (archive.folder / piece.path).write_bytes(content)
    assert reader(archive).rows(ALL).equals(once)
    whole.unlink()  # killed before the whole had its name
    archive.open()
    tidied(archive, CHOSEN)
    assert whole.read_bytes() == first


def test_trends_are_those_of_all_values(archive: Archive):
    fill(archive)
    window = Window(("PT-941",), 95_000 * NS, 505_000 * NS)
    before = reader(archive).buckets(window, 10.0).to_pylist()
    tidied(archive, CHOSEN)
    after = reader(archive).buckets(window, 10.0).to_pylist()
    assert [row["count"] for row in after] == [row["count"] for row in before]
    for was, line in zip(before, after, strict=True):
        for name in ("low", "mean", "high", "last"):
            assert line[name] == pytest.approx(was[name], abs=CHOICE.deviation)


def test_no_choice_any_more_leaves_what_was_thinned_as_it_is(archive: Archive):
    fill(archive)
    tidied(archive, CHOSEN)
    before = reader(archive).thinned(ALL)
    first = [*archive.parts]
    write(archive, kept(2 * COUNT + 1, HOUR_MS + 1, "TT-1"))
    archive.join(archive.parts, by="tag")
    assert archive.parts != first
    assert reader(archive).thinned(ALL) == before


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    made = Archive(tmp_path / "home" / "history" / "cluster=one")
    made.open()
    fill(made)
    tidied(made, CHOSEN)
    plant = str(SHIPPED.with_name("nitrogen.yaml"))
    return {"TWIN_HOME": str(tmp_path / "home"), "TWIN_PLANT": plant, "TWIN_KAFKA": "127.0.0.1:9"}


def test_a_dataset_says_what_is_left_out_of_it_and_keeps_that(home: dict[str, str], tmp_path: Path):
    wanted = Wanted(["PT-941"], 0, COUNT * 1_000_000_000)

    def written(home: dict[str, str], folder: Path) -> dict[str, object]:
        settings = load_settings(home)
        export(Stored(settings, tell=lambda _: None), plant_of(settings), wanted, folder)
        return checked(folder)[0]

    content = written(home, tmp_path / "one")
    said = content["thinned"]["PT-941"]
    assert (said["method"], said["deviation"], said["unit"]) == ("swinging door", 0.5, "bar")
    assert content["files"][0]["messages"] + said["left_out"] == COUNT
    assert content["report"][0]["good"] == 1.0
    assert content["report"][0]["gaps"] == []
    read_in(tmp_path / "one", tmp_path / "other" / "history")
    again = written(home | {"TWIN_HOME": str(tmp_path / "other")}, tmp_path / "two")
    assert again["thinned"] == content["thinned"]
    assert again["dataset"] == content["dataset"]


def test_the_command_says_so(home: dict[str, str]):
    asked = ["history", "PT-941", "--from", "1970-01-01T00:00:00Z", "--to", "1970-01-01T00:10:00Z"]
    done = CliRunner().invoke(app, [*asked, "--json"], env=home)
    assert "swinging door, within 0.5 bar of the line" in done.stderr
    assert 2 < len([json.loads(line) for line in done.stdout.splitlines()]) < COUNT / 10


def test_a_file_says_which_tags_and_how_far(tmp_path: Path):
    path = tmp_path / "thinned.yaml"
    path.write_text(
        "tags:\n  'TT-*': {deviation: 0.2 K, longest_gap: 5 min}\n  FT-1: {deviation: 1 kg/s}\n"
    )
    found = read_thinning(path, {"TT-1": "degC", "TT-2": "degC", "FT-1": "kg/s", "PT-1": "bar"})
    assert found["TT-2"] == Choice(pytest.approx(0.2), 300.0, "degC")
    assert found["FT-1"] == Choice(1.0, 600.0, "kg/s")
    assert set(found) == {"TT-1", "TT-2", "FT-1"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tags:\n  XT-1: {deviation: 1 bar}", "thinned.yaml:2: no tag of the plant is XT-1"),
        ("tags:\n  PT-1: {longest_gap: 1 min}", "deviation of tags.PT-1 is not more than 0"),
        ("tags:\n  PT-1: {deviation: 0 bar}", "deviation of tags.PT-1 is not more than 0"),
        ("tags:\n  PT-1: {deviation: 1 kg/s}", "does not measure the same as 'bar'"),
        ("tags:\n  PT-1: {deviation: 1 bar}\n  PT-*: {deviation: 2 bar}", "as an entry above is"),
        ("all: {}", "unknown key 'all'"),
    ],
)
def test_mistakes_in_it_are_named_with_their_line(tmp_path: Path, text: str, told: str):
    path = tmp_path / "thinned.yaml"
    path.write_text(text)
    with pytest.raises(PlantError, match=told):
        read_thinning(path, {"PT-1": "bar"})
