"""Runs of pipe between what the description keeps; what lies in between is led through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin_ops.dexpi.drawing import Pipe

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element


@dataclass(frozen=True, kw_only=True)
class Run:
    """A way for fluid.

    Attributes:
        source, target: Nozzle, control valve, connector or branch at its ends.
        passed: Fittings and valves in between, in the direction of flow.
        segments: Segments of the drawing that it is made of.
    """

    source: Element
    target: Element
    passed: tuple[Element, ...] = ()
    segments: tuple[Element, ...] = ()


@dataclass
class Piping:
    """The piping as a graph from which dead ends are taken.

    Attributes:
        pipes: All that is left.
        kept: What stays even where a pipe ends: nozzles, control valves, connectors.
        hung: What was a dead end, by the piece that it hangs on.
        cut: Segments of dead ends.
    """

    pipes: list[Pipe]
    kept: set[Element]
    hung: dict[Element, Element] = field(default_factory=dict)
    cut: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        while dead := self._dead_ends():
            gone = [pipe for pipe in self.pipes if dead & {pipe[0], pipe[1]}]
            for source, target, segment in gone:
                self.hung |= {source: target} if source in dead else {target: source}
                self.cut.append(segment)
            self.pipes = [pipe for pipe in self.pipes if not dead & {pipe[0], pipe[1]}]

    def _dead_ends(self) -> set[Element]:
        count: dict[Element, int] = defaultdict(int)
        for source, target, _ in self.pipes:
            count[source] += 1
            count[target] += 1
        return {e for e, number in count.items() if number == 1 and e not in self.kept}

    def stands_on(self, element: Element) -> Element:
        """What is left of the piping where an element of a dead end hangs."""
        seen = {element}
        while (following := self.hung.get(element)) is not None and following not in seen:
            seen.add(following)
            element = following
        return element

    def branches(self) -> dict[Element, tuple[int, int]]:
        """Number of pipes into and out of each fitting where more than two meet, or none leaves."""
        ways = {e: (len(i), len(o)) for e, (i, o) in self._ways().items() if e not in self.kept}
        return {element: counts for element, counts in ways.items() if counts != (1, 1)}

    def runs(self) -> list[Run]:
        """The ways between all that is kept and the branches."""
        ways = self._ways()
        ends = self.kept | self.branches().keys()
        return [
            self._follow(pipe, ways, ends) for end in ways if end in ends for pipe in ways[end][1]
        ]

    def _follow(
        self, pipe: Pipe, ways: dict[Element, tuple[list[Pipe], list[Pipe]]], ends: set[Element]
    ) -> Run:
        source, at, segment = pipe
        passed, segments = [], [segment]
        while at not in ends:
            passed.append(at)
            _, at, segment = ways[at][1][0]
            segments.append(segment)
        return Run(
            source=source,
            target=at,
            passed=tuple(passed),
            segments=tuple(dict.fromkeys(segments)),
        )

    def _ways(self) -> dict[Element, tuple[list[Pipe], list[Pipe]]]:
        ways: dict[Element, tuple[list[Pipe], list[Pipe]]] = defaultdict(lambda: ([], []))
        for pipe in self.pipes:
            ways[pipe[0]][1].append(pipe)
            ways[pipe[1]][0].append(pipe)
        return ways


def piping_of(pipes: Iterable[Pipe], kept: Iterable[Element]) -> Piping:
    """The piping without its dead ends and without what is drawn twice."""
    return Piping(pipes=list(dict.fromkeys(pipes)), kept=set(kept))
