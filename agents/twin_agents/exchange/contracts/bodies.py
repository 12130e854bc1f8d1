"""What clients send about contracts."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from twin_agents.exchange.contracts.proposal import Proposal
from twin_schemas.mapping import Bridge
from twin_schemas.vocabulary import DEFAULT_COMPATIBILITY, Compatibility


class BridgeBody(BaseModel):
    """How the version before is made from this one.

    Attributes:
        fields: Rule by field of the older version: `{"from": NAME}`, `{"value": X}`, or
            `{"from": NAME, "values": {new: old}}`; same names need none.
    """

    model_config = ConfigDict(extra="forbid")

    fields: dict[str, dict[str, Any]] = {}


class ContractBody(BaseModel):
    """A version of a contract as its owner declares it.

    Attributes:
        name: `<domain>.<noun>`, such as `laboratory.sample_taken`.
        version: The newest one for a new revision of its schema, the next one for a new version.
        owner: System that supplies it.
        doc: What it is; empty for the schema's own `doc`.
        key: Field whose value is the Kafka key; empty for the first one.
        compatibility: What a later revision has to keep.
        avro: Avro record schema; each field has a `doc`, and may have `unit`, `minimum`, `maximum`.
        bridge: How the version before is made from this one; without, both are supplied.
    """

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=200)]
    version: Annotated[int, Field(ge=1, le=10_000)] = 1
    owner: Annotated[str, Field(max_length=100)]
    doc: Annotated[str, Field(max_length=2_000)] = ""
    key: Annotated[str, Field(max_length=200)] = ""
    compatibility: Compatibility = DEFAULT_COMPATIBILITY
    avro: dict[str, Any]
    bridge: BridgeBody | None = None

    def proposal(self) -> Proposal:
        """The same with its defaults from the schema."""
        fields = self.avro.get("fields") or [{}]
        return Proposal(
            name=self.name,
            version=self.version,
            owner=self.owner,
            doc=self.doc or str(self.avro.get("doc", "")),
            key=self.key or str(fields[0].get("name", "")),
            compatibility=self.compatibility,
            schema=self.avro,
            bridge=Bridge(self.version, self.bridge.fields) if self.bridge else None,
        )


class SwitchBody(BaseModel):
    """A consumer group that goes on with another version.

    Attributes:
        group: Its name; none of its members may run.
        old: Version that it reads.
        new: Version that it will read.
    """

    model_config = ConfigDict(extra="forbid")

    group: Annotated[str, Field(min_length=1, max_length=250)]
    old: Annotated[int, Field(ge=1)]
    new: Annotated[int, Field(ge=1)]
