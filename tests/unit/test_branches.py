"""What-ifs are kept under a name, shown, compared, and forgotten."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from twin_ops.branches import Branch, KeptBranches, NoBranch
from twin_ops.branches.difference import doubts, events, trends
from twin_ops.cli.app import app
from twin_ops.errors import USAGE, Usage, exit_code
from twin_ops.science.example import example


def branch(name: str, high: float, **more: Any) -> Branch:
    """A branch whose only tag rises in a straight line."""
    times = [0.0, 60.0, 120.0]
    course = [0.0, high / 2, high]
    none: dict[str, dict[str, float]] = {"caused": {}, "anyway": {}, "averted": {}}
    answer = {
        "at": "2026-01-01T00:00:00.000+00:00",
        "run_id": "run",
        "for_s": 120.0,
        "set": [
            {"tag": "A.SP", "value": 1.0, "after_s": 0.0, "shows": "A", "settled_s": 60.0},
        ],
        "times": times,
        "tags": {"A": {"unit": "bar", "changed": course, "unchanged": course, "history": course}},
        "alarms": none,
        "interlocks": none,
    }
    return Branch(name=name, created="2026-01-01", version="1", answer=answer | more)


def test_trends_are_compared_where_they_are_most_apart():
    (row,) = trends(branch("one", 4.0), branch("two", 10.0))
    assert row == {
        "tag": "A",
        "end": 4.0,
        "other_end": 10.0,
        "difference": 6.0,
        "after_s": 120.0,
        "unit": "bar",
    }


def test_a_shorter_branch_is_compared_as_long_as_it_goes():
    tags = {"A": {"unit": "bar", "changed": [0.0, 1.0], "unchanged": [], "history": []}}
    short = branch("short", 0.0, times=[0.0, 30.0], for_s=30.0, tags=tags)
    (row,) = trends(short, branch("long", 4.0))
    assert (row["end"], row["other_end"], row["difference"]) == (1.0, 1.0, 0.0)
    (back,) = trends(branch("long", 4.0), short)
    assert (back["end"], back["after_s"]) == (0.0, 0.0)
    assert doubts(short, branch("long", 4.0)) == [
        "only the first 30 s are compared: one of them ends there"
    ]


def test_only_what_differs_is_told():
    up = {"caused": {"A.high": 60.0}, "anyway": {"A.low": 9.0}, "averted": {"B.low": 1.0}}
    other = {"caused": {}, "anyway": {"A.low": 9.0}, "averted": {}}
    found = events(branch("one", 1.0, alarms=up), branch("two", 1.0, alarms=other))
    assert found == [{"event": "alarm", "name": "A.high", "after_s": 60.0, "other_after_s": None}]
    assert events(branch("one", 1.0), branch("two", 1.0)) == []


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"at": "2026-01-02T00:00:00.000+00:00"}, "different moments"),
        ({"run_id": "another"}, "different runs"),
        ({"tags": {}}, "no tag in common"),
    ],
)
def test_what_speaks_against_comparing_is_told(more: dict[str, Any], what: str):
    assert what in doubts(branch("one", 1.0), branch("two", 1.0, **more))[0]


def test_a_branch_says_how_to_ask_again_and_what_can_be_written_at_once():
    one = branch("one", 1.0)
    again = "twin whatif --at 2026-01-01T00:00:00.000+00:00 --for 120s --set A.SP=1"
    assert one.question == again
    assert one.transaction == {"A.SP": 1.0}
    later = one.answer["set"][0] | {"after_s": 60.0}
    with pytest.raises(Usage, match=r"two writes A\.SP=1@60s later"):
        _ = branch("two", 1.0, set=[later]).transaction
    with pytest.raises(Usage, match="three writes nothing"):
        _ = branch("three", 1.0, set=[]).transaction


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "x" * 65])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str):
    with pytest.raises(Usage, match="is no name"):
        KeptBranches(tmp_path).keep(name, {})
    with pytest.raises(NoBranch):
        KeptBranches(tmp_path).get(name)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"name": 1}', "\xff"])
def test_a_broken_file_is_told_and_can_be_taken_away(tmp_path: Path, text: str):
    (tmp_path / "one.json").write_text(text, "latin-1")
    kept = KeptBranches(tmp_path)
    with pytest.raises(Usage, match=r"one\.json can not be read: .*branch delete one"):
        kept.get("one")
    assert kept.delete("one") is None
    assert kept.names() == []


@pytest.mark.parametrize("part", ["alarms", "interlocks", "tags"])
def test_an_answer_that_is_not_whole_is_told(tmp_path: Path, part: str):
    kept, whole = KeptBranches(tmp_path), branch("one", 1.0).answer
    kept.keep("whole", whole)
    assert kept.get("whole").limits == 0
    left = {name: told for name, told in whole.items() if name != part}
    kept.keep("one", left if part == "tags" else left | {part: {}})
    with pytest.raises(Usage, match="its answer is not whole"):
        kept.get("one")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return example(tmp_path_factory.mktemp("example"), 65)


@pytest.fixture
def settings(recorded: dict[str, str]) -> Iterator[dict[str, str]]:
    """A recorded plant that has no branches."""
    yield recorded
    shutil.rmtree(Path(recorded["TWIN_HOME"], "branches"), ignore_errors=True)


def asked(settings: dict[str, str], *words: str, code: int = 0) -> Result:
    done = CliRunner().invoke(app, list(words), env=settings)
    assert done.exit_code == code, done.output
    return done


def test_whatifs_are_kept_listed_compared_drawn_and_forgotten(
    settings: dict[str, str], tmp_path: Path
):
    question = ("whatif", "--at", "2026-01-01T00:00:57Z", "--for", "2m", "--set")
    asked(settings, *question, "PIC-941.SP=2.8", "--keep", "less")
    asked(settings, *question, "PIC-941.SP=3.1", "--keep", "more")
    taken = CliRunner().invoke(app, [*question, "PIC-941.SP=3", "--keep", "less"], env=settings)
    assert "there is a branch less" in str(taken.exception)
    rows = [
        json.loads(row)
        for row in asked(settings, "branch", "list", "--json").stdout.split("\n")
        if row
    ]
    assert [(row["name"], row["set"]) for row in rows] == [
        ("less", "PIC-941.SP=2.8"),
        ("more", "PIC-941.SP=3.1"),
    ]
    shown = json.loads(asked(settings, "branch", "show", "less", "--json").stdout)
    assert shown["digest"] == rows[0]["digest"]
    link = asked(settings, "branch", "link", "less").stdout.strip()
    assert link == "http://127.0.0.1:9200/#branch=less"
    picture = tmp_path / "both.svg"
    words = ("branch", "diff", "less", "more", "--json", "--plot", str(picture))
    found = json.loads(asked(settings, *words).stdout)
    pressure = next(row for row in found["tags"] if row["tag"] == "PT-941")
    assert pressure["difference"] > 0.2
    assert "less" in picture.read_text()
    assert "difference" in asked(settings, "branch", "diff", "less", "more").stdout
    asked(settings, "branch", "delete", "less")
    assert "more" in asked(settings, "branch", "show", "more").output
    for command in ("show", "link"):
        gone = CliRunner().invoke(app, ["branch", command, "less"], env=settings)
        assert "there are: more" in str(gone.exception)
        assert isinstance(gone.exception, Usage)
        assert exit_code(gone.exception) == USAGE


def test_a_broken_branch_does_not_hide_the_others(tmp_path: Path):
    KeptBranches(tmp_path / "branches").keep("good", branch("good", 1.0).answer)
    (tmp_path / "branches" / "broken.json").write_text("{")
    found = asked({"TWIN_HOME": str(tmp_path)}, "branch", "list", "--json", code=1)
    assert '"name": "good"' in found.stdout
    assert "branch delete broken" in found.stderr


def test_the_same_question_has_the_same_digest(settings: dict[str, str]):
    question = ("whatif", "--at", "2026-01-01T00:00:57Z", "--for", "1m", "--set", "PIC-941.SP=2.8")
    digests = set()
    for _ in range(2):
        asked(settings, *question, "--keep", "again", "--replace")
        digests.add(
            json.loads(asked(settings, "branch", "show", "again", "--json").stdout)["digest"]
        )
    assert len(digests) == 1
