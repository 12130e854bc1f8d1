"""What is sent whole to who does not have it yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from fastapi import Response


@dataclass(frozen=True)
class NamedFile:
    """A file and its name for caches.

    Attributes:
        content: What is in it.
        tag: Entity tag of RFC 9110; another one as soon as a byte is another.
    """

    content: bytes
    tag: str

    @classmethod
    def of(cls, content: bytes) -> NamedFile:
        """Names it by what is in it."""
        return cls(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')

    def answer(self, media_type: str, if_none_match: str) -> Response:
        """The file, or that it is one of those a client has, by its `If-None-Match`."""
        headers = {"ETag": self.tag}
        known = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
        if self.tag in known:
            return Response(status_code=304, headers=headers)
        return Response(self.content, media_type=media_type, headers=headers)


def answers(description: str, media_type: str, schema: dict[str, Any]) -> dict[int | str, Any]:
    """What a route answers that sends such a file, for OpenAPI."""
    return {
        200: {
            "description": description,
            "content": {media_type: {"schema": schema}},
            "headers": {"ETag": {"schema": {"type": "string"}, "description": "Of these bytes"}},
        },
        304: {"description": "It is still the one of If-None-Match"},
    }
