"""Runs the notebooks of this folder anew: `python ops/docs/notebooks/execute.py [NAME...]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LONGEST_S = 240  # for a cell, on a slow and busy machine


def executed(path: Path) -> Any:
    """The notebook with the outputs of a run in a process of its own.

    Raises:
        CellExecutionError: A cell raises.
    """
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=LONGEST_S, kernel_name="python3", record_timing=False)
    client.execute()
    notebook.metadata.pop("language_info", None)  # it has the version of Python
    return notebook


def main(names: list[str]) -> None:
    """Writes the outputs into the notebooks; all without names."""
    import nbformat

    for path in sorted(FOLDER.glob("*.ipynb")):
        if not names or path.stem in names:
            nbformat.write(executed(path), path)


if __name__ == "__main__":
    main(sys.argv[1:])
