"""Writes a plant as an FMU for co-simulation, FMI 3.0."""

from __future__ import annotations

import re
import shutil
from importlib.metadata import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from twin_ops.errors import Usage
from twin_ops.fmu.content import ABOUT, FOLDER, Content, Scattered
from twin_ops.fmu.needed import needed
from twin_ops.fmu.page import page

if TYPE_CHECKING:
    from twin_schemas.plant import Plant

_SCRIPT = '''"""Found by the binary of this FMU; what it does is in twinbus."""

from pythonfmu3 import Fmi3Slave
from twin_ops.fmu.slave import PlantSlave


class {name}(PlantSlave, Fmi3Slave):
    pass
'''
_CAN = {
    "canHandleVariableCommunicationStepSize": True,
    "canGetAndSetFMUState": True,
    "canSerializeFMUState": True,
}


def export(plant: Plant, file: Path) -> None:
    """Writes a plant with its description, at its design point.

    Args:
        plant: read from files.
        file: to write; replaced if it is there.

    Raises:
        Usage: PythonFMU3 is not installed, or has no binary for this machine, or the description
            does not lie in one folder.
        FlowsheetError, NoSteadyStateError: The plant can not be turned into a model at rest.
    """
    needed("pythonfmu3")
    from pythonfmu3 import FmuBuilder

    if not FmuBuilder.has_binary():
        raise Usage("PythonFMU3 has no binary for this machine: export on Linux or Windows, x86-64")
    with TemporaryDirectory(prefix="twinbus-fmu-") as scratch:
        folder = Path(scratch)
        try:
            content = Content.write(plant.files, folder)
        except Scattered as error:
            raise Usage(f"{error}; put all files of the plant into one folder") from error
        name = identifier(plant.name)
        # Two FMUs in one process share Python's table of modules, so that each needs a name.
        script = folder / f"{name}_{content.digest}.py"
        script.write_text(_SCRIPT.format(name=name), "utf-8")
        documentation = folder / "documentation"
        _document(documentation, page(plant, content))
        made = FmuBuilder.build_FMU(
            script,
            dest=folder / "made",
            project_files=(folder / FOLDER, folder / ABOUT),
            documentation_folder=documentation,
            **_CAN,
        )
        shutil.move(made, file)


def _document(folder: Path, text: str) -> None:
    """Writes the page, and the licence under which PythonFMU3's part of the FMU is passed on."""
    licences = folder / "licenses"
    licences.mkdir(parents=True)
    (folder / "index.html").write_text(text, "utf-8")
    for file in files("pythonfmu3") or ():
        if file.name.upper().startswith("LICENSE"):
            shutil.copyfile(file.locate(), licences / "pythonfmu3.txt")


def identifier(name: str) -> str:
    """A name that C, Python and file systems take."""
    plain = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_") or "plant"
    return plain if not plain[0].isdigit() else f"plant_{plain}"
