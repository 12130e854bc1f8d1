"""The code of the library's README runs and prints what it says."""

import re
from pathlib import Path

README = Path(__file__).parents[2] / "simulator" / "README.md"


def test_the_readme_runs(capsys):
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, README.name, "exec"), {})
    assert capsys.readouterr().out == "20.6\n48\n"
