"""Whom a connection to a broker trusts."""

from __future__ import annotations

import ssl
from functools import partial
from pathlib import Path
from typing import Any

from twin_plc_adapters.adapter_settings import BadAdapterSetting


class _Named(ssl.SSLContext):
    """A context that asks for the certificate of one name, whatever the address is."""

    name: str = ""

    def wrap_socket(self, *args: Any, **more: Any) -> ssl.SSLSocket:
        return super().wrap_socket(*args, **more | {"server_hostname": self.name})


def trusting(authority: Path | None, server_name: str = "") -> ssl.SSLContext:
    """What checks a broker's certificate, from TLS 1.2 on.

    Args:
        authority: File with the certificate of the only authority that counts; None for those of
            this machine.
        server_name: Name that the certificate has to be for; empty for that of the address.

    Raises:
        BadAdapterSetting: If the file cannot be read, or holds no certificate.
    """
    context = (_Named if server_name else ssl.SSLContext)(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if isinstance(context, _Named):
        context.name = server_name
    load = context.load_default_certs if authority is None else partial(_load, context, authority)
    load()
    return context


def _load(context: ssl.SSLContext, authority: Path) -> None:
    try:
        context.load_verify_locations(cafile=str(authority))
    except (OSError, ssl.SSLError) as error:
        raise BadAdapterSetting(
            f"TWIN_ADAPTER_CA_FILE={authority} is no certificate of an authority in PEM: {error}"
        ) from error
