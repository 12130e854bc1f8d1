"""The swinging door: which values of a course have to be kept so that a line tells the others.

E. H. Bristol, US patent 4,669,097 (1987), and "Swinging door trending: adaptive trend recording?",
ISA National Conference Proceedings, 1990. There, both doors hang one deviation above and below the
value that was kept, and what is kept next is a point of the band between them: if it is a value
that was measured, a line from one to the next may be off by twice the deviation. Here both doors
hang on the kept value itself, and open to each later value plus and minus the deviation: a value
may end a line only if its own slope is between them. So the line is off by the deviation at most,
and it is never shorter than that of Bristol's doors with half of the deviation.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence


def through_the_door(
    times: Sequence[int], values: Sequence[float], deviation: float, longest: int
) -> Iterator[int]:
    """Places of the values to keep; the first and the last are among them.

    On a straight line between two neighbours of these, every value in between is missed by no more
    than the deviation.

    Args:
        times: Strictly growing.
        values: Finite ones.
        deviation: Largest distance, more than 0.
        longest: Time between two that are kept, if there are others in between.
    """
    kept = 0
    lower, upper = -math.inf, math.inf  # slopes of the doors
    yield 0
    for place in range(1, len(times)):
        run, rise = times[place] - times[kept], values[place] - values[kept]
        if not lower <= rise / run <= upper or run > longest:
            if place - 1 > kept:
                kept = place - 1
                yield kept
            run, rise = times[place] - times[kept], values[place] - values[kept]
            lower, upper = -math.inf, math.inf
        lower = max(lower, (rise - deviation) / run)
        upper = min(upper, (rise + deviation) / run)
    if len(times) > 1:
        yield len(times) - 1
