"""`twin model follow`."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from twin_ops.cli.output import err, show_rows
from twin_ops.render.following_page import following_page

if TYPE_CHECKING:
    from twin_schemas.faults import Fault
    from twin_simulator import ProcessModel
    from twin_simulator.estimation.trial import Quiet, Schedule, Trial

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
_COLUMNS = (
    *("case", "target", "seed>", "delay_s>", "wrong", "before>", "after>"),
    *("hours>", "converged_s>", "false_a_day>"),
)


def follow(
    as_json: Json = False,
    report: Annotated[Path | None, typer.Option(help="File for the tables (Markdown).")] = None,
    seed: Annotated[list[int] | None, typer.Option(help="Of the noise; may be repeated.")] = None,
    hours: Annotated[float, typer.Option(help="Length of a trial without a fault.")] = 8.0,
    jobs: Annotated[int, typer.Option(help="Processes that share the trials.", min=1)] = 1,
    case: Annotated[
        list[str] | None,
        typer.Option(help="Only these: `none` for no fault, or a fault's name; may be repeated."),
    ] = None,
    plant: Annotated[bool, typer.Option("--plant", help="The whole plant; takes hours.")] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="A minute for each fault: the figures mean nothing.")
    ] = False,
) -> None:
    """Have a twin of the methanol area follow an emulated, aged plant, and stage faults on it.

    For each seed there is a trial without a fault, then one for each fault. `before`
    and `after` are the RMSE to the hidden truth without and with estimation, in standard deviations
    of the sensors' noise. Takes about five minutes a seed on a free core, and says how far it is.

    Examples: `twin model follow --seed 7`, `twin model follow --report following.md`,
    `twin model follow --plant --case none --hours 1`
    """
    from twin_simulator.estimation.trial import QUICK, SEEDS, Quiet, Schedule, Trial

    schedule = QUICK if quick else Schedule(quiet=round(hours * 3600))
    tasks = list(_tasks(seed or list(SEEDS), _cases(case), schedule, whole=plant))
    found = list(_results(tasks, jobs))
    calm = [one for one in found if isinstance(one, Quiet)]
    faulty = [one for one in found if isinstance(one, Trial)]
    show_rows(_COLUMNS, [*map(_row, calm), *map(_row, faulty)], as_json=as_json)
    if report:
        area = "the whole plant" if plant else "the methanol area"
        report.write_text(following_page(area, calm, faulty), encoding="utf-8")


@dataclass(frozen=True)
class _Task:
    """One trial; without a fault if there is none."""

    seed: int
    fault: Fault | None
    schedule: Schedule
    whole: bool

    @property
    def words(self) -> str:
        if self.fault is None:
            return f"seed {self.seed}: no fault, {self.schedule.quiet} s of plant time"
        return f"seed {self.seed}: {self.fault.name} of {self.fault.target}"


def _cases(names: list[str] | None) -> list[Fault | None]:
    from twin_simulator.estimation.trial import FAULTS

    known: dict[str, Fault | None] = {"none": None} | {fault.name: fault for fault in FAULTS}
    for name in names or ():
        if name not in known:
            raise typer.BadParameter(f"{name}: give one of {', '.join(known)}", param_hint="--case")
    return [known[name] for name in names or known]


def _tasks(
    seeds: list[int], cases: list[Fault | None], schedule: Schedule, *, whole: bool
) -> Iterator[_Task]:
    for seed in seeds:
        for fault in cases:
            yield _Task(seed, fault, schedule, whole)


def _results(tasks: list[_Task], jobs: int) -> Iterator[Quiet | Trial]:
    """What comes of each, in their order; says so on stderr."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) if jobs > 1 else None
    with pool or nullcontext():
        results = pool.map(_tried, tasks) if pool else map(_tried, tasks)
        for number, (task, found) in enumerate(zip(tasks, results, strict=True), 1):
            err.print(f"{task.words}: done, {number} of {len(tasks)}")
            yield found


def _tried(task: _Task) -> Quiet | Trial:
    from twin_simulator.estimation.trial import quiet, trial

    model = _model(whole=task.whole)
    if task.fault is None:
        return quiet(model, task.seed, task.schedule)
    return trial(model, task.fault, task.seed, task.schedule)


@cache
def _model(*, whole: bool) -> ProcessModel:
    from twin_schemas.plant import load_plant, shipped_area
    from twin_simulator import ProcessModel

    return ProcessModel.build(load_plant() if whole else shipped_area("methanol"))


def _row(found: Quiet | Trial) -> dict[str, Any]:
    row = {"case": "none"} | asdict(found)
    if row["case"] == "none":
        false = [*row.pop("findings"), *row.pop("residuals")]
        return row | {"wrong": false, "false_a_day": getattr(found, "false_a_day", None)}
    return row | {"delay_s": "not found" if row["delay_s"] is None else row["delay_s"]}
