"""Fields of many messages at once: each is a column, read without a step for each message.

What the bytes are is said in `binary_columns.py`.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.int64]
_Whole = TypeVar("_Whole", str, bytes)
_MOST = 10  # bytes of a whole number
_MARK = 0x80
# Of the bytes of a number whose last one is at this place, the bits that belong to it.
_BITS = np.tri(_MOST, dtype=np.uint8) * np.uint8(0x7F)
_WEIGHTS = np.uint64(1) << np.arange(0, 7 * _MOST, 7, dtype=np.uint64)
_ONE = np.uint64(1)


class Column(Protocol):
    """Values of one field, one for each message."""

    def tolist(self) -> list[Any]:
        """The values as Python has them."""
        ...


@dataclass(frozen=True)
class Chosen:
    """Values out of a list, by their place in it."""

    choice: Sequence[str]
    places: Longs

    def tolist(self) -> list[str]:
        """The values."""
        return [*map(self.choice.__getitem__, self.places.tolist())]


@dataclass(frozen=True)
class Texts:
    """Texts at these places; known to be those of their messages only after `require_end`."""

    messages: JoinedMessages
    begins: Longs
    ends: Longs

    def tolist(self) -> list[str]:
        """The texts.

        Raises:
            UnicodeDecodeError: If one is no UTF-8.
        """
        texts = self._slices(self.messages.characters)
        if "".join(texts).isascii():  # then a byte is a character
            return texts
        return [text.decode() for text in self._slices(self.messages.data)]

    def _slices(self, whole: _Whole) -> list[_Whole]:
        places = zip(self.begins.tolist(), self.ends.tolist(), strict=True)
        return [whole[begin:end] for begin, end in places]


class JoinedMessages:
    """Messages behind each other, of which one field after the other is read.

    What is read may be another message's bytes until `require_end` has found that each message
    ends where its last field does; as no field ends before it begins, all of them are then within
    their message. Reading behind all messages raises IndexError.

    Attributes:
        data: All messages, and some bytes behind them.
    """

    def __init__(self, messages: Sequence[bytes]) -> None:
        self.data = b"".join([*messages, bytes(_MOST)])
        sizes = np.fromiter(map(len, messages), np.int64, len(messages))
        self._ends = sizes.cumsum()
        self._at: Longs = self._ends - sizes
        self._bytes = np.frombuffer(self.data, np.uint8)
        begins = len(self.data) - _MOST + 1
        # From each byte on, so many bytes, and a number of the eight that are there.
        self._windows = np.ndarray((begins, _MOST), np.uint8, self.data, strides=(1, 1))
        self._doubles = np.ndarray((begins,), "<f8", self.data, strides=(1,))

    @functools.cached_property
    def characters(self) -> str:
        """Each byte of `data` as the character with its number."""
        return self.data.decode("latin-1")

    def require(self, beginning: bytes) -> None:
        """Reads these bytes, at most ten.

        Raises:
            ValueError: If a message has others.
        """
        found = self._windows[self._at, : len(beginning)]
        if (found != np.frombuffer(beginning, np.uint8)).any():
            raise ValueError("a message begins otherwise")
        self._at = self._at + len(beginning)

    def require_end(self) -> None:
        """Makes sure that each message is read, and nothing but it.

        Raises:
            ValueError: If one is not.
        """
        if (self._at != self._ends).any():
            raise ValueError("a message ends elsewhere")

    def doubles(self) -> npt.NDArray[np.float64]:
        """Numbers of eight bytes."""
        found: npt.NDArray[np.float64] = self._doubles[self._at]
        self._at = self._at + 8
        return found

    def booleans(self) -> npt.NDArray[np.bool_]:
        """Bytes, of which zero alone is false."""
        found: npt.NDArray[np.bool_] = self._bytes[self._at] != 0
        self._at = self._at + 1
        return found

    def longs(self) -> Longs:
        """Whole numbers.

        Raises:
            ValueError: If one does not fit into 64 bits.
        """
        firsts = self._bytes[self._at]
        if firsts.max() < _MARK:
            self._at = self._at + 1
            return _signed(firsts.astype(np.uint64))
        windows = self._windows[self._at]
        unmarked = windows < _MARK
        unmarked[:, -1] = True
        lasts = unmarked.argmax(1)
        if windows[lasts == _MOST - 1, -1].max(initial=0) > 1:
            raise ValueError("a whole number does not fit into 64 bits")
        self._at = self._at + lasts + 1
        return _signed((windows & _BITS[lasts]) @ _WEIGHTS)

    def chosen(self, choice: Sequence[str]) -> Chosen:
        """Values out of a list, each written as its place in it.

        Raises:
            ValueError: If there is no such place.
        """
        places = self.longs()
        _require_below(len(choice), places)
        return Chosen(choice, places)

    def texts(self) -> Texts:
        """Texts, each behind its length in bytes.

        Raises:
            ValueError: If one is longer than all messages.
        """
        lengths = self.longs()
        _require_below(len(self.data), lengths)
        begins = self._at
        self._at = begins + lengths
        return Texts(self, begins, self._at)


def _require_below(limit: int, values: Longs) -> None:
    if values.view(np.uint64).max() >= limit:  # where a negative number is a very large one
        raise ValueError("a length or a place is negative or too large")


def _signed(zigzag: npt.NDArray[np.uint64]) -> Longs:
    """Numbers whose sign is in the last bit."""
    return (zigzag >> _ONE).view(np.int64) ^ -(zigzag & _ONE).view(np.int64)
