"""Rows of many tags, thinned one tag after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from twin_agents.historian.thinning import Choice, Thinned, thin


@dataclass
class ThinnedRows:
    """Thins the tags that are chosen, and counts what it leaves out.

    It holds the rows of one tag at a time, as those of an hour are needed together.

    Attributes:
        by: Column with the tag.
        choices: How far each tag is thinned; the others stay as they are.
        thinned: What was done, by tag, once all rows are through.
    """

    by: str
    choices: Mapping[str, Choice]
    thinned: dict[str, Thinned] = field(default_factory=dict, init=False)

    def of(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
        """Rows that stay.

        Args:
            batches: All rows, sorted by tag and then by offset.
        """
        held: list[pa.Table] = []
        for batch in batches:
            for tag, rows in self._by_tag(pa.Table.from_batches([batch])):
                if held and held[0][self.by][0].as_py() != tag:
                    yield self._through(held)
                    held = []
                held.append(rows)
        if held:
            yield self._through(held)

    def _by_tag(self, rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
        runs = pc.run_end_encode(rows[self.by].combine_chunks())
        begin = 0
        for tag, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            yield tag, rows.slice(begin, end - begin)
            begin = end

    def _through(self, held: list[pa.Table]) -> pa.Table:
        rows = pa.concat_tables(held)
        tag = rows[self.by][0].as_py()
        choice = self.choices.get(tag)
        if choice is None:
            return rows
        stay = thin(rows, choice)
        count = len(rows) - len(stay)
        self.thinned[tag] = Thinned(choice.deviation, choice.longest_s, choice.unit, count)
        return stay
