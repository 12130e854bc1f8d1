"""`twin bench`."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, help="Speed, as ratios against a baseline in one run.")
