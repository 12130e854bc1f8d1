"""The examples in docstrings give what they say."""

import doctest
from importlib import import_module

import pytest
from tests.architecture.sources import ROOT, files


def _modules() -> list[str]:
    """Modules with examples: each package lies in a folder of the top level."""
    inside = (
        path.relative_to(ROOT).parts[1:] for path in files(".py") if ">>>" in path.read_text()
    )
    return [".".join(parts).removesuffix(".py") for parts in inside if parts[0].startswith("twin_")]


@pytest.mark.parametrize("module", _modules())
def test_they_give_what_they_say(module):
    found = doctest.testmod(import_module(module))
    assert found.attempted
    assert not found.failed
