"""The documentation page within an FMU: what it is, and what it needs to run."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from twin_simulator.run import SCAN

if TYPE_CHECKING:
    from twin_ops.fmu.content import Content
    from twin_schemas.plant import Plant

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<h1>{title}</h1>
<p>FMI 3.0 co-simulation, written by twinbus {version}. It begins at rest, at the design point.</p>
<h2>What it needs</h2>
<p>Not self-contained: it runs in the Python of the importing process, in which
<code>twinbus</code> {version} must be importable (Python 3.11 or newer; on x86-64 Linux or
Windows). On Linux an importer that is no Python program has to be started with
<code>LD_PRELOAD=</code><i>path of libpython3.X.so</i>. No compiler and no running twin are needed.
The first instance in a process takes the time to build the model: up to some ten seconds.</p>
<h2>Variables</h2>
<p>Inputs: parameters and boundary conditions of the model (<code>equipment.parameter</code>, in
SI), modes, setpoints and outputs of controllers, and goals of sequences. An input is written when
its value changes; what the control system refuses (a setpoint in CAS, an output in AUTO, a value
out of range) is logged as a warning, and reading the input gives what is in force. Outputs: every
measurement as the model has it, without noise, and whether an interlock holds.</p>
<h2>Steps</h2>
<p>The scan inside is {scan:g} s. A communication step may have any length; whole scans are done as
they become due. Inputs are held over a step. The same inputs give the same bits. State can be
saved, serialised and restored, and goes on bit by bit.</p>
</body>
</html>
"""


def page(plant: Plant, content: Content) -> str:
    """The page as HTML."""
    return _PAGE.format(title=escape(plant.title), version=escape(content.version), scan=SCAN)
