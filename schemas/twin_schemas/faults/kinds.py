"""Every kind of fault.

A sensor says what a real transmitter would say: one that drifts, is frozen or biased does not know
it and says good. To find that out is the twin's task.
"""

from __future__ import annotations

from collections.abc import Mapping

from twin_schemas.faults.kind import OWN, FaultKind, Parameter

_OFFSET = Parameter(meaning="error of the reading", unit=OWN)

SENSOR_FAULTS: Mapping[str, FaultKind] = {
    "drift": FaultKind(
        place="sensor",
        meaning="its reading walks away at a steady rate",
        parameters={"per_hour": Parameter(meaning="error gained in an hour", unit=OWN)},
    ),
    "bias": FaultKind(
        place="sensor",
        meaning="its reading is off by a constant",
        parameters={"offset": _OFFSET},
        grows=True,
    ),
    "freeze": FaultKind(place="sensor", meaning="its reading stands still and it does not know"),
    "noise": FaultKind(
        place="sensor",
        meaning="its noise grows",
        parameters={"factor": Parameter(meaning="times its noise", unit="1", low=0.0)},
        grows=True,
    ),
    "lag": FaultKind(
        place="sensor",
        meaning="it follows more slowly, as with a plugged impulse line or a coated well",
        parameters={
            "added": Parameter(meaning="time constant that comes to its own", unit="s", low=0.0)
        },
        grows=True,
    ),
    "spikes": FaultKind(
        place="sensor",
        meaning="single readings jump, at random times and to either side",
        parameters={
            "size": Parameter(meaning="largest jump", unit=OWN),
            "every": Parameter(meaning="mean time between two", unit="s", default=60.0, low=0.1),
        },
        grows=True,
    ),
    "saturation": FaultKind(
        place="sensor",
        meaning="its reading does not pass a share of its range, and it says so when it is there",
        parameters={"share": Parameter(meaning="of the range", unit="%", low=1.0, high=100.0)},
        says="saturated",
    ),
    "decalibrated": FaultKind(
        place="sensor",
        meaning="its reading is off by a constant and its self-test has found out",
        parameters={"offset": _OFFSET},
        says="sensor not accurate",
        grows=True,
    ),
    "fail_high": FaultKind(
        place="sensor",
        meaning="its electronics fail upscale (NAMUR NE 43: 21 mA or more)",
        says="sensor failed high",
        fails=True,
    ),
    "fail_low": FaultKind(
        place="sensor",
        meaning="its electronics fail downscale (NAMUR NE 43: 3.6 mA or less)",
        says="sensor failed low",
        fails=True,
    ),
    "open_circuit": FaultKind(
        place="sensor",
        meaning="its wire is broken: no current, so the reading is at the low end",
        says="open circuit",
        fails=True,
    ),
    "dead": FaultKind(
        place="sensor",
        meaning="it has failed, says so and holds its last reading",
        says="sensor failed",
        fails=True,
    ),
    "out_of_service": FaultKind(
        place="sensor",
        meaning="somebody works on it; it holds its last reading",
        says="out of service",
        fails=True,
    ),
    "communication_lost": FaultKind(
        place="sensor",
        meaning="the line to it is down; the last usable value stands",
        says="communication lost",
    ),
}

ACTUATOR_FAULTS: Mapping[str, FaultKind] = {
    "stiction": FaultKind(
        place="actuator",
        meaning="it sticks, then slips: band S and jump J (He et al. 2007)",
        parameters={
            "band": Parameter(meaning="S, of the span", unit="%", low=0.0, high=100.0),
            "jump": Parameter(meaning="J, of the span; not above S", unit="%", low=0.0, high=100.0),
        },
        grows=True,
    ),
    "backlash": FaultKind(
        place="actuator",
        meaning="its linkage has play: after each turn it stands still at first",
        parameters={"width": Parameter(meaning="of the play", unit="%", low=0.0, high=100.0)},
        grows=True,
    ),
    "stuck": FaultKind(place="actuator", meaning="it stays where it is, whatever it is told"),
    "sluggish": FaultKind(
        place="actuator",
        meaning="it travels more slowly",
        parameters={"travel": Parameter(meaning="time from end to end", unit="s", low=0.1)},
    ),
    "air_loss": FaultKind(
        place="actuator",
        meaning="its instrument air is gone: its spring takes it to where it fails",
    ),
    "signal_loss": FaultKind(
        place="actuator",
        meaning="its signal is gone: it goes to where it fails",
    ),
    "leak": FaultKind(
        place="actuator",
        meaning="it does not shut any further",
        parameters={"least": Parameter(meaning="opening", unit="%", low=0.0, high=100.0)},
        grows=True,
    ),
    "drive_lost": FaultKind(
        place="actuator",
        meaning="its drive trips: the machine runs down, and does not start while it is so",
        only="machine",
    ),
}

_SPEED = Parameter(
    meaning="hours of the law in an hour of the plant: shows months in hours",
    unit="1",
    default=1.0,
    low=1e-6,
    high=1e6,
)

PARAMETER_FAULTS: Mapping[str, FaultKind] = {
    "fouling": FaultKind(
        place="parameter",
        meaning="deposits grow towards an asymptote (Kern and Seaton 1959)",
        parameters={
            "end": Parameter(
                meaning="heat transfer left in the end, of the clean one",
                unit="%",
                low=1.0,
                high=100.0,
            ),
            "time": Parameter(meaning="time constant", unit="h", default=720.0, low=0.001),
            "speed": _SPEED,
        },
        only="cleanness",
    ),
    "deactivation": FaultKind(
        place="parameter",
        meaning="the catalyst sinters: a power law down to a floor (Bartholomew 2001); left out, "
        "the numbers are those of copper in methanol synthesis (Lovik 2001)",
        parameters={
            "rate": Parameter(
                meaning="at the reference temperature", unit="1/h", default=0.00439, low=0.0
            ),
            "order": Parameter(
                meaning="power of the activity", unit="1", default=5.0, low=1.0, high=10.0
            ),
            "floor": Parameter(
                meaning="activity that stays", unit="%", default=0.0, low=0.0, high=99.0
            ),
            "energy": Parameter(meaning="of activation", unit="kJ/mol", default=91.27, low=0.0),
            "reference": Parameter(meaning="temperature", unit="K", default=513.0, low=200.0),
            "speed": _SPEED,
        },
        only="activity",
    ),
    "change": FaultKind(
        place="parameter",
        meaning="it is another one: a worn machine, a plugged valve, another feed",
        parameters={
            "factor": Parameter(meaning="times what it was", unit="1", low=0.01, high=10.0)
        },
        grows=True,
    ),
}

_BURNS = Parameter(
    meaning="whether what comes out has caught fire: 1 or 0",
    unit="1",
    default=0.0,
    low=0.0,
    high=1.0,
)
_DISCHARGE = Parameter(
    meaning="coefficient of discharge", unit="1", default=0.61, low=0.1, high=1.0
)

OPENING_FAULTS: Mapping[str, FaultKind] = {
    "hole": FaultKind(
        place="opening",
        meaning="a pipe or a piece of equipment leaks to the atmosphere",
        parameters={
            "diameter": Parameter(meaning="of a round hole", unit="mm", low=0.1, high=1000.0),
            "discharge": _DISCHARGE,
            "length": Parameter(
                meaning="of the way through, in which a liquid begins to boil (0: a thin wall)",
                unit="mm",
                default=100.0,
                low=0.0,
                high=10_000.0,
            ),
            "burns": _BURNS,
        },
        grows=True,
    ),
    "tube_rupture": FaultKind(
        place="opening",
        meaning="tubes of an exchanger break: water or steam enters the process, or the process is "
        "lost with the water, as the pressures are",
        parameters={
            "diameter": Parameter(meaning="of a tube, inside", unit="mm", low=0.1, high=200.0),
            "tubes": Parameter(
                meaning="which are broken through; each opens two ends",
                unit="1",
                default=1.0,
                low=0.01,
                high=1000.0,
            ),
            "discharge": _DISCHARGE,
        },
        grows=True,
        only="tube",
    ),
    "safety_valve": FaultKind(
        place="opening",
        meaning="a safety valve to the atmosphere: it begins to open at its set pressure and is "
        "wide open a tenth above it (API 520)",
        parameters={
            "set_pressure": Parameter(meaning="absolute", unit="bar", low=0.5, high=400.0),
            "diameter": Parameter(meaning="of its orifice", unit="mm", low=0.1, high=500.0),
            "discharge": Parameter(
                meaning="coefficient of discharge", unit="1", default=0.975, low=0.1, high=1.0
            ),
            "burns": _BURNS,
        },
    ),
}

AREA_FAULTS: Mapping[str, FaultKind] = {
    "instrument_air_lost": FaultKind(
        place="area",
        meaning="an area has no instrument air: every valve goes to where it fails",
    ),
    "power_lost": FaultKind(
        place="area",
        meaning="an area has no electric power: every machine with a motor runs down",
    ),
}

FAULT_KINDS: Mapping[str, FaultKind] = {
    **SENSOR_FAULTS,
    **ACTUATOR_FAULTS,
    **PARAMETER_FAULTS,
    **OPENING_FAULTS,
    **AREA_FAULTS,
}
