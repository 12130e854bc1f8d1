"""Turns a property into an expression once, and copies that into each place which asks for it.

A plant asks for the same property hundreds of times; CasADi copies a finished expression much
faster than Python writes it anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar

import casadi as ca

Property = TypeVar("Property", bound=Callable[..., Any])


def inlined(function: Property) -> Property:
    """Decorates a property whose positional arguments are expressions; numbers work as before.

    Options given by keyword must be hashable. Within the property the arguments have no
    structural zeros; those of the caller vanish when the expression is copied.
    """

    @cache
    def written(shapes: tuple[tuple[int, int], ...], **options: Any) -> ca.Function:
        symbols = [ca.SX.sym(f"argument{k}", *shape) for k, shape in enumerate(shapes)]
        found = function(*symbols, **options)
        results = list(found) if isinstance(found, tuple) else [found]
        return ca.Function("property", symbols, results, {"cse": True})

    @wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        if not any(isinstance(argument, ca.SX) for argument in arguments):
            return function(*arguments, **options)
        expressions = [ca.SX(argument) for argument in arguments]
        return written(tuple(e.shape for e in expressions), **options)(*expressions)

    return call  # type: ignore[return-value]
