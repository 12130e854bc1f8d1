"""How a client reaches Kafka, and as whom."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from twin_bus.trust import trusting

Mechanism = Literal["SCRAM-SHA-512", "PLAIN"]


@dataclass(frozen=True)
class KafkaConnection:
    """Bootstrap servers and what proves who the client is.

    Attributes:
        servers: Kafka bootstrap servers.
        user: SASL user; empty where the broker asks for none.
        password: The user's password.
        mechanism: How the user proves to be the one.
        ca: PEM file of the authority that signed the broker's certificate; None without TLS.
    """

    servers: str
    user: str = ""
    password: str = field(default="", repr=False)
    mechanism: Mechanism = "SCRAM-SHA-512"
    ca: Path | None = None

    def __str__(self) -> str:
        return f"{self.servers} as {self.user}" if self.user else self.servers

    @property
    def protocol(self) -> str:
        """Kafka's `security.protocol`."""
        transport = "PLAINTEXT" if self.ca is None else "SSL"
        return f"SASL_{transport}" if self.user else transport

    def options(self) -> dict[str, Any]:
        """Keyword arguments of aiokafka's clients."""
        options: dict[str, Any] = {
            "bootstrap_servers": self.servers,
            "security_protocol": self.protocol,
            "ssl_context": self.tls(),
        }
        if self.user:
            options |= {
                "sasl_mechanism": self.mechanism,
                "sasl_plain_username": self.user,
                "sasl_plain_password": self.password,
            }
        return options

    def properties(self) -> dict[str, str]:
        """The same in the words of librdkafka, for confluent-kafka and kcat."""
        found = {"bootstrap.servers": self.servers, "security.protocol": self.protocol}
        if self.ca is not None:
            found["ssl.ca.location"] = str(self.ca)
        if self.user:
            found |= {
                "sasl.mechanism": self.mechanism,
                "sasl.username": self.user,
                "sasl.password": self.password,
            }
        return found

    def tls(self) -> ssl.SSLContext | None:
        """Trusts the authority; None without TLS."""
        return None if self.ca is None else trusting(self.ca)
