"""The page that says how well the twin follows an emulated plant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_simulator.estimation.trial import Quiet, Trial

_HEAD = """# How the twin follows an emulated plant

Written by `twin model follow --report`: {area}, aged, with noise and biased sensors, from the
design point as a wrong start. The seeds of the noise are others than those on which thresholds were
chosen (3, 21, 22); the kinds of faults and the plant's ageing are not. RMSE to the hidden truth in
standard deviations of the sensors' noise, of a twin that only is driven and of one that follows."""
_QUIET = """
## Without a fault

Converged: after which the RMSE stayed below 3. False: what was suspected, and tags whose residual
was significant for a minute on end.

| seed | hours | converged after s | false | false a day | RMSE driven | RMSE following |
|---|---|---|---|---|---|---|"""
_FAULTS = """
## With a fault

`wrong` is what else was suspected after the fault.

| fault | target | seed | found after s | wrong | RMSE driven | RMSE following |
|---|---|---|---|---|---|---|"""


def following_page(area: str, quiet: Sequence[Quiet], faulty: Sequence[Trial]) -> str:
    """Returns the page as Markdown."""
    parts = (_HEAD.format(area=area), _QUIET, *_quiet(quiet), _FAULTS, *_faulty(faulty))
    return "\n".join(parts) + "\n"


def _quiet(trials: Sequence[Quiet]) -> Iterator[str]:
    for one in trials:
        after = "not" if one.converged_s is None else f"{one.converged_s:g}"
        false = ", ".join((*one.findings, *(f"residual of {tag}" for tag in one.residuals)))
        errors = f"{one.before:.2f} | {one.after:.2f}"
        yield (
            f"| {one.seed} | {one.hours:.3g} | {after} | {false or 'none'} | {one.false_a_day:.3g} "
            f"| {errors} |"
        )


def _faulty(trials: Sequence[Trial]) -> Iterator[str]:
    for one in trials:
        delay = "not found" if one.delay_s is None else f"{one.delay_s:g}"
        errors = f"{one.before:.2f} | {one.after:.2f}"
        wrong = ", ".join(one.wrong) or "none"
        yield f"| {one.case} | {one.target} | {one.seed} | {delay} | {wrong} | {errors} |"
