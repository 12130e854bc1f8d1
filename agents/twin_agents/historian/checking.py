"""Whether a file of the history still says what was written into it.

Pages have the checksums of Parquet, for any reader that compares them; DuckDB, which reads the
history, does not, and the format has none for the footer: with one flipped bit there, pyarrow ends
its process. So a file is sealed: between pages and footer, where no reader looks, stand the CRC-32
of all before and of all behind.
"""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path
from typing import BinaryIO

import duckdb

_SEAL = struct.Struct("<8sII")  # mark, CRC of all before it, CRC of all behind it
_MARK = b"twinseal"
_END = struct.Struct("<I4s")  # length of the footer, mark of Parquet
_PIECE = 1 << 20
_FOOTER_DIFFERS = "its footer has another checksum than when it was written"


def seal(path: Path) -> None:
    """Puts a seal into a file that is whole.

    Raises:
        OSError: If it can not be written.
    """
    with path.open("r+b") as file:
        begin = _footer_at(file)
        before = _crc(file, 0, begin)
        footer = file.read()
        file.seek(begin)
        file.write(_SEAL.pack(_MARK, before, zlib.crc32(footer)) + footer)


def is_sealed(path: Path) -> bool:
    """Whether it has one; files from before 2026-11-28 have none, as others' have.

    Raises:
        FileNotFoundError: It is gone.
        OSError: It can not be read, or it is no Parquet file.
    """
    return seal_of(path) is not None


def seal_of(path: Path) -> tuple[int, int] | None:
    """Checksums of all before a file's seal and of all behind it; None if it has no seal.

    Raises:
        FileNotFoundError: It is gone.
        OSError: It can not be read, or it is no Parquet file.
    """
    with path.open("rb") as file:
        return _seal_of(file)


def damage_in(path: Path, *, footer_only: bool = False) -> str:
    """What is wrong with a file; empty if nothing is.

    One without a seal is only decoded.

    Args:
        path: Of the file.
        footer_only: Leaves out the pages, which may be many.

    Raises:
        FileNotFoundError: It is gone.
    """
    try:
        with path.open("rb") as file:
            found = _seal_of(file)
            if found is None:
                return "" if footer_only else _undecodable(path)
            if zlib.crc32(file.read()) != found[1]:
                return _FOOTER_DIFFERS
            if not footer_only and _crc(file, 0, _footer_at(file) - _SEAL.size) != found[0]:
                return "its pages have another checksum than when they were written"
            return ""
    except FileNotFoundError:
        raise
    except OSError as error:
        return str(error)


def footer_damage(file: BinaryIO) -> str:
    """What is wrong with the footer of an open file; empty if nothing is, or it has no seal.

    Raises:
        OSError: It can not be read, or it is no Parquet file.
    """
    found = _seal_of(file)
    if found is not None and zlib.crc32(file.read()) != found[1]:
        return _FOOTER_DIFFERS
    return ""


def _seal_of(file: BinaryIO) -> tuple[int, int] | None:
    """Both checksums of a seal; the file is then at its footer."""
    begin = max(_footer_at(file) - _SEAL.size, 0)
    file.seek(begin)
    mark, before, behind = _SEAL.unpack(file.read(_SEAL.size))
    return (before, behind) if mark == _MARK else None


def _footer_at(file: BinaryIO) -> int:
    size = file.seek(0, os.SEEK_END)
    if size >= _SEAL.size + _END.size:
        file.seek(size - _END.size)
        length, mark = _END.unpack(file.read(_END.size))
        begin = size - _END.size - int(length)
        if mark == b"PAR1" and begin >= 0:
            return begin
    raise OSError("its end is no Parquet file's")


def _crc(file: BinaryIO, begin: int, end: int) -> int:
    file.seek(begin)
    crc = 0
    while left := end - file.tell():
        crc = zlib.crc32(file.read(min(left, _PIECE)), crc)
    return crc


def _undecodable(path: Path) -> str:
    with duckdb.connect() as database:
        try:
            database.execute("SELECT max(hash(COLUMNS(*))) FROM read_parquet(?)", [str(path)])
        except duckdb.Error as error:
            return " ".join(str(error).split())
    return ""
