"""Fills the cache before tests run beside each other, each of which would fill it by itself."""

from __future__ import annotations

from rich.console import Console

from twin_ops.kafka.prepare import prepare_kafka
from twin_ops.kept_plant import kept_model
from twin_ops.settings import load_settings


def warm() -> None:
    """Fetches Kafka, makes Java's cache, builds the model of the whole plant."""
    settings, console = load_settings(), Console(stderr=True)
    prepare_kafka(settings, console)
    with console.status("Building the model of the plant (once)"):
        kept_model(settings)


if __name__ == "__main__":
    warm()
