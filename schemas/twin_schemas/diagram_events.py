"""Contracts about the diagrams that people draw."""

from __future__ import annotations

from twin_schemas.quantities import Count, Nanoseconds
from twin_schemas.record import Record


class DiagramSaved(Record, topic="diagrams.diagram_saved", owner="exchange", key="diagram"):
    """A revision of a diagram: the description and the layout of one area.

    Attributes:
        diagram: Name of the area.
        revision: Number of the revision, from 1; what the plant is run by is revision 0.
        parent: Revision that it was made of.
        author: User who saved it.
        note: What was changed, in the user's words; may be empty.
        description: Equipment, streams, instruments and controllers, as the text of an area file.
        layout: Where they are drawn, as the text of a layout file.
        problems: Number of mistakes for which the simulator can not run it yet.
        time_ns: When it was saved.
    """

    diagram: str
    revision: Count
    parent: Count
    author: str
    note: str = ""
    description: str
    layout: str
    problems: Count
    time_ns: Nanoseconds
