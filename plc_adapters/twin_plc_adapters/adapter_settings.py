"""What an adapter is told of its plant besides the description."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from twin_bus.errors import TwinError


class BadAdapterSetting(TwinError):
    """An adapter cannot be made of the settings; the message says which one to change."""


@dataclass(frozen=True)
class AdapterSettings:
    """Which adapter, and where its plant is.

    Attributes:
        name: Name of the adapter.
        url: Address of the plant, where the adapter takes one.
        user: Name that the plant or its broker knows; empty for none.
        password_file: File whose first line is that user's password.
        authority: File of the certificate authority that vouches for the plant or its broker; None
            for those of this machine.
        server_name: Name that its certificate has to be for; empty for the one of the address.
        tag_map: File that gives the tags their addresses.
        recording: File that is replayed.
        speed: How many seconds of the recording pass in a second.
        loop: Whether the recording begins again at its end.
    """

    name: str = "opcua"
    url: str = ""
    user: str = ""
    password_file: Path | None = None
    tag_map: Path | None = None
    recording: Path | None = None
    speed: float = 1.0
    loop: bool = False
    authority: Path | None = None
    server_name: str = ""

    def required_url(self, example: str) -> str:
        """The address.

        Raises:
            BadAdapterSetting: If there is none.
        """
        if not self.url:
            raise BadAdapterSetting(
                f"the adapter {self.name} needs the plant's address: set TWIN_ADAPTER_URL={example}"
            )
        return self.url

    def required_map(self) -> Path:
        """The file of addresses.

        Raises:
            BadAdapterSetting: If there is none.
        """
        if self.tag_map is None:
            raise BadAdapterSetting(
                f"the adapter {self.name} needs the tags' addresses: set TWIN_TAG_MAP=FILE"
            )
        return self.tag_map

    def password(self) -> str | None:
        """First line of the file; None without a file.

        Raises:
            BadAdapterSetting: If it cannot be read.
        """
        if self.password_file is None:
            return None
        try:
            return self.password_file.read_text().partition("\n")[0]
        except OSError as error:
            raise BadAdapterSetting(f"TWIN_ADAPTER_PASSWORD_FILE: {error}") from error
