"""The declaration of a contract that a record class makes."""

from __future__ import annotations

import json

from twin_schemas.avro import avro_schema, summary
from twin_schemas.contract_events import ContractDeclared
from twin_schemas.record import Record
from twin_schemas.vocabulary import ContractState

CODE = "code"
"""Author of the contracts that the code declares."""


def declaration(record: type[Record], state: ContractState = "declared") -> ContractDeclared:
    """What a record class says of its contract.

    Args:
        record: Contract of the code.
        state: Where it stands now.
    """
    contract = record.contract
    return ContractDeclared(
        topic=contract.topic,
        name=contract.subject,
        version=contract.version,
        owner=contract.owner,
        doc=summary(record),
        key_field=contract.key,
        compatibility=contract.compatibility,
        state=state,
        schema=json.dumps(avro_schema(record)),
        author=CODE,
        time_ns=0,
    )
