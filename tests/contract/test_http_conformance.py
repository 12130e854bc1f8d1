"""Whatever is sent to a route, its answer is one that the API description has; see schemathesis."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.core.parameters import ParameterLocation
from tests.contract.exchange_alone import exchange_alone

ALONE = exchange_alone(Path(tempfile.mkdtemp()))
KNOWN = {
    "name": "laboratory.sample",
    "version": "1",
    "tag": "PT-941",
    "alarm": "PT-941.high",
    "number": "nobody-asked",
    "request_id": "nobody-asked",
    "user": "admin",
    "session": "nobody-came",
    "session_id": "nobody-came",
}
CONFORMANCE = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.unsupported_method,
]
for media_type in ("application/avro", "avro/binary"):
    schemathesis.openapi.media_type(media_type, st.binary(max_size=100))
schema = schemathesis.openapi.from_asgi("/openapi.json", ALONE.app)
# What is too long for its field may be too long for a request as well.
REFUSED = schema.config.checks.negative_data_rejection.expected_statuses
schema.config.checks.negative_data_rejection.expected_statuses = [*REFUSED, "413"]
bounded = settings(
    max_examples=20,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schema.hook
def map_path_parameters(
    _context: schemathesis.HookContext, parameters: dict[str, Any] | None
) -> dict[str, Any] | None:
    """Names something that exists, unless a name is long: else all answers would be 404."""
    if not parameters or any(len(str(value)) > 3 for value in parameters.values()):
        return parameters
    return {name: KNOWN[name] for name in parameters}


def checks_of(case: schemathesis.Case) -> list[Any]:
    """All checks; not that it is refused where what was wrong are the headers that we replace."""
    made = case.meta.components.get(ParameterLocation.HEADER) if case.meta else None
    replaced = made is not None and made.mode.is_negative
    return [c for c in CONFORMANCE if not (replaced and c is checks.negative_data_rejection)]


@schema.parametrize()
@bounded
def test_every_answer_to_a_user_is_described(case: schemathesis.Case):
    case.call_and_validate(headers=ALONE.headers(), checks=checks_of(case))


@schema.exclude(path_regex="^/v1/(login|oidc)").parametrize()
@settings(bounded, max_examples=5)
def test_nobody_gets_anything(case: schemathesis.Case):
    response = case.call_and_validate(checks=CONFORMANCE)
    assert response.status_code in {400, 401, 405, 422}
