"""Friction in a valve: the two-parameter model of He et al. 2007.

Source: He, Wang, Pottmann and Qin 2007, Ind. Eng. Chem. Res. 46, 4549-4560: the valve stands while
the force that has gathered is below the static friction; when it is above, the valve moves until
only the kinetic friction is left. Band and jump: S = f_s + f_d, J = f_s - f_d (Choudhury, Thornhill
and Shah 2005, Control Eng. Pract. 13, 641-658).

The gathered force of the paper is what the signal is ahead of the valve, so that the valve's
position is all there is to remember. As in the paper a move is over within a sample.
"""

from __future__ import annotations


def slipped(position: float, order: float, band: float, jump: float) -> float:
    """Returns where the valve comes to rest when it stood at `position` and is told `order`.

    Args:
        position: in percent of the span, as all others.
        order: what the control system wants.
        band: S.
        jump: J, at most S; without one it is play of the width of the band.

    >>> slipped(50.0, 52.0, band=5.0, jump=2.0)  # not yet: f_s is 3.5
    50.0
    >>> slipped(50.0, 54.0, band=5.0, jump=2.0)  # it slips, and f_d = 1.5 is left
    52.5
    >>> slipped(52.5, 49.5, band=5.0, jump=2.0)  # it has turned: it stands again
    52.5
    >>> slipped(50.0, 50.1, band=0.0, jump=0.0)
    50.1
    """
    static, kinetic = (band + jump) / 2, (band - jump) / 2
    ahead = order - position
    if abs(ahead) <= static:
        return position
    return order - kinetic if ahead > 0 else order + kinetic
