"""What somebody wants to declare, and the rules that it has to keep."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from twin_agents.exchange.contracts.catalogue import CODE_TOPICS, ContractCatalogue, in_use
from twin_schemas.evolution import RULES, InvalidAvro, broken_rules, differences, parsed
from twin_schemas.mapping import BadMapping, Bridge, compiled
from twin_schemas.vocabulary import Compatibility

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_OWNER = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_DEEPEST = 100  # of objects and arrays; readers recurse over a schema
_KEYS = {"string", "int", "long", "enum"}


@dataclass(frozen=True)
class Objection:
    """A rule that a proposal breaks.

    Attributes:
        rule: Name of the rule.
        field: Which field breaks it; empty for the whole.
        problem: What is wrong, and what would be right.
    """

    rule: str
    field: str
    problem: str

    def __str__(self) -> str:
        where = f"field {self.field}: " if self.field else ""
        return f"rule {self.rule}: {where}{self.problem}"


@dataclass(frozen=True)
class Proposal:
    """A version of a contract as its owner declares it.

    Attributes:
        name: `<domain>.<noun>`.
        version: From 1.
        owner: System that supplies it.
        doc: What it is.
        key: Field whose value is the Kafka key.
        compatibility: What a later revision has to keep.
        schema: Avro record in JSON form.
        bridge: How the version before is made from this one; None leaves both to be supplied.
    """

    name: str
    version: int
    owner: str
    doc: str
    key: str
    compatibility: Compatibility
    schema: dict[str, Any]
    bridge: Bridge | None = None

    @property
    def topic(self) -> str:
        """Topic of this version."""
        return f"{self.name}.v{self.version}"


def objections(
    proposal: Proposal, catalogue: ContractCatalogue, earlier: Sequence[Any]
) -> list[Objection]:
    """Every rule that a proposal breaks; empty if it may be registered.

    Args:
        proposal: What is to be declared.
        catalogue: What is known.
        earlier: Registered revisions of this version in JSON form, oldest first.
    """
    if _is_deeper(proposal.schema, _DEEPEST):
        return [Objection("avro", "", f"the schema is nested deeper than {_DEEPEST} levels")]
    try:
        parsed(json.dumps(proposal.schema))
    except InvalidAvro as error:
        return [Objection("avro", "", str(error))]
    if proposal.schema.get("type") != "record":
        return [Objection("avro", "", "a contract is a record with named fields")]
    return [
        *_naming(proposal),
        *_versions(proposal, catalogue),
        *_documentation("", proposal.schema),
        *_key(proposal),
        *_evolution(proposal, earlier),
        *_bridging(proposal, catalogue),
    ]


def _is_deeper(part: Any, levels: int) -> bool:
    if not isinstance(part, dict | list):
        return False
    inner = part.values() if isinstance(part, dict) else part
    return levels == 0 or any(_is_deeper(one, levels - 1) for one in inner)


def _naming(proposal: Proposal) -> Iterator[Objection]:
    if not _NAME.fullmatch(proposal.name):
        form = "<domain>.<noun> in small letters, digits and _, such as laboratory.sample_taken"
        yield Objection("name", "", f"{proposal.name!r} is not of the form {form}")
    if not _OWNER.fullmatch(proposal.owner):
        yield Objection("owner", "", f"{proposal.owner!r}: name the system that supplies it")
    if not proposal.doc.strip():
        yield Objection("documented", "", "say in `doc` what the contract is")


def _versions(proposal: Proposal, catalogue: ContractCatalogue) -> Iterator[Objection]:
    if proposal.topic in CODE_TOPICS:
        yield Objection("version", "", f"{proposal.topic} is declared by the system's own code")
        return
    known = catalogue.versions(proposal.name)
    same = [d for d in known if d.version == proposal.version]
    newest = max((d.version for d in known), default=0)
    if same and not in_use(same[0]):
        problem = f"version {proposal.version} is decommissioned; register {newest + 1}"
        yield Objection("version", "", problem)
    if not same and proposal.version != newest + 1:
        yield Objection("version", "", f"the next version is {newest + 1}")


def _documentation(path: str, schema: Any) -> Iterator[Objection]:
    if isinstance(schema, list):
        for branch in schema:
            yield from _documentation(path, branch)
    if not isinstance(schema, dict):
        return
    for field in schema.get("fields", ()):
        place = f"{path}.{field['name']}" if path else field["name"]
        if not str(field.get("doc", "")).strip():
            yield Objection("documented", place, "say in `doc` what it means")
        yield from _documentation(place, field["type"])
    for inner in ("items", "values"):
        yield from _documentation(path, schema.get(inner))


def _key(proposal: Proposal) -> Iterator[Objection]:
    kinds = {f["name"]: f["type"] for f in proposal.schema["fields"]}
    if proposal.key not in kinds:
        names = ", ".join(kinds)
        yield Objection("key", proposal.key, f"the key is one of the fields: {names}")
        return
    kind = kinds[proposal.key]
    if (kind["type"] if isinstance(kind, dict) else kind) not in _KEYS:
        yield Objection("key", proposal.key, f"the key is one of {', '.join(sorted(_KEYS))}")


def _evolution(proposal: Proposal, earlier: Sequence[Any]) -> Iterator[Objection]:
    level = proposal.compatibility
    against = earlier if level.endswith("_TRANSITIVE") else earlier[-1:]
    found = [(c, c.broken(level)) for old in against for c in differences(old, proposal.schema)]
    broken = dict.fromkeys((c.field, rule, c.what) for c, rule in found if rule)
    for field, rule, what in broken:
        problem = f"{what}, but at {level} {RULES[rule]}; a new version may break it"
        yield Objection(rule, field, problem)
    if not broken:
        texts = [json.dumps(schema) for schema in earlier]
        for problem in broken_rules(json.dumps(proposal.schema), texts, level):
            yield Objection("avro", "", problem)


def _bridging(proposal: Proposal, catalogue: ContractCatalogue) -> Iterator[Objection]:
    if proposal.bridge is None:
        return
    older = catalogue.version(proposal.name, proposal.version - 1)
    if older is None or not in_use(older):
        problem = f"there is no version {proposal.version - 1} in use to be fed"
        yield Objection("bridge", "", problem)
        return
    try:
        compiled(proposal.bridge, old=json.loads(older.schema), new=proposal.schema)
    except BadMapping as error:
        yield Objection("bridge", "", str(error))
