"""How a client secures its connection, and whom it trusts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asyncua import Client, ua
from asyncua.crypto.security_policies import SecurityPolicyBasic256Sha256
from asyncua.crypto.uacrypto import CertProperties
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from twin_bus.errors import TwinError
from twin_plc_adapters.opcua.link_mode import Mode
from twin_plc_adapters.opcua.trust_list import TrustList, application_uris, defect, thumbprint

_MODES: dict[Mode, ua.MessageSecurityMode] = {
    "sign-and-encrypt": ua.MessageSecurityMode.SignAndEncrypt,
    "sign": ua.MessageSecurityMode.Sign,
    "none": ua.MessageSecurityMode.None_,
}
_POLICY = SecurityPolicyBasic256Sha256


class ServerNotTrusted(TwinError):
    """The server's certificate is unknown, rejected, expired or of another application."""


class NotOffered(TwinError):
    """The server offers no endpoint with the wanted security."""


@dataclass(frozen=True)
class LinkSecurity:
    """Security of a link with Basic256Sha256.

    Attributes:
        identity: PEM file with key and certificate of this client.
        trust: Servers that are trusted.
        mode: What is asked for; nothing less is taken.
        user: Name that the server knows; empty for anonymous.
        password_file: File whose first line is the password.
        password: The password, where it is not in a file.
    """

    identity: Path
    trust: TrustList
    mode: Mode = "sign-and-encrypt"
    user: str = ""
    password_file: Path | None = None
    password: str = ""

    async def secure(self, client: Client, timeout_s: float) -> x509.Certificate | None:
        """Looks at the server's certificate and sets the client up; gives that certificate.

        Raises:
            ServerNotTrusted: If the server's certificate is not to be trusted.
            NotOffered: If the server has no endpoint with this security.
            OSError, TimeoutError, ua.uaerrors.UaError: If the server does not answer.
        """
        if self.user:
            client.set_user(self.user)
            client.set_password(self._password())
        if self.mode == "none":
            return None
        url = client.server_url.geturl()
        endpoint = self._wanted(url, await endpoints_of(url, timeout_s))
        certificate = self._trusted(url, endpoint)
        client.application_uri = own_uri(self.identity)
        own = CertProperties(self.identity.read_bytes(), "pem")
        shown = CertProperties(certificate.public_bytes(Encoding.DER), "der")
        await client.set_security(
            _POLICY, own, own, server_certificate=shown, mode=_MODES[self.mode]
        )
        return certificate

    def _password(self) -> str:
        if self.password_file is None:
            return self.password
        return self.password_file.read_text().partition("\n")[0].rstrip("\r")

    def _wanted(
        self, url: str, endpoints: Sequence[ua.EndpointDescription]
    ) -> ua.EndpointDescription:
        for endpoint in endpoints:
            if (endpoint.SecurityPolicyUri, endpoint.SecurityMode) == (
                _POLICY.URI,
                _MODES[self.mode],
            ):
                return endpoint
        offered = ", ".join(sorted({security_of(one) for one in endpoints})) or "nothing"
        raise NotOffered(
            f"{url} offers {offered}, not Basic256Sha256 {self.mode}; change the server, or set "
            "TWIN_OPCUA_SECURITY"
        )

    def _trusted(self, url: str, endpoint: ua.EndpointDescription) -> x509.Certificate:
        certificate = certificate_of(endpoint)
        if certificate is None:
            raise ServerNotTrusted(f"{url} shows no certificate that can be read")
        if wrong := defect(certificate, endpoint.Server.ApplicationUri):
            raise ServerNotTrusted(
                f"the certificate of {url} is refused: {wrong}. Its thumbprint is "
                f"{thumbprint(certificate)}; the server needs another one, then `twin trust`"
            )
        self.require_trusted(url, certificate)
        return certificate

    def require_trusted(self, url: str, certificate: x509.Certificate) -> None:
        """Checks that somebody has accepted a certificate; keeps it on the list if not.

        Raises:
            ServerNotTrusted: If nobody has.
        """
        if self.trust.trusts(certificate):
            return
        self.trust.note(certificate)
        print_ = thumbprint(certificate)
        raise ServerNotTrusted(
            f"the certificate of {url} is not trusted. Compare its thumbprint {print_} with the "
            f"server's own, then run `twin trust accept {print_[:16]}`"
        )


async def endpoints_of(url: str, timeout_s: float = 4.0) -> list[ua.EndpointDescription]:
    """What a server offers.

    Raises:
        OSError, TimeoutError, ua.uaerrors.UaError: If it does not answer.
    """
    return list(await Client(url, timeout=timeout_s).connect_and_get_server_endpoints())


def certificate_of(endpoint: ua.EndpointDescription) -> x509.Certificate | None:
    """The server's certificate, the first one where it sends a chain; None if there is none."""
    content = endpoint.ServerCertificate or b""
    try:
        # DER: a tag of one byte, then for all certificates in use a length of three.
        return x509.load_der_x509_certificate(content[: int.from_bytes(content[2:4], "big") + 4])
    except ValueError:
        return None


def security_of(endpoint: ua.EndpointDescription) -> str:
    """Policy and mode in words, such as `Basic256Sha256 SignAndEncrypt`."""
    policy = str(endpoint.SecurityPolicyUri).rpartition("#")[2]
    mode = ua.MessageSecurityMode(endpoint.SecurityMode).name.rstrip("_")
    return policy if policy == "None" else f"{policy} {mode}"


def own_uri(identity: Path) -> str:
    """Application URI of the certificate in a PEM file."""
    return application_uris(x509.load_pem_x509_certificate(identity.read_bytes()))[0]
