"""A setpoint of a critical tag and its second person, on the command line and on the screen."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.conftest import kill, wait_for
from tests.e2e import browser
from tests.e2e.conftest import TWIN, RunningTwin
from tests.plants import WHOLE, plant_of

from twin_agents.exchange.access import Access

pytestmark = pytest.mark.e2e
page = browser.page
TAG = plant_of(WHOLE).tags["FIC-301.SP"]
PASSWORD = "second person of the test"


def token_of(twin: RunningTwin, user: str) -> dict[str, str]:
    secrets = twin.home / "secrets"
    access = Access(users_file=secrets / "users.json", key_file=secrets / "token.key")
    return {"Authorization": f"Bearer {access.token(user)[0]}"}


@pytest.fixture(autouse=True)
def _bob(running_twin: RunningTwin) -> None:
    """Makes bob a supervisor, unless an earlier test did."""
    twin = running_twin
    if twin("users", "show", "bob").returncode != 0:
        done = twin("users", "add", "bob", "--role", "supervisor", given=f"{PASSWORD}\n")
        assert done.returncode == 0, done.stderr


def wanted_of(twin: RunningTwin) -> str:
    def value() -> float | None:
        found: float | None = twin.values(TAG.name)[TAG.name]["value"]
        return found

    wait_for(lambda: value() is not None, 30, "the plant tells of the tag")
    present = value() or 0.0
    step = 2 * TAG.tolerance
    return f"{present + (step if present < TAG.design else -step):.3f}"


def waiting(twin: RunningTwin) -> list[dict[str, Any]]:
    lines = twin("approvals", "--json").stdout.splitlines()
    return [row for row in map(json.loads, lines) if row["tag"] == TAG.name]


def sent(twin: RunningTwin, value: str) -> subprocess.Popen[str]:
    """`twin set` on its way, once it waits for a second person."""
    command = subprocess.Popen(
        [*TWIN, "set", TAG.name, value, "--json"],
        env=twin.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for(lambda: bool(waiting(twin)), 30, "the setpoint waits")
    return command


def decide(twin: RunningTwin, user: str, number: str, *, approve: bool) -> httpx.Response:
    return httpx.post(
        f"{twin.url}/v1/commands/{number}/approval",
        json={"approve": approve, "reason": "end-to-end test"},
        headers=token_of(twin, user),
        trust_env=False,
    )


def states(text: str) -> list[str]:
    return [json.loads(line)["state"] for line in text.splitlines()]


def test_a_killed_commander_neither_loses_nor_approves_what_waits(twin: RunningTwin):
    command = sent(twin, wanted_of(twin))
    (row,) = waiting(twin)
    own = twin("approve", row["request_id"])
    assert own.returncode == 3
    assert "another person" in own.stderr
    before = twin.process("commander")["pid"]
    kill(before)
    wait_for(lambda: twin.process("commander")["pid"] not in {before, None}, 30, "a new commander")
    twin.wait_healthy()
    assert [w["request_id"] for w in waiting(twin)] == [row["request_id"]]
    assert decide(twin, "bob", row["request_id"], approve=True).status_code == 202
    output, errors = command.communicate(timeout=120)
    assert command.returncode == 0, output + errors
    assert "is critical" in errors
    assert states(output) == [
        *("requested", "authorised", "verified", "predicted", "awaiting_approval", "approved"),
        *("accepted", "written", "read_back", "completed"),
    ]
    assert waiting(twin) == []
    log = twin.messages("audit.entry", "1h", "bob")
    of_this = [entry["action"] for entry in log if row["request_id"] in entry["detail"]]
    assert of_this == ["setpoint.approved"]


def test_a_rejected_setpoint_is_refused_and_not_written(twin: RunningTwin):
    before = twin.values(TAG.name)[TAG.name]["value"]
    command = sent(twin, wanted_of(twin))
    (row,) = waiting(twin)
    assert decide(twin, "bob", row["request_id"], approve=False).status_code == 202
    output, _ = command.communicate(timeout=60)
    assert command.returncode == 3
    assert states(output)[-1] == "refused"
    assert twin.values(TAG.name)[TAG.name]["value"] == before


def test_the_local_user_decides_what_somebody_else_asked_for(twin: RunningTwin):
    for word, last, code in (("reject", "refused", 0), ("approve", "accepted", 0)):
        body = {"tag": TAG.name, "value": float(wanted_of(twin))}
        answer = httpx.post(
            f"{twin.url}/v1/commands", json=body, headers=token_of(twin, "bob"), trust_env=False
        )
        wait_for(lambda: bool(waiting(twin)), 30, "it waits")
        done = twin(word, answer.json()["request_id"], "--reason", "test", "--json")
        assert done.returncode == code, done.stderr
        assert states(done.stdout)[-1] == last
    assert twin("approve", "nobody-asked").returncode == 2


def _second_page(first: Page, twin: RunningTwin) -> Page:
    own = first.context.browser
    assert isinstance(own, Browser)
    second = own.new_page(viewport=browser.SIZE)
    second.goto(twin.url)
    browser.log_in(second, "bob", PASSWORD)
    expect(second.get_by_test_id("diagram")).to_be_visible()
    return second


def test_two_people_on_two_screens(page: Page, running_twin: RunningTwin):
    browser.open_plant(page, running_twin, "ammonia_compression")
    second = _second_page(page, running_twin)
    browser.select_tag(page, TAG.name)
    expect(page.get_by_test_id("faceplate-reported")).not_to_contain_text("—")
    page.get_by_test_id("open-setpoint").click()
    expect(page.get_by_test_id("setpoint-critical")).to_contain_text(TAG.critical)
    page.get_by_test_id("setpoint-input").fill(wanted_of(running_twin))
    page.get_by_test_id("setpoint-reason").fill("end-to-end test")
    page.get_by_test_id("setpoint-confirm").click()
    expect(page.get_by_test_id("stage-awaiting_approval")).to_be_visible()
    expect(page.get_by_test_id("time-left").first).to_contain_text(re.compile(r"1[34]:\d\d"))
    expect(page.get_by_test_id("approvals-waiting")).to_have_count(0)
    expect(second.get_by_test_id("approvals-waiting")).to_have_text("1")
    second.get_by_test_id("view-approvals").click()
    entry = second.get_by_test_id(f"approval-{TAG.name}")
    expect(entry).to_contain_text("admin asks: end-to-end test")
    browser.shot(page, "author")
    browser.shot(second, "second")
    entry.get_by_test_id("approval-reason").fill("seen")
    entry.get_by_test_id("approval-approve").click()
    expect(page.get_by_test_id("stage-approved")).to_contain_text("bob approved it: seen")
    expect(page.get_by_test_id("setpoint-outcome")).to_have_text("completed", timeout=120_000)
    expect(entry).to_have_count(0)
    second.close()
