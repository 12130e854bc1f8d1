"""Every contract that is known, the system's own ones and those of other systems."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from twin_schemas.contract_events import ContractDeclared
from twin_schemas.declaration import declaration
from twin_schemas.mapping import Bridge
from twin_schemas.messages import CONTRACTS

CODE_TOPICS = frozenset(record.contract.topic for record in CONTRACTS)


@dataclass
class ContractCatalogue:
    """The latest declaration of each version, by topic."""

    _declared: dict[str, ContractDeclared] = field(init=False)

    def __post_init__(self) -> None:
        self._declared = {r.contract.topic: declaration(r) for r in CONTRACTS}

    def take(self, declared: ContractDeclared) -> None:
        """Takes over a declaration, unless a newer one is known.

        Of a contract of the code only its state is taken, for the code is newer; one whose code
        has changed since counts as declared again, so that it is registered anew.
        """
        known = self._declared.get(declared.topic)
        if known is not None and declared.time_ns < known.time_ns:
            return
        if known is not None and declared.topic in CODE_TOPICS:
            changed = _content(known) != _content(declared) and declared.state == "registered"
            state = known.state if changed else declared.state
            declared = replace(known, state=state, author=declared.author, time_ns=declared.time_ns)
        self._declared[declared.topic] = declared

    def all(self) -> list[ContractDeclared]:
        """All versions of all contracts, by name and version; the code's own ones first."""
        own = [d for t, d in self._declared.items() if t in CODE_TOPICS]
        others = [d for t, d in self._declared.items() if t not in CODE_TOPICS]
        return own + sorted(others, key=lambda d: (d.name, d.version))

    def external(self) -> list[ContractDeclared]:
        """Contracts of other systems that are in use."""
        return [d for d in self.all() if d.topic not in CODE_TOPICS and in_use(d)]

    def versions(self, name: str) -> list[ContractDeclared]:
        """All versions of a contract, oldest first."""
        found = [d for d in self._declared.values() if d.name == name]
        return sorted(found, key=lambda d: d.version)

    def version(self, name: str, number: int) -> ContractDeclared | None:
        """One version; None if it is not known."""
        return self._declared.get(f"{name}.v{number}")

    def at(self, topic: str) -> ContractDeclared | None:
        """The contract of a topic; None if there is none."""
        return self._declared.get(topic)

    def fed_by(self, declared: ContractDeclared) -> list[ContractDeclared]:
        """Older versions in use that a bridge makes from this one."""
        older = [d for d in self.versions(declared.name) if in_use(d) and d.bridge]
        return [d for d in older if self.source(d) == declared]

    def source(self, declared: ContractDeclared) -> ContractDeclared | None:
        """Newer version that this one is made from; None if it is supplied itself."""
        if not declared.bridge:
            return None
        return self.version(declared.name, Bridge.from_json(declared.bridge).source)


def _content(declared: ContractDeclared) -> tuple[str, ...]:
    return declared.schema, declared.doc, declared.owner, declared.key_field, declared.compatibility


def in_use(declared: ContractDeclared) -> bool:
    """Whether messages may still be supplied."""
    return declared.state in {"registered", "deprecated"}
