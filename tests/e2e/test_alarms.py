"""An alarm from the plant to the screen and back, and what a killed agent keeps."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import kill, wait_for
from tests.e2e import browser
from tests.e2e.conftest import RunningTwin

pytestmark = pytest.mark.e2e
page = browser.page
SENSOR, ALARM = "PT-101", "PT-101.high_high"
QUIET = "TT-106.high"


def alarms(twin: RunningTwin) -> dict[str, dict[str, Any]]:
    lines = twin("alarms", "--json").stdout.splitlines()
    return {row["alarm"]: row for row in map(json.loads, lines)}


def test_an_alarm_is_raised_acknowledged_and_returns(page: Page, twin: RunningTwin):
    browser.open_plant(page, twin)
    assert twin("plant", "faults", "inject", "bias", SENSOR, "offset=10bar").returncode == 0
    try:
        expect(page.get_by_test_id("alarm-banner")).to_contain_text(SENSOR, timeout=30_000)
        page.get_by_test_id("alarm-banner-open").click()
        row = page.get_by_test_id(f"alarm-{ALARM}")
        expect(row).to_contain_text("unacknowledged")
        row.get_by_test_id("alarm-about").click()
        expect(page.get_by_test_id("alarm-guide-facts")).to_contain_text("Action")
        page.get_by_test_id("alarm-guide-close").click()
        row.get_by_test_id("alarm-acknowledge").click()
        expect(row).to_contain_text("acknowledged", timeout=10_000)
        expect(row.get_by_test_id("alarm-acknowledge")).to_have_count(0)
        assert alarms(twin)[ALARM]["state"] == "acknowledged"
        assert twin("alarms", "ack", ALARM).returncode == 3
    finally:
        assert twin("plant", "faults", "clear", "--all").returncode == 0
    expect(row).to_have_count(0, timeout=60_000)
    assert ALARM not in alarms(twin)
    done = {entry["action"] for entry in twin.messages("audit.entry", "10m", twin.username)}
    assert "alarm.acknowledged" in done


def test_what_is_shelved_outlives_a_killed_agent_and_is_seen_on_the_screen(
    page: Page, twin: RunningTwin
):
    shelved = twin("alarms", "shelve", QUIET, "--for", "30m", "--reason", "end-to-end test")
    assert shelved.returncode == 0, shelved.stderr
    before = twin.process("alarms")["pid"]
    kill(before)
    wait_for(lambda: twin.process("alarms")["pid"] not in {before, None}, 30, "a new agent")
    twin.wait_healthy()
    assert alarms(twin)[QUIET]["state"] == "shelved"
    browser.open_plant(page, twin)
    page.get_by_test_id("view-alarms").click()
    section = page.get_by_test_id("alarms-hidden")
    expect(section).to_contain_text("end-to-end test")
    section.get_by_test_id("alarm-unshelve").first.click()
    expect(page.get_by_text(QUIET.partition(".")[0])).to_have_count(0, timeout=10_000)
    assert QUIET not in alarms(twin)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ack", "FT-999.low"), 2, "did you mean"),
        (("ack", QUIET), 3, "nothing to acknowledge"),
        (("shelve", QUIET, "--for", "13h", "--reason", "x"), 2, "720"),
        (("shelve", QUIET, "--for", "soon", "--reason", "x"), 2, "no span of time"),
        (("unshelve", QUIET), 3, "is not shelved"),
    ],
)
def test_bad_input_ends_with_its_code_and_a_reason(
    twin: RunningTwin, arguments: tuple[str, ...], code: int, words: str
):
    answer = twin("alarms", *arguments)
    assert answer.returncode == code, answer.stdout + answer.stderr
    assert words in answer.stdout + answer.stderr


def test_the_report_counts_what_was_raised(twin: RunningTwin):
    report = json.loads(twin("alarms", "report", "--for", "1h", "--json").stdout)
    assert report["minutes"] == 60
    assert report["raised"] == sum(report["priorities"].values())
