"""The project's Markdown files, and what can be checked in them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([
    *ROOT.glob("*.md"),
    *ROOT.glob("*/README.md"),
    ROOT / "agents" / "web" / "README.md",
    *(ROOT / "plc_adapters" / "docs").glob("*.md"),
    *(ROOT / "ops" / "changes").glob("*.md"),
    *(ROOT / "ops" / "docs").rglob("*.md"),
])
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_ASSIGNMENT = re.compile(r"[A-Z_]+=\S+ ")


@dataclass(frozen=True)
class Command:
    """A command of a `console` block.

    Attributes:
        page: File it stands in, from the root.
        line: The command as typed.
        output: Lines shown below it.
        code: Exit code shown by a following `$ echo $?`, else 0.
    """

    page: str
    line: str
    output: tuple[str, ...]
    code: int


def name(page: Path) -> str:
    """A page's path from the root."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, *languages: str) -> list[str]:
    """Content of the page's fenced blocks in these languages."""
    return [content for language, content in _fences(page) if language in languages]


def languages(page: Path) -> set[str]:
    """Languages of the page's fenced blocks."""
    return {language for language, _ in _fences(page)}


def _fences(page: Path) -> list[tuple[str, str]]:
    return _BLOCK.findall(page.read_text())


def inline_code(page: Path) -> list[str]:
    """Code between single backticks outside the fenced blocks."""
    return _CODE.findall(_BLOCK.sub("", page.read_text()))


def commands(page: Path) -> list[Command]:
    """Commands of the page's `console` and `bash` blocks, with what is shown below each."""
    found: list[Command] = []
    for block in blocks(page, "console", "bash"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, *output = part.rstrip("\n").split("\n")
            if line == "echo $?":
                last = found.pop()
                found.append(Command(last.page, last.line, last.output, int(output[0])))
            else:
                found.append(Command(name(page), line, tuple(output), 0))
    return found


def without_assignments(line: str) -> str:
    """The command without the variables set in front of it."""
    while match := _ASSIGNMENT.match(line):
        line = line[match.end() :]
    return line


def mentioned(program: str) -> list[tuple[str, str]]:
    """Page and command of each mention of a program, in blocks and inline."""
    lines = [
        (name(page), without_assignments(text))
        for page in PAGES
        for text in [*(c.line for c in commands(page)), *inline_code(page)]
    ]
    return [(page, line) for page, line in lines if line.startswith(f"{program} ")]
