"""Words of faults that the shell completes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from twin_ops.kept_plant import plant_of
from twin_ops.settings import load_settings

if TYPE_CHECKING:
    from twin_schemas.faults import Place


def kinds(incomplete: str) -> list[tuple[str, str]]:
    """Kinds of faults that begin so, with what happens."""
    from twin_schemas.faults import FAULT_KINDS

    return [(n, k.meaning) for n, k in FAULT_KINDS.items() if n.startswith(incomplete)]


def targets(ctx: typer.Context, incomplete: str) -> list[str]:
    """What a fault of the kind that is typed already may happen to, and begins so."""
    from twin_schemas.faults import FAULT_KINDS
    from twin_schemas.faults import targets as known

    plant = plant_of(load_settings())
    kind = FAULT_KINDS.get(str(ctx.params.get("kind")))
    every: tuple[Place, ...] = ("sensor", "actuator", "parameter", "opening", "area")
    found = [known(plant, kind.place, kind.only)] if kind else [known(plant, p) for p in every]
    wanted = incomplete.upper()
    return [name for names in found for name in names if name.upper().startswith(wanted)]


def numbers(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Numbers of the kind that is typed already."""
    from twin_schemas.faults import FAULT_KINDS

    kind = FAULT_KINDS.get(str(ctx.params.get("kind")))
    known = kind.parameters.items() if kind else ()
    return [(f"{name}=", p.meaning) for name, p in known if name.startswith(incomplete)]


def names(incomplete: str) -> list[tuple[str, str]]:
    """Staged faults whose names begin so."""
    from twin_ops.faults_file import faults_file
    from twin_schemas.faults import read_faults

    settings = load_settings()
    staged, _ = read_faults(faults_file(settings), plant_of(settings))
    return [(f.name, f"{f.kind} of {f.target}") for f in staged if f.name.startswith(incomplete)]
