"""What axe-core finds wrong with a page, by the rules of WCAG 2.1 A and AA."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "agents" / "web" / "node_modules" / "axe-core" / "axe.min.js"
# The name of a mark begins with its tag, which is its label; its numbers are told with words.
_NAMES = "label-content-name-mismatch"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def violations(page: Page) -> list[str]:
    """Each as rule, what it is about, and the first elements that break it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(result => result.violations)", _RULES
    )
    return [told for one in found if (told := _told(one))]


def _told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    if violation["id"] == _NAMES:
        nodes = [node for node in nodes if 'data-testid="mark-' not in node["html"]]
    targets = [" ".join(map(str, node["target"])) for node in nodes]
    told = f"{violation['id']}: {violation['help']}: {'; '.join(targets[:5])}"
    return told if targets else ""
