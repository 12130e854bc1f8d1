"""The HTTP route of the plant in three dimensions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query, Response

from twin_agents.exchange.diagrams.bodies import Name
from twin_agents.exchange.diagrams.routes import Number, known_revision
from twin_agents.exchange.diagrams.shown import draft_of
from twin_agents.exchange.may import Reader
from twin_agents.exchange.named_file import answers
from twin_agents.exchange.scene import SceneNotMade
from twin_agents.exchange.session import Refusal, TheExchange

router = APIRouter(prefix="/v1")
GLTF = "model/gltf-binary"
_ANSWERS = answers("Binary glTF 2.0", GLTF, {"type": "string", "format": "binary"})


@router.get("/scene.glb", response_class=Response, responses=_ANSWERS)
async def scene(
    _permit: Reader,
    exchange: TheExchange,
    diagram: Annotated[Name | None, Query()] = None,
    revision: Number | None = None,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """The plant in three dimensions: each node has id, kind and tags in its `extras`.

    With `diagram` it has that area as it is drawn, in the named revision or the last, which nobody
    runs; what is drawn with mistakes is left out, and told in the scene's `extras`. The first who
    asks after the description or the drawing has changed waits some seconds.
    """
    if exchange.scene is None:
        raise Refusal(503, "this exchange has no scene", "`twin scene export` makes one")
    drawn = None if diagram is None else known_revision(exchange, diagram, revision)
    try:
        desk = exchange.scene
        file = await (desk.file() if drawn is None else desk.drawn(draft_of(drawn)))
    except SceneNotMade as error:
        raise Refusal(503, str(error), "`twin scene export` tells more; then try again") from error
    return file.answer(GLTF, if_none_match)
