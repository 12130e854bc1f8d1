"""The first user of an exchange, whose password is hashed once for all tests: that takes long."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from twin_agents.exchange.access import Access, create_access


@cache
def _made() -> tuple[str, str, str]:
    with tempfile.TemporaryDirectory() as folder:
        access = Access(Path(folder, "users.json"), Path(folder, "token.key"))
        password = create_access(access, "admin")
        assert password
        return password, access.users_file.read_text(), access.key_file.read_text()


def first_user(access: Access) -> str:
    """Writes `admin` and the key as they were made once, and returns the password."""
    password, users, key = _made()
    access.key_file.parent.mkdir(parents=True, exist_ok=True)
    access.users_file.write_text(users)
    access.key_file.write_text(key)
    return password
