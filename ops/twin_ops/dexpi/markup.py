"""A file as XML elements that know their lines; nothing in it is expanded or fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate

from twin_ops.errors import Usage

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes of a file; the drawings of a whole plant unit take a few million."""
DEEPEST = 100
"""Elements inside of each other; a drawing has about ten, and readers of trees recurse."""


@dataclass(eq=False)
class Element:
    """An element of a file.

    Attributes:
        line: Where it begins, counted from one.
        parent: What it is in; None for the outermost.
    """

    tag: str
    attributes: Mapping[str, str]
    line: int
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Its identifier in the file; empty if it has none."""
        return self.attributes.get("ID", "")

    def walk(self) -> Iterator[Element]:
        """Yields the element and all that is in it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *tags: str) -> Iterator[Element]:
        """Yields its own children with one of these names."""
        return (child for child in self.children if child.tag in tags)


def read_bytes(path: Path) -> bytes:
    """What is in a file.

    Raises:
        Usage: It can not be read, or is larger than any drawing.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Usage(f"{path} is larger than {LARGEST // 2**20} MB; export one drawing a file")
        return path.read_bytes()
    except OSError as error:
        raise Usage(f"{path} can not be read: {error.strerror}") from error


def parse(content: bytes, name: str) -> Element:
    """The outermost element of a file.

    A document type is refused: drawings have none, and entities that it declares may expand to
    gigabytes or read other files.

    Raises:
        Usage: It is no XML, has a document type, or is nested deeper than drawings are.
    """
    builder = _Builder(name)
    try:
        builder.parser.Parse(content, True)  # expat takes no keyword
    except ExpatError as error:
        raise Usage(f"{name}:{error.lineno}: is no XML: {error}; export it again") from error
    except (ValueError, LookupError) as error:
        raise Usage(f"{name}:1: is no XML: {error}; save it as UTF-8") from error
    assert builder.root is not None  # noqa: S101  # expat has refused a file without an element
    return builder.root


class _Builder:
    """Makes elements of what expat tells."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Element | None = None
        self.open: list[Element] = []
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if len(self.open) >= DEEPEST:
            raise Usage(f"{self.name}:{line}: more than {DEEPEST} elements inside of each other")
        parent = self.open[-1] if self.open else None
        element = Element(tag, attributes, line, parent)
        if parent is None:
            self.root = element
        else:
            parent.children.append(element)
        self.open.append(element)

    def end(self, _tag: str) -> None:
        self.open.pop()

    def doctype(self, *_declared: object) -> None:
        line = self.parser.CurrentLineNumber
        raise Usage(
            f"{self.name}:{line}: has a document type, which may hide entities; remove <!DOCTYPE>"
        )
