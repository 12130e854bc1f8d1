"""The HTTP route of the plant in three dimensions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Response

from twin_agents.exchange.may import Reader
from twin_agents.exchange.scene import SceneNotMade
from twin_agents.exchange.session import Refusal, TheExchange

router = APIRouter(prefix="/v1")
GLTF = "model/gltf-binary"
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Binary glTF 2.0",
        "content": {GLTF: {"schema": {"type": "string", "format": "binary"}}},
        "headers": {"ETag": {"schema": {"type": "string"}, "description": "Of these bytes"}},
    },
    304: {"description": "It is still the one of If-None-Match"},
}


@router.get("/scene.glb", response_class=Response, responses=_ANSWERS)
async def scene(
    _permit: Reader, exchange: TheExchange, if_none_match: Annotated[str, Header()] = ""
) -> Response:
    """The plant in three dimensions: each node has id, kind and tags in its `extras`.

    The first who asks after the plant's description has changed waits some seconds.
    """
    if exchange.scene is None:
        raise Refusal(503, "this exchange has no scene", "`twin scene export` makes one")
    try:
        file = await exchange.scene.file()
    except SceneNotMade as error:
        raise Refusal(503, str(error), "`twin scene export` tells more; then try again") from error
    headers = {"ETag": file.tag}
    if file.tag in [each.strip().removeprefix("W/") for each in if_none_match.split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=GLTF, headers=headers)
