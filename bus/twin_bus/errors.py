"""Every error that twinbus raises on purpose.

TwinError
├── BusUnavailable        the broker cannot be reached
├── RegistryUnavailable   the schema registry cannot be reached
├── Incompatible          a schema breaks its subject's compatibility mode
├── Undecodable           bytes that are no message of the expected contract
├── Misfit                a JSON value that is no message of the expected contract
├── Refused               a change of contracts that a rule forbids
├── SnapshotRefused       kept state that the agent of today cannot go on with
├── NotInstalled          nothing is installed that connects to a twin
├── UnknownSchema         a message whose writer's schema has not been fetched yet
└── UndeclaredOutput      an agent yields a record that it does not declare
"""

from __future__ import annotations


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


class Refused(TwinError):
    """A rule forbids what was asked for; the message names the rule and what to do."""


class SnapshotRefused(TwinError):
    """The state of an earlier process does not fit the agent of today; it begins anew."""


class UnknownSchema(TwinError):
    """The writer's schema of a message has to be fetched before it can be decoded."""

    def __init__(self, schema_id: int) -> None:
        super().__init__(f"schema id {schema_id} is not known yet")
        self.schema_id = schema_id


class UndeclaredOutput(TwinError):
    """An agent yields a record type that is not in its `emits`."""


class Misfit(TwinError):
    """A JSON value breaks its contract.

    Attributes:
        problem: What is wrong.
        place: Names of the fields that lead to it.
    """

    def __init__(self, problem: str, place: tuple[str, ...] = ()) -> None:
        super().__init__(problem)
        self.problem, self.place = problem, place

    def within(self, name: str) -> Misfit:
        """The same, seen from the field or position around it."""
        return Misfit(self.problem, (name, *self.place))

    @property
    def field(self) -> str:
        """Path to the field; empty for the message itself."""
        return ".".join(self.place).replace(".[", "[")

    def __str__(self) -> str:
        return f"{self.field}: {self.problem}" if self.place else self.problem
