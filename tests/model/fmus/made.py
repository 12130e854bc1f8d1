"""FMUs that tests use, each made once, and the small plants around them."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pythonfmu import FmuBuilder as Builder2
from pythonfmu3 import FmuBuilder as Builder3

from twin_ops.fmu.export import export
from twin_schemas.plant import Plant, load_plant, shipped_area

_HERE = Path(__file__).parent
TANK = (_HERE / "tank.yaml").read_text()
USER = (_HERE / "user.yaml").read_text()


@cache
def exported(name: str) -> Path:
    """A shipped plant as an FMU."""
    file = Path(mkdtemp(), f"{name}.fmu")
    export(shipped_area(name), file)
    return file


@cache
def tank(fmi: int, *, keeps_state: bool = True) -> Path:
    """A gas tank as an FMU of FMI 2.0 or 3.0; that of 2.0 can not save its state."""
    options = {"canGetAndSetFMUState": True, "canSerializeFMUState": True} if keeps_state else {}
    builder, given = (Builder3, options) if fmi == 3 else (Builder2, {})
    return builder.build_FMU(_HERE / f"tank{fmi}.py", dest=mkdtemp(), **given)


def described(folder: Path, text: str, fmu: Path) -> Plant:
    """A plant of this text in a folder, with an FMU beside it, and everything drawn somewhere."""
    if fmu.parent != folder:
        shutil.copy(fmu, folder)
    (folder / "small.yaml").write_text(text.replace("FILE", fmu.name))
    names = [line.split(":")[0].strip() for line in text.split("streams:")[0].splitlines()]
    drawn = [name for name in names if name[-3:].isdigit()]
    places = [f"  {n}: {{x: {120 * k}, y: 90, width: 90, height: 50}}" for k, n in enumerate(drawn)]
    layout = ["canvas: {width: 1300, height: 480}", "equipment:", *places, ""]
    (folder / "small.layout.yaml").write_text("\n".join(layout))
    return load_plant(folder / "small.yaml")
