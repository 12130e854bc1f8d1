"""The text of an area or a layout, written again so that only what changed has other lines.

One element a line with a stable id: two revisions differ in git where the drawing differs, and
nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from twin_schemas.plant.read_yaml import SAFE_LOADER

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_WIDE = 1_000_000


def write_source(data: Mapping[str, Any], base: str = "") -> str:
    """YAML of an area or a layout, with the lines and comments of `base` where nothing changed.

    Args:
        data: Sections with their elements, as JSON has them.
        base: Text that it was made of; it has been read without a problem.
    """
    before = _Before(base)
    lines = list(before.heading)
    for key, value in data.items():
        lines += _block(str(key), plain(value), before)
    return "".join(f"{line}\n" for line in lines)


def plain(value: Any) -> Any:
    """The same in dicts and lists of Python, as YAML and JSON write them."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def _block(key: str, value: Any, before: _Before) -> Iterator[str]:
    if key in before.blocks and before.data[key] == value:
        yield from before.blocks[key]
        return
    yield from before.comments.get(key, ())
    if not isinstance(value, dict) or not any(isinstance(v, dict) for v in value.values()):
        yield f"{key}: {_flow(value)}"
        return
    yield f"{key}:"
    former = before.data.get(key)
    for name, element in value.items():
        if isinstance(former, dict) and name in former and former[name] == element:
            yield from before.elements[key, name]
        else:
            yield f"  {_flow(name)}: {_flow(element)}"


def _flow(value: Any) -> str:
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        default_flow_style=True,
        width=_WIDE,
        sort_keys=False,
        allow_unicode=True,
    )
    return text.removesuffix("...\n").strip()


@dataclass
class _Before:
    """The lines of each part of a text; comments belong to what follows them."""

    text: str
    data: dict[str, Any] = field(init=False)
    heading: Sequence[str] = field(default=(), init=False)
    blocks: dict[str, Sequence[str]] = field(default_factory=dict, init=False)
    comments: dict[str, Sequence[str]] = field(default_factory=dict, init=False)
    elements: dict[tuple[str, str], Sequence[str]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        loader = SAFE_LOADER(self.text)
        root = loader.get_single_node()
        if root is None or not root.value:
            self.data = {}
            return
        self.data = plain(loader.construct_document(root))
        lines = self.text.splitlines()
        first = root.value[0][0].start_mark.line
        self.heading, end = lines[:first], first
        for key, value in root.value:
            begin, end = end, _end(value)
            at = key.start_mark.line
            self.blocks[key.value] = lines[begin:end]
            self.comments[key.value] = lines[begin:at]
            if isinstance(value, yaml.MappingNode) and not value.flow_style:
                self._take_elements(key.value, value, lines, at + 1)

    def _take_elements(
        self, section: str, node: yaml.MappingNode, lines: list[str], end: int
    ) -> None:
        for key, value in node.value:
            begin, end = end, _end(value)
            self.elements[section, str(key.value)] = lines[begin:end]


def _end(node: yaml.Node) -> int:
    """Line behind a node; the mark of a block lies behind the comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(node, yaml.MappingNode) else last)
    mark = node.end_mark
    return int(mark.line + (mark.column > 0))
