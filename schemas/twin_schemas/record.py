"""The one class a contract is declared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar, Self

from typing_extensions import dataclass_transform

from twin_schemas.vocabulary import DEFAULT_COMPATIBILITY, Compatibility


@dataclass(frozen=True, kw_only=True)
class Contract:
    """What the bus has to know of a record.

    Attributes:
        subject: Name without version, `<domain>.<noun>`.
        version: Positive integer; a new one runs beside the old one.
        owner: The only agent that writes an event, or the only one that reads a request;
            `runtime` where every agent writes.
        key: Field whose value is the Kafka key, so that order holds per value.
        request: True for a request (imperative), False for an event (past tense).
        compacted: True where the topic keeps the latest record per key.
        compatibility: What a later revision of the schema has to keep.
    """

    subject: str
    version: int
    owner: str
    key: str
    request: bool = False
    compacted: bool = False
    compatibility: Compatibility = DEFAULT_COMPATIBILITY

    @property
    def topic(self) -> str:
        """Kafka topic, `<domain>.<noun>.v<N>`."""
        return f"{self.subject}.v{self.version}"

    @property
    def registry_subject(self) -> str:
        """Subject in the schema registry, by Confluent's topic name strategy."""
        return f"{self.topic}-value"


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record:
    """Base of all contracts: subclasses become frozen, keyword-only dataclasses.

    Example:
        >>> class Seen(Record, topic="demo.seen", owner="demo", key="tag"):
        ...     tag: str
        >>> Seen.contract.topic, Seen(tag="FT-101")
        ('demo.seen.v1', Seen(tag='FT-101'))
    """

    contract: ClassVar[Contract]

    def __init_subclass__(
        cls,
        *,
        topic: str,
        owner: str,
        key: str,
        version: int = 1,
        request: bool = False,
        compacted: bool = False,
        compatibility: Compatibility = DEFAULT_COMPATIBILITY,
    ) -> None:
        super().__init_subclass__()
        cls.contract = Contract(
            subject=topic,
            version=version,
            owner=owner,
            key=key,
            request=request,
            compacted=compacted,
            compatibility=compatibility,
        )
        dataclass(frozen=True, kw_only=True, init=False)(cls)
        cls.__init__ = _constructor(cls)  # type: ignore[method-assign]

    @classmethod
    def trusted(cls, values: dict[str, Any]) -> Self:
        """Wraps fields that a codec has already checked, without calling the constructor.

        Args:
            values: One entry per field; taken over, not copied.
        """
        record = object.__new__(cls)
        object.__setattr__(record, "__dict__", values)
        return record


def _constructor(cls: type[Record]) -> Callable[..., None]:
    """An `__init__` that stores all fields at once; three times as fast as a frozen dataclass's."""
    declared = fields(cls)  # type: ignore[arg-type]  # its subclass hook has made it a dataclass
    names = [field.name for field in declared]
    stored = "; ".join(f"_values[{name!r}] = {name}" for name in names)
    scope: dict[str, Any] = {}
    source = f"def __init__(self, *, {', '.join(names)}): _values = self.__dict__; {stored}"
    exec(source, scope)  # noqa: S102 - as dataclasses makes its own
    init: Any = scope["__init__"]
    init.__kwdefaults__ = {f.name: f.default for f in declared if f.default is not MISSING}
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init  # type: ignore[no-any-return]
