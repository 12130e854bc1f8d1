"""What-ifs and branches over HTTP: asked for, followed, kept, compared, forgotten."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import wait_for
from tests.unit.exchange_setup import Setup, opened
from tests.unit.whatif_here import NoRuns, RunsHere

from twin_agents.audit.agent import Audit
from twin_agents.audit.chain import Check
from twin_agents.exchange.whatif.desk import WhatIfDesk
from twin_ops.branches import KeptBranches
from twin_ops.branches.library import BranchLibrary
from twin_ops.science.example import example
from twin_schemas.access import Right
from twin_schemas.branch_events import BranchChanged
from twin_schemas.vocabulary import Action

TAG, SHOWS = "PIC-941.SP", "PT-941"
AT = "2026-01-01T00:00:57Z"
CHANGE = {"tag": TAG, "value": 2.8}


def right(action: Action, tags: str = "*") -> Right:
    return Right(action=action, tags=tags)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return example(tmp_path_factory.mktemp("example"), 65)


@pytest.fixture
def setup(
    tmp_path: Path, recorded: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Setup]:
    for name, value in recorded.items():
        monkeypatch.setenv(name, value)
    with opened(tmp_path) as made:
        made.clock.now = time.time_ns()
        made.exchange.what_ifs = WhatIfDesk(RunsHere(), BranchLibrary(tmp_path / "branches"))
        made.add("olga", "operator")
        made.add("vera", "viewer")
        made.add("paul", rights=[right("read", "FT-*"), right("command", "PIC-*")])
        yield made


def asked(setup: Setup, user: str = "olga", **more: Any) -> Any:
    body = {"at": AT, "set": [CHANGE], "minutes": 2} | more
    return setup.call("POST", "/v1/whatifs", user, json=body)


def done(setup: Setup, user: str = "olga", **more: Any) -> dict[str, Any]:
    """The what-if once it is over."""
    begun = asked(setup, user, **more)
    assert begun.status_code == 202, begun.text
    found = begun.json()

    def over() -> bool:
        path = f"/v1/whatifs/{found['number']}"
        found.update(setup.call("GET", path, user).json())
        return found["state"] != "running"

    wait_for(over, 60, "the what-if is over")
    return dict(found)


def kept(setup: Setup, name: str, **more: Any) -> Any:
    body = {"number": done(setup, **more)["number"]}
    return setup.call("PUT", f"/v1/branches/{name}", "olga", json=body)


def test_a_whatif_is_followed_kept_read_compared_and_forgotten(setup: Setup):
    assert kept(setup, "less").status_code == 200
    assert kept(setup, "more", set=[CHANGE | {"value": 310, "unit": "kPa"}]).status_code == 200
    rows = setup.call("GET", "/v1/branches", "vera").json()
    assert [(row["name"], row["author"], row["written"]) for row in rows["branches"]] == [
        ("less", "olga", f"{TAG}=2.8"),
        ("more", "olga", f"{TAG}=3.1"),
    ]
    branch = setup.call("GET", "/v1/branches/less", "vera").json()
    trend = branch["answer"]["tags"][SHOWS]
    assert len(trend["changed"]) == len(trend["unchanged"]) == len(trend["history"]) > 10
    assert trend["changed"] != trend["unchanged"]
    assert branch["applies"] == {TAG: 2.8}
    assert branch["question"].startswith("twin whatif --at 2026-01-01T00:00:57")
    path = "/v1/branches/less/difference"
    apart = setup.call("GET", path, "vera", params={"other": "more"}).json()
    (row,) = [row for row in apart["tags"] if row["tag"] == SHOWS]
    assert row["difference"] > 0.2
    assert apart["doubts"] == []
    assert setup.call("DELETE", "/v1/branches/less", "olga").status_code == 200
    assert setup.call("GET", "/v1/branches/less", "olga").status_code == 404


def test_one_is_computed_at_a_time_and_another_is_refused_until_it_is_cancelled(setup: Setup):
    desk = setup.exchange.what_ifs
    assert desk is not None
    assert isinstance(desk.runs, RunsHere)
    desk.runs.open.clear()
    number = asked(setup).json()["number"]
    busy = asked(setup, "admin")
    assert busy.status_code == 429
    assert "olga has one under way" in busy.json()["error"]
    told = setup.call("GET", f"/v1/whatifs/{number}", "olga").json()
    assert (told["state"], told["stage"], told["share"]) == ("running", "waiting", 0.5)
    for method in ("GET", "DELETE"):
        assert setup.call(method, f"/v1/whatifs/{number}", "admin").status_code == 404
    cancelled = setup.call("DELETE", f"/v1/whatifs/{number}", "olga").json()
    assert cancelled["state"] == "cancelled"
    body = {"number": number}
    assert setup.call("PUT", "/v1/branches/x", "olga", json=body).status_code == 404
    desk.runs.open.set()
    assert done(setup, "admin")["state"] == "done"


@pytest.mark.parametrize(
    ("more", "status", "why"),
    [
        ({"set": [{"tag": "XT-1", "value": 1}]}, 404, "no tag XT-1"),
        ({"set": [{"tag": SHOWS, "value": 1}]}, 422, "not writable"),
        ({"set": [CHANGE | {"value": 99}]}, 422, "99 is outside"),
        ({"set": [CHANGE | {"unit": "kg"}]}, 422, "kg"),
        ({"set": [CHANGE | {"after_s": 120}]}, 422, "when all is over"),
        ({"set": []}, 422, "nothing is asked for"),
        ({"at": "2999-01-01T00:00:00Z"}, 422, "still to come"),
        ({"at": 5}, 422, "RFC 3339"),
        ({"minutes": 481}, 422, "480"),
    ],
)
def test_what_is_not_accepted_says_why(setup: Setup, more: dict[str, Any], status: int, why: str):
    answer = asked(setup, **more)
    assert answer.status_code == status
    assert why in answer.json()["error"]


def test_a_time_that_is_not_kept_is_told(setup: Setup):
    found = done(setup, at="2025-06-01T00:00:00Z")
    assert found["state"] == "failed"
    assert "no snapshot of the model is kept" in found["failure"]
    assert found["answer"] is None


def test_who_may_not_write_or_read_a_tag_does_not_get_it(setup: Setup):
    assert asked(setup, "vera").status_code == 403
    unread = asked(setup, "paul")  # may write it, and not read it
    assert unread.status_code == 403
    assert f"read {TAG}" in unread.json()["error"]
    assert kept(setup, "less").status_code == 200
    assert setup.call("GET", "/v1/branches", "paul").json()["branches"] == []
    assert setup.call("GET", "/v1/branches/less", "paul").status_code == 403
    assert setup.call("DELETE", "/v1/branches/less", "vera").status_code == 403
    setup.add("ines", rights=[right("read"), right("command", "FIC-*")])
    assert setup.call("DELETE", "/v1/branches/less", "ines").status_code == 403


def test_limits_of_tags_that_one_may_not_read_are_only_counted(setup: Setup, tmp_path: Path):
    answer = dict(done(setup)["answer"])
    events = {"caused": {"PT-941.low": 9.0, "TT-102.high": 5.0}, "anyway": {}, "averted": {}}
    KeptBranches(tmp_path / "branches").keep("two", answer | {"alarms": events})
    setup.add("nina", rights=[right("read", "P*-941*")])
    seen = setup.call("GET", "/v1/branches/two", "nina").json()["answer"]
    assert seen["alarms"]["caused"] == {"PT-941.low": 9.0}
    assert seen["left_out"] == 1
    assert setup.call("GET", "/v1/branches/two", "vera").json()["answer"]["left_out"] == 0


def test_a_name_that_is_taken_is_replaced_only_on_demand(setup: Setup):
    number = done(setup)["number"]
    for body, status in (({}, 200), ({}, 409), ({"replace": True}, 200)):
        answer = setup.call("PUT", "/v1/branches/a", "olga", json={"number": number} | body)
        assert answer.status_code == status


def test_what_is_broken_is_named_and_can_be_taken_away(setup: Setup, tmp_path: Path):
    folder = tmp_path / "branches"
    folder.mkdir()
    (folder / "bad.json").write_text("{")
    assert setup.call("GET", "/v1/branches", "vera").json() == {"branches": [], "broken": ["bad"]}
    assert setup.call("GET", "/v1/branches/bad", "vera").status_code == 503
    assert setup.call("DELETE", "/v1/branches/bad", "olga").status_code == 200
    assert list(folder.iterdir()) == []


def test_a_writes_later_branch_tells_why_it_is_no_set(setup: Setup):
    kept(setup, "late", set=[CHANGE | {"after_s": 60}])
    branch = setup.call("GET", "/v1/branches/late", "olga").json()
    assert branch["applies"] is None
    assert "writes PIC-941.SP=2.8@60s later" in branch["applies_not"]


def test_nothing_reaches_the_plant(setup: Setup):
    before = len(setup.out.records)
    assert kept(setup, "less").status_code == 200
    assert [type(record) for record in setup.out.records[before:]] == [BranchChanged]


def test_each_write_to_the_branches_and_each_refusal_is_audited(setup: Setup):
    number = done(setup)["number"]

    def put(user: str, **more: Any) -> int:
        body = {"number": number} | more
        return int(setup.call("PUT", "/v1/branches/a", user, json=body).status_code)

    assert [put("olga"), put("olga"), put("olga", replace=True), put("paul")] == [
        200,
        409,
        200,
        404,
    ]
    setup.add("rita", rights=[right("read"), right("command", "FIC-*")])
    deletions = [setup.call("DELETE", "/v1/branches/a", user) for user in ("rita", "olga", "olga")]
    assert [answer.status_code for answer in deletions] == [403, 200, 404]
    audit = Audit()
    told = [entry for one in setup.out.of(BranchChanged) for entry in audit.handle(one)]
    assert [(entry.actor, entry.action, entry.subject) for entry in told] == [
        ("olga", "branch.keep.done", "a"),
        ("olga", "branch.keep.refused", "a"),
        ("olga", "branch.replace.done", "a"),
        ("paul", "branch.keep.refused", "a"),
        ("rita", "branch.delete.refused", "a"),
        ("olga", "branch.delete.done", "a"),
        ("olga", "branch.delete.refused", "a"),
    ]
    assert json.loads(told[0].detail)["written"] == f"{TAG}=2.8"
    assert "there is a branch a" in json.loads(told[1].detail)["reason"]
    assert list(Check().faults(told)) == []


def test_nothing_is_done_that_can_not_be_audited(setup: Setup):
    number = done(setup)["number"]
    setup.out.away = True
    kept = setup.call("PUT", "/v1/branches/a", "olga", json={"number": number})
    assert (kept.status_code, "nothing was done" in kept.json()["hint"]) == (503, True)
    setup.out.away = False
    assert setup.call("PUT", "/v1/branches/a", "olga", json={"number": number}).status_code == 200
    setup.out.away = True
    assert setup.call("DELETE", "/v1/branches/a", "olga").status_code == 503
    assert setup.call("GET", "/v1/branches/a", "olga").status_code == 200


def test_what_the_disk_did_not_take_is_audited_as_refused(setup: Setup, tmp_path: Path):
    (tmp_path / "branches").write_text("no folder")
    number = done(setup)["number"]
    answer = setup.call("PUT", "/v1/branches/a", "olga", json={"number": number})
    assert answer.status_code == 503
    assert [one.verdict for one in setup.out.of(BranchChanged)] == ["done", "refused"]


def test_an_exchange_without_whatifs_says_so(setup: Setup):
    setup.exchange.what_ifs = None
    assert asked(setup).status_code == 503
    setup.exchange.what_ifs = WhatIfDesk(NoRuns(), BranchLibrary(Path("/nowhere")))
    assert done(setup)["failure"] == "no snapshot of the model is kept"
