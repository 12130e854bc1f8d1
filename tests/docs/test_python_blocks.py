"""Python in the Markdown files runs. The simulator's is run by its own test, with its output."""

from pathlib import Path

import pytest
from tests.docs.markdown import PAGES, ROOT, blocks, name

RUN_ELSEWHERE = ROOT / "simulator" / "README.md"
WITH_PYTHON = [page for page in PAGES if blocks(page, "python") and page != RUN_ELSEWHERE]


@pytest.mark.parametrize("page", WITH_PYTHON, ids=name)
def test_its_blocks_run_one_after_the_other(page: Path):
    namespace: dict[str, object] = {"__name__": "__readme__"}
    for block in blocks(page, "python"):
        exec(compile(block, name(page), "exec"), namespace)


def test_the_guides_have_examples():
    assert {name(page) for page in WITH_PYTHON} >= {"bus/README.md", "schemas/README.md"}
