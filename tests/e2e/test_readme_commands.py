"""The commands of the Markdown files do what is shown below them, on the running twin."""

from __future__ import annotations

import json
import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest
from tests.conftest import kill, wait_for
from tests.docs.markdown import PAGES, ROOT, Command, commands, without_assignments
from tests.e2e.conftest import RunningTwin

pytestmark = pytest.mark.e2e
_NUMBER = re.compile(r"[-+.:\d]+")
_STARTS_OR_STOPS = {"up", "down"}
_FIELDS = re.compile(r"^\| [\w ]+ \| `twin ([^`]+ --json)` \| `([\w ]+)` \|$", re.MULTILINE)
FIELDS = _FIELDS.findall((ROOT / "README.md").read_text())


def _ends_by_itself(command: Command) -> bool:
    program, *words = shlex.split(without_assignments(command.line))
    if program != "twin" or words[0] in _STARTS_OR_STOPS:
        return False
    endless = words[0] == "watch" and "--once" not in words
    return not endless and (words[0] != "tail" or "-n" in words)


RUN = [command for page in PAGES for command in commands(page) if _ends_by_itself(command)]


def _shape(line: str) -> str:
    """A line with its numbers, times and widths of columns taken away."""
    return " ".join(_NUMBER.sub("#", line).split())


def _follows(shown: tuple[str, ...], given: list[str]) -> bool:
    """Whether the output is the one shown, where `...` stands for any lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "..." else re.escape(_shape(line)) + r"\n" for line in shown
    )
    return re.fullmatch(pattern, "".join(f"{_shape(line)}\n" for line in given)) is not None


@pytest.mark.parametrize("command", RUN, ids=lambda command: command.line)
def test_it_ends_with_the_shown_code_and_output(
    twin: RunningTwin, command: Command, tmp_path: Path
):
    done = twin(*shlex.split(command.line)[1:], folder=tmp_path)
    output = done.stdout + done.stderr
    assert done.returncode == command.code, output
    assert _follows(command.output, output.splitlines()), output


def test_other_words_and_missing_lines_are_noticed():
    shown = ("12:00 completed  FT-101 is 1.5 kg/s", "...", "end")
    assert _follows(shown, ["13:59 completed FT-101 is 22 kg/s", "more", "end"])
    assert not _follows(shown, ["13:59 failed FT-101 is 22 kg/s", "more", "end"])
    assert not _follows(shown, ["13:59 completed FT-101 is 22 kg/s"])


def test_the_documents_show_commands():
    assert {shlex.split(command.line)[1] for command in RUN} >= {"watch", "get", "set", "status"}
    assert {command.code for command in RUN} == {0, 1, 3}


@pytest.mark.parametrize(("line", "fields"), FIELDS)
def test_json_has_the_fields_of_the_readme(twin: RunningTwin, line: str, fields: str):
    output = twin(*shlex.split(line)).stdout.splitlines()
    assert output
    for answer in output:
        assert set(json.loads(answer)) == set(fields.split())


def test_the_readme_lists_fields():
    assert len(FIELDS) == 15


def _messages(twin: RunningTwin, topic: str) -> int:
    rows = map(json.loads, twin("topics", "--json").stdout.splitlines())
    return int(next(row["messages"] for row in rows if row["topic"] == topic))


def test_the_audit_chain_goes_on_over_a_restart(twin: RunningTwin):
    topic, refused = "audit.entry.v1", ("set", "FIC-101.SP", "99")
    twin(*refused)
    wait_for(lambda: _messages(twin, topic) >= 3, what="the first steps are audited")
    before, pid = _messages(twin, topic), twin.process("audit")["pid"]
    kill(pid)
    wait_for(lambda: twin.process("audit")["pid"] not in {pid, None}, what="a new audit agent")
    twin(*refused)
    wait_for(lambda: _messages(twin, topic) >= before + 3, what="the next steps are audited")
    answer = twin("tail", topic, "--from", "1h", "--json", "-n", str(before + 3))
    # A repeated publish may give the same entry twice: at least once is what the bus promises.
    entries = {e["hash"]: e for e in map(json.loads, answer.stdout.splitlines())}.values()
    assert [entry["sequence"] for entry in entries] == list(range(1, len(entries) + 1))
    assert all(b["previous_hash"] == a["hash"] for a, b in pairwise(entries))
