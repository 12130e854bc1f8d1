"""What a plant's FMU carries among its resources: the description, and what wrote it."""

from __future__ import annotations

import hashlib
import json
import shutil
import uuid
from dataclasses import dataclass
from importlib.metadata import version
from os.path import normpath
from pathlib import Path

FOLDER, ABOUT = "plant", "twinbus.json"
_TOKENS = uuid.UUID("6d3f3c1e-6f0e-4f43-9d0f-2a6d0a3f7e51")


class Scattered(ValueError):
    """A file of the description lies outside the folder of its root."""


@dataclass(frozen=True, kw_only=True)
class Content:
    """A description within an FMU.

    Attributes:
        root: the file to load.
        version: of the twinbus that wrote it.
        digest: of all its files.
    """

    root: Path
    version: str
    digest: str

    @classmethod
    def write(cls, files: tuple[Path, ...], resources: Path) -> Content:
        """Copies a description.

        Args:
            files: as of `Plant.files`: the root first; those that are not there are left out.
            resources: the folder to write into.

        Raises:
            Scattered: A file is not in the root's folder or below it.
        """
        target, home = resources / FOLDER, Path(normpath(files[0])).parent
        for file in (Path(normpath(file)) for file in files):
            if not file.exists():
                continue
            if not file.is_relative_to(home):
                raise Scattered(f"{file} is not below {home}, the folder of {files[0].name}")
            copy = target / file.relative_to(home)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        about = {"root": files[0].name, "twinbus": version("twinbus")}
        (resources / ABOUT).write_text(json.dumps(about), "utf-8")
        return cls.read(resources)

    @classmethod
    def read(cls, resources: Path) -> Content:
        """Finds the description in a folder of resources."""
        about = json.loads((resources / ABOUT).read_text("utf-8"))
        digest, folder = hashlib.sha256(), resources / FOLDER
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
        return cls(
            root=folder / about["root"],
            version=about["twinbus"],
            digest=digest.hexdigest()[:16],
        )

    @property
    def token(self) -> str:
        """Identifies the interface: the same description by the same version has the same."""
        return str(uuid.uuid5(_TOKENS, f"{self.version} {self.digest}"))

    def difference(self) -> str:
        """What may differ from the run at export; empty if nothing."""
        here = version("twinbus")
        return "" if here == self.version else f"written by twinbus {self.version}, run by {here}"
