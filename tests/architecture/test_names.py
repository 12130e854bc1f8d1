"""No file names a machine's folders or the host of a package registry."""

import re

from tests.architecture.sources import ROOT, files

FORBIDDEN = re.compile(
    r"repo1?\.maven|pypi\.org|registry\.npmjs|deb\.debian|(?<![\w.])/(?:work|root)/"
)
FOLDERS_THAT_SAY_NOTHING = {"utils", "helpers", "common", "manager", "misc"}


def _text(content: bytes) -> str:
    return "" if b"\0" in content else content.decode(errors="replace")


def test_no_file_names_a_machine_or_a_registry():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in files()
        for number, line in enumerate(_text(path.read_bytes()).splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    assert found == []


def test_every_module_is_named_after_an_idea():
    words = {path.stem for path in files(".py")} | {path.parent.name for path in files(".py")}
    assert words & FOLDERS_THAT_SAY_NOTHING == set()
