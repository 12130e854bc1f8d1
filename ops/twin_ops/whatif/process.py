"""The process of a what-if: `python -m twin_ops.whatif.process` answers one question and ends.

The question is a line of JSON on stdin; lines of JSON on stdout tell how far it is, and then the
answer or why there is none. When stdin closes, whoever asked has gone, and it ends with its copy.
"""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable
from typing import Any, TextIO

from twin_bus.errors import TwinError
from twin_ops.kept_plant import model_of
from twin_ops.settings import load_settings
from twin_ops.stored import Stored
from twin_ops.whatif import Question, answer
from twin_ops.whatif.content import content

_GIVES_WAY = 5
_STDIN, _STDOUT, _STDERR = 0, 1, 2


def answered(asked: dict[str, Any], tell: Callable[..., None]) -> dict[str, Any]:
    """The `answer` as plain content, and `notes`.

    Args:
        asked: Fields of the exchange's `Question`.
        tell: Is told `stage` and `share`.

    Raises:
        TwinError: There is none; says why.
    """
    from twin_simulator import Move

    settings = load_settings()
    tell(stage="loading the model", share=None)
    model = model_of(settings)
    question = Question(
        at_ns=asked["at_ns"],
        moves=[Move(**change) for change in asked["changes"]],
        seconds=asked["seconds"],
        tags=asked["tags"],
        newest=asked["newest"],
    )
    notes: list[str] = []
    stored = Stored(settings, tell=notes.append)
    found = answer(stored, model, question, lambda stage, share: tell(stage=stage, share=share))
    return {"answer": content(found, model.plant), "notes": notes}


def main() -> None:
    """Answers the question on stdin."""
    os.nice(_GIVES_WAY)  # the plant's own agents come first
    told = _only_for_answers()
    with open(_STDIN, "rb", closefd=False, buffering=0) as asked:
        question = json.loads(asked.readline())
    threading.Thread(target=_ends_with_who_asked, daemon=True).start()

    def tell(**message: Any) -> None:
        told.write(json.dumps(message) + "\n")
        told.flush()

    try:
        tell(**answered(question, tell))
    except TwinError as error:
        tell(failure=str(error))


def _only_for_answers() -> TextIO:
    """Keeps stdout for answers: solvers print there as well, which then goes to the log."""
    own = os.dup(_STDOUT)
    os.dup2(_STDERR, _STDOUT)
    return os.fdopen(own, "w", encoding="utf-8")


def _ends_with_who_asked() -> None:
    while os.read(_STDIN, 1):
        pass
    os.killpg(0, signal.SIGKILL)  # with the copy in which the other branch runs


if __name__ == "__main__":
    main()
