"""The lock file of Kafka's jars.

`python -m twin_ops.kafka.lock VERSION` resolves the jars anew and rewrites the file.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

LOCK_FILE = Path(__file__).with_name("jars.lock.json")
_LOGGING = ("org.apache.logging.log4j", "log4j-slf4j-impl", "2.25.5")


@dataclass(frozen=True)
class Jar:
    """One file of a Maven repository.

    Attributes:
        path: Path below the repository's root.
        sha256: Digest of the content, hexadecimal.
        size: Bytes.
    """

    path: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """File name."""
        return self.path.rpartition("/")[2]


def locked_jars() -> tuple[Jar, ...]:
    """Jars that the committed lock file names."""
    return tuple(Jar(**entry) for entry in json.loads(LOCK_FILE.read_text()))


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def resolve(version: str, cache: Path) -> Iterable[Jar]:
    """Kafka's jars and all that they need at run time, from Maven Central.

    Args:
        version: Kafka release, e.g. `4.4.0`.
        cache: Folder for what is downloaded on the way.
    """
    from jgo.maven import MavenContext, Model

    context = MavenContext(repo_cache=cache)
    component = context.project("org.apache.kafka", "kafka_2.13").at_version(version)
    needed, _ = Model(component.pom(), context).dependencies()
    group, artifact, log_version = _LOGGING
    logging = context.project(group, artifact).at_version(log_version)
    artifacts = [component.artifact(), logging.artifact()]
    artifacts += [d.artifact for d in needed if d.scope in {"compile", "runtime"}]
    for item in artifacts:
        file = item.resolve()
        path = f"{item.groupId.replace('.', '/')}/{item.artifactId}/{item.version}/{item.filename}"
        yield Jar(path, digest(file), file.stat().st_size)


def relock(version: str) -> None:
    """Rewrites the lock file for this Kafka release."""
    with tempfile.TemporaryDirectory() as cache:
        jars = sorted(resolve(version, Path(cache)), key=lambda jar: jar.path)
    LOCK_FILE.write_text(json.dumps([asdict(jar) for jar in jars], indent=1) + "\n")


if __name__ == "__main__":
    relock(*sys.argv[1:])
