"""Tags of which only those values stay that a line can not tell: by choice, never by default."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from twin_agents.historian.columns import LEFT_OUT
from twin_agents.historian.door import through_the_door

IN_FOOTER = b"thinned"
METHOD = "swinging door"
_NS = 1_000_000_000


@dataclass(frozen=True)
class Choice:
    """How far a tag may be thinned.

    Attributes:
        deviation: Largest distance of what is left out from a line between what stays, in `unit`.
        longest_s: Longest time in s between two values that stay, where more were told.
        unit: Of the tag.
    """

    deviation: float
    longest_s: float
    unit: str


NOTHING_CHOSEN: Mapping[str, Choice] = MappingProxyType({})


@dataclass(frozen=True)
class Thinned:
    """What was done to a tag in a file, as its footer says.

    Attributes:
        deviation, longest_s, unit: See `Choice`; the largest ones where there were several.
        left_out: How many values are not there.
        method: How they were chosen.
    """

    deviation: float
    longest_s: float
    unit: str
    left_out: int
    method: str = METHOD

    @property
    def told(self) -> str:
        """In words."""
        return (
            f"{self.left_out} left out by {self.method}, within {self.deviation:g} {self.unit} of "
            f"the line between those that stay, which are {self.longest_s:g} s apart at most"
        )

    def __or__(self, other: Thinned) -> Thinned:
        """Both together."""
        return replace(
            self,
            deviation=max(self.deviation, other.deviation),
            longest_s=max(self.longest_s, other.longest_s),
            left_out=self.left_out + other.left_out,
        )


NOTHING_THINNED: Mapping[str, Thinned] = MappingProxyType({})


def from_footer(metadata: Mapping[bytes, bytes] | None) -> dict[str, Thinned]:
    """What a file's footer says, by tag; nothing of a file that has all it was given."""
    written: dict[str, Any] = json.loads((metadata or {}).get(IN_FOOTER, b"{}"))
    return {tag: Thinned(**one) for tag, one in written.items()}


def for_footer(thinned: Mapping[str, Thinned]) -> dict[str, str]:
    """The same, to write."""
    return {IN_FOOTER.decode(): json.dumps({tag: asdict(one) for tag, one in thinned.items()})}


def together(all_of: Iterable[Mapping[str, Thinned]]) -> dict[str, Thinned]:
    """What was done to each tag in several files."""
    found: dict[str, Thinned] = {}
    for one in all_of:
        for tag, thinned in one.items():
            found[tag] = found[tag] | thinned if tag in found else thinned
    return found


def thin(rows: pa.Table, choice: Choice) -> pa.Table:
    """Rows of a tag without those that a line tells, each with how many are left out before it.

    What is no plain value stays, and so do its neighbours: one that is not good, or late, or not
    newer than all before. So do the first and the last value of each unit and origin, and what was
    thinned before. A line goes from a row to the next one by offset, if something is left out.

    Args:
        rows: Of one tag in the order of their offsets.
        choice: How far.
    """
    kept = np.fromiter(_kept(rows, choice), np.int64)
    left_out = np.diff(kept, prepend=-1) - 1
    before = rows[LEFT_OUT].take(kept).fill_null(0)
    stay = rows.take(kept)
    place = stay.schema.get_field_index(LEFT_OUT)
    return stay.set_column(place, rows.schema.field(LEFT_OUT), pc.add(before, pa.array(left_out)))


def _kept(rows: pa.Table, choice: Choice) -> Iterator[int]:
    times, values = (rows[name].to_numpy() for name in ("source_time_ns", "value"))
    plain = _is_plain(rows, times, values)
    new = np.zeros(len(rows), bool)
    new[0] = True
    new[1:] = ~plain[1:] | ~plain[:-1]
    for name in ("unit", "origin"):
        column = rows[name].combine_chunks()
        new[1:] |= pc.not_equal(column[1:], column[:-1]).to_numpy(zero_copy_only=False)
    begins = [*np.flatnonzero(new), len(rows)]
    longest = round(choice.longest_s * _NS)
    for begin, end in pairwise(begins):
        course = times[begin:end].tolist(), values[begin:end].tolist()
        for place in through_the_door(*course, choice.deviation, longest):
            yield int(begin) + place


def _is_plain(
    rows: pa.Table, times: NDArray[np.int64], values: NDArray[np.float64]
) -> NDArray[np.bool_]:
    newest = np.maximum.accumulate(times)
    newer = np.ones(len(times), bool)
    newer[1:] = times[1:] > newest[:-1]
    good = pc.equal(rows["quality"], "good").to_numpy(zero_copy_only=False)
    late = rows["late"].fill_null(False).to_numpy()
    was_thinned = rows[LEFT_OUT].is_valid().to_numpy()
    found: NDArray[np.bool_] = good & newer & ~late & ~was_thinned & np.isfinite(values)
    return found
