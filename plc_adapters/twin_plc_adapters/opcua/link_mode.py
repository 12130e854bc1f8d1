"""How much security a link asks for; by itself, for settings are read where asyncua is not."""

from typing import Literal

Mode = Literal["sign-and-encrypt", "sign", "none"]
