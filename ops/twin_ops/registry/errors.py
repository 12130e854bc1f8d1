"""Errors with the numbers that Confluent's clients expect.

RegistryError
├── Unauthenticated 40101   ├── Forbidden 40301
├── SubjectNotFound 40401   ├── VersionNotFound 40402   ├── SchemaNotFound 40403
├── SubjectNotSoftDeleted 40405                         ├── VersionNotSoftDeleted 40407
├── ConfigNotFound 40408    ├── InvalidSchema 42201     ├── InvalidVersion 42202
├── InvalidLevel 42203      ├── IncompatibleSchema 409  └── StorageUnavailable 50003
"""

from twin_bus.errors import TwinError


class RegistryError(TwinError):
    """Base; `code` is Confluent's error code, whose first three digits are the HTTP status."""

    code = 50001
    text = "Error in the registry"

    def __str__(self) -> str:
        return f"{self.text}: {super().__str__()}"

    @property
    def status(self) -> int:
        """HTTP status."""
        return int(str(self.code)[:3])


class Unauthenticated(RegistryError):
    """A change by nobody that the registry knows."""

    code, text = 40101, "User not authenticated"


class Forbidden(RegistryError):
    """A change that this principal may not make."""

    code, text = 40301, "User is denied operation"


class SubjectNotFound(RegistryError):
    """No such subject."""

    code, text = 40401, "Subject not found"


class VersionNotFound(RegistryError):
    """No such version."""

    code, text = 40402, "Version not found"


class SchemaNotFound(RegistryError):
    """No such schema."""

    code, text = 40403, "Schema not found"


class SubjectNotSoftDeleted(RegistryError):
    """A subject has to be hidden before it can be removed for good."""

    code, text = 40405, "Subject was not deleted first before being permanently deleted"


class VersionNotSoftDeleted(RegistryError):
    """A version has to be hidden before it can be removed for good."""

    code, text = 40407, "Version was not deleted first before being permanently deleted"


class ConfigNotFound(RegistryError):
    """The subject has no compatibility level of its own."""

    code, text = 40408, "Subject does not have subject-level compatibility configured"


class InvalidSchema(RegistryError):
    """The text is no Avro schema."""

    code, text = 42201, "Invalid Avro schema"


class InvalidVersion(RegistryError):
    """The version is no positive number and not `latest`."""

    code, text = 42202, "Invalid version"


class InvalidLevel(RegistryError):
    """No such compatibility level."""

    code, text = 42203, "Invalid compatibility level"


class IncompatibleSchema(RegistryError):
    """The schema breaks the subject's compatibility level."""

    code, text = 409, "Schema being registered is incompatible with an earlier schema"


class StorageUnavailable(RegistryError):
    """The `_schemas` topic cannot be read or written now."""

    code, text = 50003, "The registry's storage is not available"
