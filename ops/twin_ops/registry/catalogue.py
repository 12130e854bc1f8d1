"""Subjects, versions and ids in memory: the state that the `_schemas` topic rebuilds."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from twin_ops.registry.errors import SchemaNotFound, SubjectNotFound, VersionNotFound

DEFAULT_COMPATIBILITY = "BACKWARD"


@dataclass(frozen=True)
class Registered:
    """One version of a subject.

    Attributes:
        subject: Subject name.
        version: From 1.
        id: Number of the schema, the same in every subject that has it.
        schema: Schema as canonical JSON text.
        deleted: Hidden, but still found by id.
    """

    subject: str
    version: int
    id: int
    schema: str
    deleted: bool = False


def canonical(text: str) -> str:
    """The schema's JSON with sorted keys and no spaces, so that equal schemas are equal texts."""
    return json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))


@dataclass
class Catalogue:
    """What the registry knows; changed only by `apply`, with the topic's keys and values."""

    _versions: dict[str, dict[int, Registered]] = field(default_factory=dict)
    _config: dict[str | None, str] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)

    def apply(self, key: dict[str, Any], value: dict[str, Any] | None) -> None:
        """Takes over one message of the topic; a null value removes what the key names."""
        match key.get("keytype"):
            case "SCHEMA":
                self._apply_schema(key, value)
            case "CONFIG":
                self._apply_config(key["subject"], value)
            case _:
                """Other kinds (modes, no-ops) of Confluent's registry do not concern us."""

    def _apply_schema(self, key: dict[str, Any], value: dict[str, Any] | None) -> None:
        versions = self._versions.setdefault(key["subject"], {})
        if value is None:
            versions.pop(key["version"], None)
            return
        entry = Registered(
            subject=key["subject"],
            version=key["version"],
            id=value["id"],
            schema=value["schema"],
            deleted=value.get("deleted", False),
        )
        versions[entry.version] = entry
        self._ids[entry.schema] = entry.id

    def _apply_config(self, subject: str | None, value: dict[str, Any] | None) -> None:
        if value is None:
            self._config.pop(subject, None)
        else:
            self._config[subject] = value["compatibilityLevel"]

    def subjects(self, *, deleted: bool = False) -> list[str]:
        """Subjects with at least one version; with `deleted` hidden ones count too."""
        return sorted(subject for subject in self._versions if self._of(subject, deleted=deleted))

    def _of(self, subject: str, *, deleted: bool = False) -> list[Registered]:
        entries = self._versions.get(subject, {}).values()
        return sorted((e for e in entries if deleted or not e.deleted), key=lambda e: e.version)

    def versions(self, subject: str, *, deleted: bool = False) -> list[Registered]:
        """Versions of a subject, oldest first; with `deleted` the hidden ones too.

        Raises:
            SubjectNotFound: If it has none.
        """
        if not (found := self._of(subject, deleted=deleted)):
            raise SubjectNotFound(subject)
        return found

    def version(self, subject: str, number: str, *, deleted: bool = False) -> Registered:
        """One version; `latest` and `-1` are the newest.

        Raises:
            SubjectNotFound: If the subject has no version.
            VersionNotFound: If it has not this one.
        """
        versions = self.versions(subject, deleted=deleted)
        if number in {"latest", "-1"}:
            return versions[-1]
        for entry in versions:
            if str(entry.version) == number:
                return entry
        raise VersionNotFound(f"{subject} version {number}")

    def by_id(self, number: int) -> Registered:
        """Some version with this schema id, deleted ones included.

        Raises:
            SchemaNotFound: If there is none.
        """
        for versions in self._versions.values():
            for entry in versions.values():
                if entry.id == number:
                    return entry
        raise SchemaNotFound(str(number))

    def uses(self, number: int, *, deleted: bool = False) -> list[Registered]:
        """Every version with this schema id; with `deleted` the hidden ones too."""
        every = (e for s in self._versions for e in self._of(s, deleted=deleted))
        return [entry for entry in every if entry.id == number]

    def find(self, subject: str, schema: str, *, deleted: bool = False) -> Registered | None:
        """The version of a subject with this canonical schema."""
        found = self._of(subject, deleted=deleted)
        return next((entry for entry in found if entry.schema == schema), None)

    def proposed(self, subject: str, schema: str) -> Registered:
        """The version that registering a new canonical schema would make."""
        taken = self._versions.get(subject, {})
        number = self._ids.get(schema) or max(self._ids.values(), default=0) + 1
        return Registered(subject, max(taken, default=0) + 1, number, schema)

    def deleted(self, entry: Registered) -> Registered:
        """The same version, hidden."""
        return replace(entry, deleted=True)

    def compatibility(self, subject: str | None) -> str | None:
        """Compatibility level set for a subject, or globally with None."""
        default = DEFAULT_COMPATIBILITY if subject is None else None
        return self._config.get(subject, default)

    def level(self, subject: str) -> str:
        """Compatibility level in force for a subject."""
        return self.compatibility(subject) or self.compatibility(None) or DEFAULT_COMPATIBILITY
