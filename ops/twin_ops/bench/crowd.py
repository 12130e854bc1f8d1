"""A made-up plant with as many tags as one likes, and its screen, on a broker of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from twin_bus.kafka import KafkaConnection
from twin_ops.bench.exchange.place import measured_place
from twin_ops.bench.line import BenchLine
from twin_ops.bench.screen import SIZE, a_browser, ages
from twin_ops.bench.view import bench_view
from twin_ops.kept_plant import plant_of
from twin_schemas.plant.source import write_source

_LINES = 100
"""Lines of an area, each of ten elements: three pieces of equipment, two pipes, five tags."""
TAGS_OF_LINE = 5
_TURNS = 10
"""A plant's points have their turns within a second; that all change at once is the worst case."""
_COLUMNS, _WIDE, _HIGH = 5, 620, 150  # lines beside each other; pixels of one
_FILL = {"pressure": "3 bar", "temperature": "298 K"}
_GAS = {"N2": "100 %"}


def bench_crowd(kafka: KafkaConnection, tags: int) -> Iterator[BenchLine]:
    """Age of all tags on the page that shows a whole area of them, first view, and panning.

    Args:
        kafka: Broker that nobody else uses.
        tags: How many tags change once a second; rounded up to whole areas.

    Raises:
        Unreachable: If a process does not serve, or Playwright or a browser is missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        more = {"TWIN_PLANT": str(write_crowd(Path(folder), tags))}
        with measured_place(kafka, more) as place:
            plant, token = plant_of(place.settings), place.exchange.token
            url, of = place.settings.exchange_url, f"_{len(plant.tags)}_tags"
            with place.plant_load(_TURNS):
                yield from ages(f"{url}/#area=area_01", token, f"{of}_in_turns")
            with place.plant_load():
                yield from ages(f"{url}/#area=area_01", token, f"{of}_at_once")
                with a_browser() as browser:
                    yield from bench_view(browser.new_page(viewport=SIZE), url, token, plant)


def write_crowd(folder: Path, tags: int) -> Path:
    """Writes a plant of areas alike with at least so many tags; returns its root file."""
    areas = {}
    for number in range(1, -(-tags // (TAGS_OF_LINE * _LINES)) + 1):
        name = f"area_{number:02}"
        areas[name] = f"{name}.yaml"
        begin = (number - 1) * _LINES
        lines = [f"{line:04}" for line in range(begin, begin + _LINES)]
        (folder / f"{name}.yaml").write_text(write_source(_area(name, lines)), "utf-8")
        (folder / f"{name}.layout.yaml").write_text(write_source(_layout(lines)), "utf-8")
    root = folder / "crowd.yaml"
    about = {"name": "crowd", "title": "Made up to be measured", "areas": areas}
    root.write_text(write_source(about), "utf-8")
    return root


def _area(name: str, lines: list[str]) -> Mapping[str, Any]:
    equipment: dict[str, Any] = {}
    streams: dict[str, Any] = {}
    instruments: dict[str, Any] = {}
    for line in lines:
        supply, valve, users = f"X-{line}A", f"PV-{line}", f"X-{line}B"
        about = {"description": "Made up"}
        air = about | {"pressure": "8 bar", "temperature": "25 degC", "y_N2": "100 %"}
        equipment[supply] = {"kind": "boundary.gas"} | air
        size = {"flow_area": "12 cm^2", "rangeability": 30, "stroke_time": "3 s"}
        equipment[valve] = {"kind": "valve.gas"} | about | size
        equipment[users] = {"kind": "boundary.sink", "pressure": "1.1 bar"} | about
        ends = ((f"S-{line}A", supply, valve), (f"S-{line}B", valve, users))
        for stream, one, other in ends:
            piped = {"from": f"{one}.outlet", "to": f"{other}.inlet", "phase": "gas"}
            streams[stream] = piped | about
        instruments |= _measured(line)
    fill = {"first_fill": {**_FILL, "gas": _GAS, "liquid": _GAS}}
    parts = {"equipment": equipment, "streams": streams, "instruments": instruments}
    return {"title": f"Made up, {name}"} | fill | parts


def _measured(line: str) -> Mapping[str, Any]:
    found = {
        f"PT-{line}": (f"X-{line}A.pressure", ["0 bar", "15 bar"], "0.02 bar"),
        f"TT-{line}": (f"X-{line}A.temperature", ["-40 degC", "60 degC"], "0.2 degC"),
        f"FT-{line}A": (f"S-{line}A.mass_flow", ["0 kg/s", "3 kg/s"], "0.001 kg/s"),
        f"FT-{line}B": (f"S-{line}B.mass_flow", ["0 kg/s", "3 kg/s"], "0.001 kg/s"),
        f"ZT-{line}": (f"PV-{line}.position", ["0 %", "100 %"], "0.05 %"),
    }
    return {
        tag: {"measures": what, "description": "Made up", "range": span, "noise": noise}
        for tag, (what, span, noise) in found.items()
    }


def _layout(lines: list[str]) -> Mapping[str, Any]:
    equipment = {}
    for number, line in enumerate(lines):
        x, y = 20 + _WIDE * (number % _COLUMNS), 40 + _HIGH * (number // _COLUMNS)
        equipment[f"X-{line}A"] = {"x": x, "y": y, "width": 90, "height": 50}
        equipment[f"PV-{line}"] = {"x": x + 220, "y": y + 5, "width": 40, "height": 40}
        equipment[f"X-{line}B"] = {"x": x + 400, "y": y, "width": 90, "height": 50}
    rows = -(-len(lines) // _COLUMNS)
    canvas = {"width": 40 + _WIDE * _COLUMNS, "height": 80 + _HIGH * rows}
    return {"canvas": canvas, "equipment": equipment}
