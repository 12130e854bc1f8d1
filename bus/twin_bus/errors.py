"""Every error that twinbus raises on purpose.

TwinError
├── BusUnavailable        the broker cannot be reached
├── RegistryUnavailable   the schema registry cannot be reached
├── Incompatible          a schema breaks its subject's compatibility mode
├── Undecodable           bytes that are no message of the expected contract
├── UnknownSchema         a message whose writer's schema has not been fetched yet
└── UndeclaredOutput      an agent yields a record that it does not declare
"""


class TwinError(Exception):
    """Base of all errors of twinbus: what is wrong, where, and what to do next."""


class BusUnavailable(TwinError):
    """The broker cannot be reached now; the caller may try again."""


class RegistryUnavailable(TwinError):
    """The schema registry cannot be reached now; the caller may try again."""


class Incompatible(TwinError):
    """The registry refuses a schema because readers of the older one would break."""


class Undecodable(TwinError):
    """The bytes are no valid message of the contract; the message names the broken rule."""


class UnknownSchema(TwinError):
    """The writer's schema of a message has to be fetched before it can be decoded."""

    def __init__(self, schema_id: int) -> None:
        super().__init__(f"schema id {schema_id} is not known yet")
        self.schema_id = schema_id


class UndeclaredOutput(TwinError):
    """An agent yields a record type that is not in its `emits`."""
