"""Lets the twin's own principals come to the embedded broker, each with its own rights."""

from __future__ import annotations

from twin_ops.kafka.administration import Administration
from twin_ops.kafka.credentials import administrator, make_passwords
from twin_ops.kafka.grants import own_grants, own_principals
from twin_ops.settings import Settings


def admit(settings: Settings) -> None:
    """Gives every principal its password and exactly what the contracts grant it.

    Raises:
        BusUnavailable: If the broker does not answer or refuses.
    """
    administration = Administration(administrator(settings))
    principals = own_principals()
    # Rights first: who can come in and may nothing yet would report an error.
    administration.set_grants(principals, own_grants())
    passwords = make_passwords(settings)
    administration.set_passwords({name: passwords[name] for name in principals})
