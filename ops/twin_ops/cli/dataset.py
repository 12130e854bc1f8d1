"""`twin export` and `twin import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twin_ops.cli import complete
from twin_ops.cli.chosen import tags_like, times_between
from twin_ops.cli.output import err, print_json, show_rows
from twin_ops.kept_plant import plant_of
from twin_ops.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twin_ops.dataset import TagReport

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
_COLUMNS = (
    *("contract", "tag", "messages>", "good>", "uncertain>", "bad>"),
    *("gaps>", "missing_s>", "longest_gap_s>"),
)


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder.")],
    tags: Annotated[
        list[str],
        typer.Argument(metavar="TAG...", autocompletion=complete.tags, help="With * and ?."),
    ],
    since: Annotated[
        str, typer.Option("--from", help="A span such as 10m, or an ISO time.")
    ] = "1h",
    until: Annotated[str, typer.Option("--to", help="The same; now without.")] = "",
    snapshots: Annotated[
        bool, typer.Option("--snapshots", help="The model's snapshots too, for `twin whatif`.")
    ] = False,
    report: Annotated[
        bool, typer.Option("--report", help="The report first; nothing is left in DIR.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write what tags were as a dataset that can be checked, cited and read in again.

    Measured, simulated and residual values with all fields, as Parquet, and a manifest: SHA-256,
    offsets, schema ids, gaps, qualities, units, version of code and plant. What is printed is the
    report of gaps and qualities; `--report` gives it first. `twin import DIR --check` checks a
    dataset.

    Examples: `twin export monday 'FT-1*' TT-107 --from 24h --report`, `twin export night '*'
    --snapshots --from 2026-11-23T22:00Z --to 2026-11-24T06:00Z`
    """
    settings = load_settings()
    wanted_tags, span = tags_like(settings, tags), times_between(since, until)
    from twin_ops.dataset import Wanted
    from twin_ops.dataset import export as write
    from twin_ops.stored import Stored

    wanted = Wanted(wanted_tags, *span, snapshots)
    stored = Stored(settings, tell=err.print)
    with err.status("Writing the dataset"):
        found = write(stored, plant_of(settings), wanted, folder, report_only=report)
    show_rows(_COLUMNS, [_row(one) for one in found], as_json=as_json)
    if not report:
        _tell(folder, found)


def read_in(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A dataset.")],
    check: Annotated[bool, typer.Option("--check", help="Check it only.")] = False,
    as_json: Json = False,
) -> None:
    """Read a dataset into the history of an instance that has none, and check it first.

    `twin history`, `twin replay` and `twin export` then work on it; exported again, its files have
    the same bytes. `--check` compares the files with the manifest and reads nothing in.

    Examples: `twin import monday --check`, `TWIN_HOME=~/monday twin import monday`
    """
    from twin_ops.dataset import checked
    from twin_ops.dataset import read_in as read

    settings = load_settings()
    content, files = checked(folder)
    messages = sum(one.messages for one in files)
    if not check:
        read(folder, settings.history_folder)
    row = {
        "dataset": content["dataset"],
        "files": len(files),
        "messages": messages,
        "read": not check,
    }
    if as_json:
        print_json(row)
    else:
        show_rows(("dataset", "files>", "messages>", "read"), [row])


def _row(one: TagReport) -> dict[str, object]:
    return {
        "contract": one.contract,
        "tag": one.tag,
        "messages": one.messages,
        "good": one.good,
        "uncertain": one.uncertain,
        "bad": one.bad,
        "gaps": len(one.gaps),
        "missing_s": one.missing_s,
        "longest_gap_s": one.longest_gap_s,
    }


def _tell(folder: Path, found: Sequence[TagReport]) -> None:
    from twin_ops.dataset import checked

    content, _ = checked(folder)
    holes = sum(bool(one.gaps) for one in found)
    err.print(f"dataset {content['dataset']} is in {folder}; {holes} of {len(found)} have gaps")
