"""Pictures of the validation, as small SVG files which are the same on every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from twin_ops.render.validation_page import PICTURED
from twin_simulator.kinetics import ammonia
from twin_simulator.properties.components import CH4
from twin_simulator.validation import (
    ammonia_equilibrium,
    bench_reactor,
    converter_profile,
    industrial_methanol,
    limit_cycle,
    phase_equilibrium,
    quench_converter,
    reformer_profile,
    reformer_tube,
)

if TYPE_CHECKING:
    from twin_simulator.validation import ValidationLine

_STYLE: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "twinbus", "font.size": 9}
_ZERO = 273.15
_LEAST = 1e-12  # what is compared with zero has no place on a logarithmic axis


def draw_reformer_tube(axis: Any) -> None:
    """Temperature and conversion along the tube."""
    found = reformer_tube.profile(reformer_tube.needed_flux())
    metres = found.catalyst / found.catalyst[-1] * reformer_tube.LENGTH
    axis.plot(metres, found.temperature - _ZERO, label="temperature")
    axis.set(xlabel="from the inlet / m", ylabel="gas / degC", title="Reformer tube")
    other = axis.twinx()
    other.plot(metres, 100 * (1 - found.flows[CH4] / found.flows[CH4, 0]), "C1--")
    other.set_ylabel("methane converted / % (dashed)")


def draw_reformer_profile(axis: Any) -> None:
    """Conversions along the tube of Xu and Froment, with what the figure of the paper reads."""
    metres = np.linspace(0.05, 11.1, 60)
    read = np.array([[z, *pair] for z, pair in reformer_profile.READ.items()]).T
    names = ("methane converted", "to carbon dioxide")
    for name, computed, published in zip(
        names, reformer_profile.conversions(metres), read[1:], strict=True
    ):
        (line,) = axis.plot(metres, computed, label=name)
        axis.plot(read[0], published, "o", color=line.get_color())
    axis.set(xlabel="from the inlet / m", ylabel="conversion", title="Reformer tube, 1989")
    axis.legend()


def draw_methanol_converter(axis: Any) -> None:
    """Temperature along the tubes of the Lurgi converter, with the plant's outlet."""
    found = industrial_methanol.chen()
    axis.plot(found.catalyst / found.catalyst[-1] * 7, found.temperature - _ZERO, label="model")
    axis.plot([7], [255], "ko", label="plant (Chen et al. 2011)")
    axis.axhline(232, color="grey", linestyle=":", label="boiling water")
    axis.set(xlabel="from the inlet / m", ylabel="gas / degC", title="Lurgi converter")
    axis.legend()


def draw_bench_reactor(axis: Any) -> None:
    """Composition along the bench reactor."""
    found = bench_reactor.profile()
    millimetres = 1e3 * bench_reactor.LENGTH * found.catalyst / found.catalyst[-1]
    step = len(millimetres) // 100
    for name, row, percent in bench_reactor.EXIT:
        (drawn,) = axis.plot(millimetres[::step], 100 * found.composition[row, ::step], label=name)
        axis.plot(millimetres[-1], percent, "o", color=drawn.get_color())
    axis.set(xlabel="from the inlet / mm", ylabel="mol%", title="Bench reactor (dots: published)")
    axis.legend()


def draw_limit_cycle(axis: Any) -> None:
    """Outlet temperature after the pressure fell."""
    grid = np.arange(0.0, 6000.0, 20.0)
    for bar in (160, 138):
        outlet = limit_cycle.swing(quench_converter.paper_rates, bar * 1e5, grid)
        axis.plot(grid / 60, outlet - _ZERO, label=f"{bar} bar")
    axis.set(xlabel="since the fall / min", ylabel="outlet / degC")
    axis.set_title("Quench converter falls from 200 bar (the paper's kinetics)")
    axis.legend()


def draw_boiling(axis: Any) -> None:
    """Methanol in vapour over methanol in liquid."""
    liquid = np.linspace(0.002, 0.998, 60)
    axis.plot(liquid, [phase_equilibrium.boiling_point(x)[1] for x in liquid], label="model")
    points = np.array(phase_equilibrium.POINTS)
    axis.plot(points[:, 0], points[:, 1], "ko", label="published")
    axis.plot([0, 1], [0, 1], color="grey", linewidth=0.5)
    axis.set(xlabel="methanol in liquid", ylabel="methanol in vapour", title="1 atm")
    axis.legend()


def draw_equilibrium(axis: Any) -> None:
    """Ammonia at equilibrium over temperature at each pressure."""
    celsius = np.linspace(340, 510, 35)
    for index, atmospheres in enumerate(sorted({p for p, _, _ in ammonia_equilibrium.POINTS})):
        pascal, colour = atmospheres * 101325.0, f"C{index}"
        drawn = [100 * ammonia_equilibrium.ammonia_fraction(pascal, t + _ZERO) for t in celsius]
        axis.plot(celsius, drawn, color=colour, label=f"{atmospheres} atm")
        for _, at, percent in (p for p in ammonia_equilibrium.POINTS if p[0] == atmospheres):
            axis.plot(at, percent, "o", color=colour)
    axis.set(xlabel="degC", ylabel="ammonia / mol%", title="Equilibrium (dots: measured)")
    axis.legend()


def draw_beds(axis: Any) -> None:
    """Temperatures along the beds of the quench converter."""
    cells = np.arange(1, quench_converter.OUTLET + 2)
    for name, rates in (("plant's", ammonia.rates), ("paper's", quench_converter.paper_rates)):
        kelvin = converter_profile.at_rest(rates)[: len(cells)]
        axis.plot(cells, kelvin - _ZERO, ".-", label=f"the {name} kinetics")
    for bed in (1, 2):
        axis.axvline(bed * quench_converter.CELLS + 0.5, color="grey", linestyle=":")
    axis.set(xlabel="cell", ylabel="degC", title="Beds of the quench converter at 200 bar")
    axis.legend()


def draw_deviations(axis: Any, lines: Sequence[ValidationLine]) -> None:
    """Deviations of all cases over their tolerance, a row for each family."""
    families = list(dict.fromkeys(line.family for line in lines))
    colours = {"pass": "C2", "known": "C1", "fail": "C3"}
    for line in lines:
        share = line.deviation / max(line.tolerance, _LEAST) if line.deviation else 0.0
        shown = float(np.clip(share, -3, 3))
        axis.plot(shown, families.index(line.family), "o", color=colours[line.result], alpha=0.5)
    axis.set_yticks(range(len(families)), families)
    axis.axvspan(-1, 1, color="C2", alpha=0.1)
    axis.invert_yaxis()
    axis.set(xlabel="deviation over tolerance, held at 3", xlim=(-3.2, 3.2))


def draw_parity(axis: Any, lines: Sequence[ValidationLine]) -> None:
    """Computed over published figures."""
    for family in dict.fromkeys(line.family for line in lines):
        of = [line for line in lines if line.family == family and line.published and line.computed]
        sizes = ([abs(line.published) for line in of], [abs(line.computed) for line in of])
        axis.loglog(*sizes, "o", label=family, alpha=0.7, markersize=4)
    ends = axis.get_xlim()
    axis.plot(ends, ends, color="grey", linewidth=0.5)
    axis.set(xlabel="published, in its unit", ylabel="computed")
    axis.legend(fontsize=6)


PICTURES: Mapping[str, Callable[[Any], None]] = {
    "reformer-tube": draw_reformer_tube,
    "reformer-profile": draw_reformer_profile,
    "methanol-converter": draw_methanol_converter,
    "bench-reactor": draw_bench_reactor,
    "limit-cycle": draw_limit_cycle,
    "boiling": draw_boiling,
    "ammonia-equilibrium": draw_equilibrium,
    "quench-converter": draw_beds,
}
OVERVIEW = {"deviations": draw_deviations, "parity": draw_parity}


def draw_all(lines: Sequence[ValidationLine], folder: Path) -> list[Path]:
    """Draws the overview and the pictures of the families which the lines belong to."""
    families = {line.family for line in lines}
    drawings = {name: PICTURES[name] for family, name in PICTURED.items() if family in families}
    drawings |= {name: _with(draw, lines) for name, draw in OVERVIEW.items()}
    folder.mkdir(parents=True, exist_ok=True)
    return [_draw(folder / f"{name}.svg", draw) for name, draw in drawings.items()]


def _with(
    draw: Callable[[Any, Sequence[ValidationLine]], None], lines: Sequence[ValidationLine]
) -> Callable[[Any], None]:
    return lambda axis: draw(axis, lines)


def _draw(path: Path, draw: Callable[[Any], None]) -> Path:
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(6.0, 4.0), layout="constrained")
        draw(figure.subplots())
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    return path
