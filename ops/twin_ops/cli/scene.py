"""`twin scene`: the plant in three dimensions."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twin_ops.cli.output import err, show_rows
from twin_ops.cli.result_file import check
from twin_ops.errors import FOUND
from twin_ops.kept_plant import plant_of
from twin_ops.settings import load_settings

if TYPE_CHECKING:
    from twin_ops.scene import Scene

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
app = typer.Typer(no_args_is_help=True, help="The plant in three dimensions.")
_COLUMNS = ("part", "shown>", "missing>")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="PLANT.glb; what is there is replaced.")],
    as_json: Json = False,
) -> None:
    """Write the plant as binary glTF 2.0, made from its description and its drawings alone.

    Any viewer of glTF opens it. Each node has its id, what it is, and its tags in `extras`.
    The same description always gives the same bytes. What has no place or no way is listed on
    stderr, and the exit code is then 1.

    Examples: `twin scene export plant.glb`, `TWIN_PLANT=my.yaml twin scene export my.glb`
    """
    check(file, ".glb")
    from twin_ops.scene import scene_of
    from twin_ops.scene.gltf import to_glb

    begun = time.perf_counter()
    with err.status("placing equipment, routing pipes"):
        scene = scene_of(plant_of(load_settings()))
        content = to_glb(scene)
    file.write_bytes(content)
    show_rows(_COLUMNS, _rows(scene), as_json=as_json)
    seconds = time.perf_counter() - begun
    err.print(f"{file}: {len(content) / 1e6:.1f} MB in {seconds:.1f} s")
    for name, reason in scene.missing.items():
        err.print(f"{name}: {reason}")
    for name, count in sorted(scene.supports.lacking.items()):
        err.print(f"{name}: no room for {count} of its supports")
    if scene.missing:
        raise typer.Exit(FOUND)


def _rows(scene: Scene) -> list[dict[str, object]]:
    pipes = len(scene.plant.streams)
    equipment = len(scene.plant.equipment)
    return [
        {"part": "areas", "shown": len(scene.plots), "missing": 0},
        {
            "part": "equipment",
            "shown": len(scene.places),
            "missing": equipment - len(scene.places),
        },
        {"part": "pipes", "shown": len(scene.pipes), "missing": pipes - len(scene.pipes)},
        {
            "part": "supports",
            "shown": sum(map(len, scene.supports.arms.values())),
            "missing": scene.supports.lacking.total(),
        },
    ]
