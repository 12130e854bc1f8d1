"""The broker's own side of authentication and authorisation."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from twin_bus.kafka import KafkaConnection

ADMIN = "twin.admin"
_PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule"
_SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule"


@dataclass(frozen=True)
class BrokerTls:
    """Certificates of the broker.

    Attributes:
        ca: PEM file of the authority.
        identity: PEM file with the broker's key and certificate.
    """

    ca: Path
    identity: Path


@dataclass(frozen=True)
class BrokerSecurity:
    """Who may speak with the broker: clients by SCRAM and access control lists, one administrator.

    The administrator has a loopback listener and a mechanism of his own: he must be able to come
    in before any SCRAM user exists, and on storage that was formatted without any.

    Attributes:
        admin_port: Listener of the administrator and of the broker itself.
        admin_password: The administrator's password.
        tls: Certificates; None for no encryption.
    """

    admin_port: int
    admin_password: str = field(repr=False)
    tls: BrokerTls | None = None

    def connection(self) -> KafkaConnection:
        """How the administrator connects."""
        return KafkaConnection(
            f"127.0.0.1:{self.admin_port}",
            user=ADMIN,
            password=self.admin_password,
            mechanism="PLAIN",
            ca=self.tls.ca if self.tls else None,
        )

    @property
    def protocol(self) -> str:
        """Security protocol of every listener."""
        return "SASL_SSL" if self.tls else "SASL_PLAINTEXT"

    def properties(self) -> dict[str, str]:
        """Settings of the broker."""
        login = f'{_PLAIN} required username="{ADMIN}" password="{self.admin_password}"'
        admits = f'{login} user_{ADMIN}="{self.admin_password}";'
        return {
            "inter.broker.listener.name": "ADMIN",
            "sasl.mechanism.inter.broker.protocol": "PLAIN",
            "sasl.mechanism.controller.protocol": "PLAIN",
            "listener.name.admin.sasl.enabled.mechanisms": "PLAIN",
            "listener.name.admin.plain.sasl.jaas.config": admits,
            "listener.name.controller.sasl.enabled.mechanisms": "PLAIN",
            "listener.name.controller.plain.sasl.jaas.config": admits,
            "listener.name.clients.sasl.enabled.mechanisms": "SCRAM-SHA-512",
            "listener.name.clients.scram-sha-512.sasl.jaas.config": f"{_SCRAM} required;",
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found": "false",
            "super.users": f"User:{ADMIN}",
            **(self._encryption(self.tls) if self.tls else {}),
        }

    @staticmethod
    def _encryption(tls: BrokerTls) -> dict[str, str]:
        return {
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(tls.identity),
            "ssl.truststore.type": "PEM",
            "ssl.truststore.location": str(tls.ca),
        }
