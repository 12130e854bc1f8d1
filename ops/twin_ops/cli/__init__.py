"""The command line, `twin`."""

from __future__ import annotations

import logging
import os
import sys

from twin_bus.errors import TwinError
from twin_ops.errors import exit_code


def main() -> None:
    """Entry point: runs a command; an error is one message on stderr and an exit code."""
    from twin_ops.cli.app import app
    from twin_ops.cli.output import show_error

    # Threads that wait for each other over small matrices take several times as long as one.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What a library logs belongs into log files, not between the lines of a table.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        app()
    except TwinError as error:
        show_error(str(error))
        sys.exit(exit_code(error))
    except BrokenPipeError:
        # The reader of a pipe went away, as `head` does.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        from twin_schemas.plant.problems import PlantError

        if not isinstance(error, PlantError):
            raise
        show_error(str(error))
        sys.exit(2)
