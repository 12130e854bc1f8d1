"""Brings the broker's users and access control lists in line with what is wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Future
from typing import Any

from confluent_kafka import KafkaException
from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialDeletion,
    UserScramCredentialUpsertion,
)

from twin_bus.errors import BusUnavailable
from twin_bus.kafka import KafkaConnection
from twin_ops.kafka.grants import Grant

_PATIENCE = 10.0
_SCRAM = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096)


class Administration:
    """The administrator's calls.

    aiokafka 0.14 has none for users and access control lists; librdkafka has.

    Args:
        connection: The administrator's.
    """

    def __init__(self, connection: KafkaConnection) -> None:
        self._where = str(connection)
        settings = connection.properties() | {"log_level": "0", "socket.timeout.ms": "5000"}
        self._client = AdminClient(settings)

    def set_passwords(self, passwords: Mapping[str, str]) -> None:
        """Makes users, or gives them other passwords; who is connected stays so.

        Raises:
            BusUnavailable: If the broker does not answer or refuses.
        """
        changes = [
            UserScramCredentialUpsertion(user, _SCRAM, password.encode())
            for user, password in passwords.items()
        ]
        self._done(self._client.alter_user_scram_credentials(changes).values())

    def remove_user(self, user: str) -> None:
        """Takes a user's password and grants away.

        Raises:
            BusUnavailable: If the broker does not answer or refuses.
        """
        self.set_grants([user], [])
        deletion = UserScramCredentialDeletion(user, ScramMechanism.SCRAM_SHA_512)
        self._done(self._client.alter_user_scram_credentials([deletion]).values())

    def users(self) -> list[str]:
        """Everybody with a password.

        Raises:
            BusUnavailable: If the broker does not answer or refuses.
        """
        return sorted(self._result(self._client.describe_user_scram_credentials()))

    def grants(self) -> list[Grant]:
        """Every entry of the access control list.

        Raises:
            BusUnavailable: If the broker does not answer or refuses.
        """
        everything = AclBindingFilter(
            ResourceType.ANY,
            None,
            ResourcePatternType.ANY,
            None,
            None,
            AclOperation.ANY,
            AclPermissionType.ANY,
        )
        return sorted(map(_grant, self._result(self._client.describe_acls(everything))))

    def set_grants(self, principals: Collection[str], wanted: Iterable[Grant]) -> None:
        """Gives these principals what is wanted and nothing else; leaves others alone.

        Raises:
            BusUnavailable: If the broker does not answer or refuses.
        """
        present = {grant for grant in self.grants() if grant.principal in principals}
        wanted = set(wanted)
        if missing := wanted - present:
            self._done(self._client.create_acls([_binding(g) for g in missing]).values())
        if extra := present - wanted:
            self._done(self._client.delete_acls([_exactly(g) for g in extra]).values())

    def _done(self, futures: Iterable[Future[Any]]) -> None:
        for future in futures:
            self._result(future)

    def _result(self, future: Future[Any]) -> Any:
        try:
            return future.result(_PATIENCE)
        except (KafkaException, TimeoutError) as error:
            raise BusUnavailable(f"Kafka {self._where}: {error}") from error


def _pattern(grant: Grant) -> ResourcePatternType:
    return ResourcePatternType.PREFIXED if grant.prefixed else ResourcePatternType.LITERAL


def _binding(grant: Grant) -> AclBinding:
    return AclBinding(*_fields(grant))


def _exactly(grant: Grant) -> AclBindingFilter:
    return AclBindingFilter(*_fields(grant))


def _fields(grant: Grant) -> tuple[Any, ...]:
    permission = AclPermissionType.ALLOW if grant.allowed else AclPermissionType.DENY
    return (
        ResourceType[grant.resource],
        grant.name,
        _pattern(grant),
        f"User:{grant.principal}",
        "*",
        AclOperation[grant.operation],
        permission,
    )


def _grant(binding: AclBinding) -> Grant:
    return Grant(
        principal=binding.principal.removeprefix("User:"),
        operation=binding.operation.name,
        resource=binding.restype.name,
        name=binding.name,
        prefixed=binding.resource_pattern_type is ResourcePatternType.PREFIXED,
        allowed=binding.permission_type is AclPermissionType.ALLOW,
    )
