"""A list of all commands imports none of them: a shell waits for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from twin_ops.cli.app import Commands
from twin_ops.cli.lazy_group import summaries_of

_LISTED = """
import atexit, json, sys
from twin_ops.cli import main
atexit.register(lambda: sys.stderr.write(json.dumps(sorted(sys.modules))))
sys.argv = ["twin", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize(
    ("words", "asked"), [(["--help"], {}), ([], {"COMP_WORDS": "twin ", "COMP_CWORD": "1"})]
)
def test_all_are_listed_and_none_is_imported(words: list[str], asked: dict[str, str]):
    completing = asked and asked | {"_TWIN_COMPLETE": "complete_bash"}
    done = subprocess.run(
        [sys.executable, "-c", _LISTED, *words],
        env=os.environ | completing,
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(name in done.stdout for name in Commands.places)
    modules = {place.partition(":")[0] for place in Commands.places.values()}
    assert not modules & set(json.loads(done.stderr))


def test_each_says_something():
    assert all(text.endswith(".") for text in summaries_of(Commands()).values())
