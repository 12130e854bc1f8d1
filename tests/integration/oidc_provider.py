"""An OpenID Connect provider as a process: `python -m tests.integration.oidc_provider PORT`.

Whoever comes is logged in at once, as the user whom `POST /next` has named; the same call makes it
misbehave in one way.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import time
from typing import Any
from urllib.parse import parse_qsl, urlencode

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "twin-one", "not so secret"
_KEY, _OTHER = RSAKey.generate_key(2048), RSAKey.generate_key(2048)


def _base64(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def provider(issuer: str) -> FastAPI:
    """The provider at an address."""
    app, codes, following = FastAPI(), dict[str, dict[str, str]](), dict[str, Any]()

    @app.get("/.well-known/openid-configuration")
    def description() -> dict[str, Any]:
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
        }

    @app.get("/keys")
    def keys() -> Any:
        return KeySet([_KEY]).as_dict(private=False)

    @app.post("/next")
    def behave(wanted: dict[str, Any]) -> None:
        following.clear()
        following.update(wanted)

    @app.get("/authorize")
    def authorize(request: Request) -> RedirectResponse:
        asked = dict(request.query_params)
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_hex(8)
        codes[code] = asked
        answer = _answer(code, asked["state"], issuer, str(following.get("fault")))
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", 303)

    @app.post("/token")
    async def token(request: Request) -> Any:
        given = dict(parse_qsl((await request.body()).decode()))
        asked = codes.pop(given["code"], {})
        if not _may_have(asked, given, request.headers.get("authorization", "")):
            return JSONResponse({"error": "invalid_grant"}, 400)
        id_token = _id_token(issuer, asked["nonce"], following)
        return {"access_token": "x", "token_type": "Bearer", "id_token": id_token}

    return app


def _answer(code: str, state: str, issuer: str, fault: str) -> dict[str, str]:
    if fault == "denied":
        return {"error": "access_denied", "state": state}
    return {
        "code": code,
        "state": state,
        "iss": "https://other.example" if fault == "mixed up" else issuer,
    }


def _may_have(asked: dict[str, str], given: dict[str, str], authorization: str) -> bool:
    """Whether the client is known, and the same that asked for the code."""
    known = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
    challenge = _base64(hashlib.sha256(given["code_verifier"].encode()).digest())
    return (
        authorization == known
        and asked.get("code_challenge") == challenge
        and asked.get("redirect_uri") == given["redirect_uri"]
    )


def _id_token(issuer: str, nonce: str, following: dict[str, Any]) -> str:
    now = int(time.time())
    claims = {"iss": issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
    claims |= following.get("claims", {})
    fault = following.get("fault")
    wrong: dict[str, dict[str, Any]] = {
        "nonce": {"nonce": "another"},
        "no nonce": {"nonce": None},
        "issuer": {"iss": "https://other.example"},
        "audience": {"aud": "another client"},
        "party": {"aud": [CLIENT, "another client"], "azp": "another client"},
        "expired": {"iat": now - 900, "exp": now - 600},
        "nobody": {"sub": None},
    }
    claims |= wrong.get(str(fault), {})
    claims = {name: value for name, value in claims.items() if value is not None}
    if fault == "unsigned":
        head = _base64(json.dumps({"alg": "none"}).encode())
        return f"{head}.{_base64(json.dumps(claims).encode())}."
    if fault == "shared secret":
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET * 4))
    return jwt.encode({"alg": "RS256"}, claims, _OTHER if fault == "other key" else _KEY)


if __name__ == "__main__":
    number = int(sys.argv[1])
    uvicorn.run(provider(f"http://127.0.0.1:{number}"), port=number, log_level="warning")
