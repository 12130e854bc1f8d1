"""Certificates of OPC UA servers, for people and programs."""

from __future__ import annotations

from cryptography import x509

from twin_plc_adapters.opcua.trust_list import TrustList, application_uris, defect, thumbprint


def entry(certificate: x509.Certificate, *, accepted: bool | None) -> dict[str, object]:
    """One line of the list; `accepted` is None for our own."""
    told: dict[str, object] = {
        "thumbprint": thumbprint(certificate),
        "subject": certificate.subject.rfc4514_string(),
        "application_uri": ", ".join(application_uris(certificate)),
        "expires": certificate.not_valid_after_utc.isoformat(),
    }
    return told if accepted is None else told | {"accepted": accepted}


def verdict(trust: TrustList, certificate: x509.Certificate, uri: str) -> str:
    """Why the adapter would not connect to who shows this; empty if it would.

    Args:
        trust: What is accepted.
        certificate: What was shown.
        uri: What the server calls itself; empty if it was not asked.
    """
    named = application_uris(certificate)
    if wrong := defect(certificate, uri or (named[0] if named else "")):
        return f"it is refused: {wrong}"
    if not trust.trusts(certificate):
        return f"it is not trusted: `twin trust accept {thumbprint(certificate)[:16]}`"
    return ""
