"""Diagrams as SVG: the front end's own drawing, run by Node without a browser."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from twin_bus.errors import TwinError
from twin_ops.frontend import PRINT, build_frontend, find_node

if TYPE_CHECKING:
    from collections.abc import Mapping


class DrawingError(TwinError):
    """A diagram was not drawn: what Node said, and what to do next."""


def draw(wanted: Mapping[str, Any]) -> str:
    """Draws a diagram with the symbols and routes of the screen.

    Args:
        wanted: `area` and `plant`, its document, to draw an area with its ways to others; or
            `diagram`, `description` and `layout` to draw one by itself.

    Returns:
        An SVG file that needs no other file, in the colours of the light theme.

    Raises:
        FrontendError: Node is missing, or the front end can not be built.
        DrawingError: The diagram can not be drawn.
    """
    build_frontend()
    command = (*find_node().node, str(PRINT))
    text = json.dumps(wanted)
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)  # noqa: S603 - our own command line
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise DrawingError(f"Node did not draw it: {next(iter(said), 'no word')}; try another one")
    return done.stdout
