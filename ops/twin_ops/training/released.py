"""What comes out of the process of a session, as records of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from twin_schemas.faults import draws_liquid
from twin_schemas.release_events import ReleaseEstimated
from twin_simulator.consequence import sight_of

if TYPE_CHECKING:
    from twin_ops.scenario.session import Session
    from twin_schemas.faults import Fault
    from twin_schemas.vocabulary import ReleaseKind
    from twin_simulator.emergency import Release

_NOTHING = 1e-6  # kg/s
_NS = 1_000_000_000


def released(session: Session) -> Iterator[ReleaseEstimated]:
    """Yields openings out of which something comes or has come, and flares; times since 0."""
    faults = session.plant.faults()
    for name, release in session.plant.releases().items():
        if release.mass_flow + release.entering + session.recorder.pool(name) <= _NOTHING:
            continue
        fault = faults[name]
        if fault.kind == "tube_rupture":
            yield _record(session, fault.target, "tube_rupture", _inside(session, release))
        else:
            yield _outside(session, fault, release)
    for tip, release in session.plant.flared().items():
        seen = sight_of(release, session.recorder.weather, wet=False)
        yield _record(session, tip, "flare", seen, burning=seen["heat"] > 0)


def _inside(session: Session, release: Release) -> dict[str, float]:
    return {
        "rate": max(0.0, release.mass_flow),
        "entering": max(0.0, release.entering),
        "temperature": release.temperature,
        "wind": session.recorder.weather.wind,
    }


def _outside(session: Session, fault: Fault, release: Release) -> ReleaseEstimated:
    wet = draws_liquid(session.plant.plant, fault)
    seen = sight_of(release, session.recorder.weather, wet=wet)
    seen["pool"] = session.recorder.pool(fault.name)
    burning = fault.parameters.get("burns", 0.0) > 0 and seen["heat"] > 0
    kind: ReleaseKind = "safety_valve" if fault.kind == "safety_valve" else "hole"
    return _record(session, fault.target, kind, seen, burning=burning, wet=wet)


def _record(
    session: Session,
    place: str,
    kind: ReleaseKind,
    seen: Mapping[str, float],
    *,
    burning: bool = False,
    wet: bool = False,
) -> ReleaseEstimated:
    return ReleaseEstimated(
        **seen,
        place=place,
        kind=kind,
        phase="liquid" if wet else "gas",
        burning=burning,
        origin="instructor",
        time_ns=round(session.time * _NS),
    )
