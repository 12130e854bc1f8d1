"""Log-in through an identity provider: a process of its own, over HTTP, with every way to cheat."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
import pytest
from tests.conftest import free_base, wait_for
from tests.integration.oidc_provider import CLIENT, SECRET
from tests.unit.exchange_setup import NS, Hand, Setup, opened

from twin_agents.exchange.oidc.configuration import OidcConfiguration
from twin_agents.exchange.oidc.door import OidcDoor
from twin_ops.ports import free_port
from twin_ops.settings import BadSetting, load_settings
from twin_schemas.access_events import LoginAttempted, SessionChanged, UserChanged

ROLES = (("shift", "operator"), ("staff", "viewer"))


@dataclass
class Visit:
    """A browser at the provider and at the exchange."""

    setup: Setup
    issuer: str
    clock: Hand

    def provider_will(self, fault: str = "", **claims: Any) -> None:
        known = {"sub": "1234", "preferred_username": "Ann", "groups": ["shift", "football"]}
        wanted = {"fault": fault, "claims": known | claims}
        httpx.post(f"{self.issuer}/next", json=wanted, trust_env=False).raise_for_status()

    def begins(self) -> Any:
        """The exchange's answer to a browser that wants to log in."""
        return self._get("/v1/oidc/login")

    def sent_to(self) -> str:
        """Where the exchange sends the browser."""
        return str(self.begins().headers["location"])

    def comes_back(self) -> str:
        """What the provider sends the browser back with."""
        answer = httpx.get(self.sent_to(), trust_env=False)
        assert answer.status_code == 303, answer.text
        return urlsplit(answer.headers["location"]).query

    def ends_at(self, query: str) -> tuple[str, str]:
        """The fragment that the screen is opened with: what it is, and its content."""
        location = self._get(f"/v1/oidc/callback?{query}").headers["location"]
        name, _, content = urlsplit(location).fragment.partition("=")
        return name, unquote(content)

    def log_in(self) -> Any:
        what, code = self.ends_at(self.comes_back())
        assert what == "login", code
        return self.setup.client.post("/v1/oidc/token", json={"code": code})

    def is_refused(self) -> str:
        what, reason = self.ends_at(self.comes_back())
        assert what == "login-refused"
        return reason

    def _get(self, path: str) -> Any:
        answer = self.setup.client.get(path, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return answer


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "tests.integration.oidc_provider", str(port)]
    process = subprocess.Popen(command)
    address = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        try:
            return httpx.get(f"{address}/keys", trust_env=False).is_success
        except httpx.HTTPError:
            return False

    wait_for(answers, 30, "the identity provider answers")
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture
def visit(issuer: str, tmp_path: Path) -> Iterator[Visit]:
    configuration = OidcConfiguration(
        issuer=issuer,
        client_id=CLIENT,
        client_secret=SECRET,
        redirect_uri="http://testserver/v1/oidc/callback",
        roles=ROLES,
    )
    with opened(tmp_path) as setup:
        clock = Hand(time.time_ns())
        setup.exchange.oidc = OidcDoor(configuration, clock)
        made = Visit(setup, issuer, clock)
        made.provider_will()
        yield made


def test_a_user_of_the_provider_comes_in_with_the_roles_of_the_groups(visit: Visit):
    answer = visit.log_in().json()
    headers = {"Authorization": f"Bearer {answer['token']}"}
    me = visit.setup.client.get("/v1/me", headers=headers).json()
    assert (me["user"], me["roles"], me["may"]) == ("ann", ["operator"], ["read", "command"])
    user, attempt, began = visit.setup.out.records
    assert isinstance(user, UserChanged)
    assert (user.change, user.identity) == ("provider", f"{visit.issuer} 1234")
    assert isinstance(attempt, LoginAttempted)
    assert (attempt.user, attempt.way, attempt.succeeded) == ("ann", "provider", True)
    assert isinstance(began, SessionChanged)


def test_roles_follow_the_groups_at_the_next_log_in(visit: Visit):
    visit.log_in()
    visit.provider_will(groups=["staff"])
    visit.log_in()
    user = visit.setup.exchange.users.user("ann")
    assert user is not None
    assert user.roles == ("viewer",)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("nonce", "nonce"),
        ("no nonce", "nonce"),
        ("issuer", "iss"),
        ("audience", "aud"),
        ("party", "another client"),
        ("expired", "expired"),
        ("unsigned", "not valid"),
        ("shared secret", "not valid"),
        ("other key", "not valid"),
        ("nobody", "sub"),
        ("denied", "access_denied"),
        ("mixed up", "another identity provider"),
    ],
)
def test_what_can_not_be_trusted_is_refused_and_told(visit: Visit, fault: str, why: str):
    visit.provider_will(fault)
    assert why in visit.is_refused()
    (attempt,) = visit.setup.out.records
    assert isinstance(attempt, LoginAttempted)
    assert not attempt.succeeded
    assert why in attempt.reason
    assert visit.setup.exchange.users.user("ann") is None


def test_an_answer_that_was_not_asked_for_in_this_browser_is_refused(visit: Visit):
    query = visit.comes_back()
    wrong = query.replace("state=", "state=x")
    assert "not begun in this browser" in visit.ends_at(wrong)[1]
    visit.setup.client.cookies.clear()
    assert "not begun in this browser" in visit.ends_at(query)[1]


def test_an_answer_counts_once(visit: Visit):
    query = visit.comes_back()
    cookies = dict(visit.setup.client.cookies)
    assert visit.ends_at(query)[0] == "login"
    visit.setup.client.cookies.update(cookies)
    assert "answered before" in visit.ends_at(query)[1]


def test_a_code_of_another_log_in_does_not_fit(visit: Visit):
    """The provider refuses it: the code belongs to the verifier of whoever began that log-in."""
    stolen = dict(part.split("=") for part in visit.comes_back().split("&"))["code"]
    own = dict(part.split("=") for part in visit.comes_back().split("&"))
    query = f"code={stolen}&state={own['state']}"
    assert "refuses the code" in visit.ends_at(query)[1]


def test_the_screen_fetches_the_token_once(visit: Visit):
    what, code = visit.ends_at(visit.comes_back())
    assert what == "login"
    fetch = {"code": code}
    codes = [visit.setup.client.post("/v1/oidc/token", json=fetch).status_code for _ in range(2)]
    assert codes == [200, 401]


def test_a_code_lets_no_other_browser_in(visit: Visit):
    """Else a link with one's own code would log somebody else in under one's name."""
    _, code = visit.ends_at(visit.comes_back())
    visit.setup.client.cookies.clear()
    answer = visit.setup.client.post("/v1/oidc/token", json={"code": code})
    assert answer.status_code == 401
    assert "another browser" in answer.json()["error"]


def test_a_code_is_too_old_after_a_minute(visit: Visit):
    _, code = visit.ends_at(visit.comes_back())
    visit.clock.now += 61 * NS
    answer = visit.setup.client.post("/v1/oidc/token", json={"code": code})
    assert (answer.status_code, "too old" in answer.text) == (401, True)


def test_a_log_in_that_takes_too_long_begins_again(visit: Visit):
    query = visit.comes_back()
    visit.clock.now += 601 * NS
    assert "has taken too long" in visit.ends_at(query)[1]


def test_with_tls_the_cookie_is_not_sent_without(visit: Visit):
    door = visit.setup.exchange.oidc
    assert door is not None
    encrypted = replace(door.configuration, redirect_uri="https://testserver/v1/oidc/callback")
    visit.setup.exchange.oidc = OidcDoor(encrypted)
    cookie = visit.begins().headers["set-cookie"]
    assert "; Secure" in cookie
    assert "; HttpOnly" in cookie
    assert visit.setup.client.get("/v1/login/ways").json()["provider"]["url"] == (
        "https://testserver/v1/oidc/login"
    )


def test_a_name_that_belongs_to_a_user_of_here_is_not_taken_over(visit: Visit):
    visit.provider_will(preferred_username="admin", groups=["shift"])
    assert "belongs to another user" in visit.is_refused()
    visit.provider_will()
    visit.log_in()
    visit.provider_will(sub="9999")
    assert "belongs to another user" in visit.is_refused()


def test_whoever_has_no_role_here_and_whoever_is_disabled_stays_out(visit: Visit):
    visit.provider_will(groups=["football"])
    assert "no group of ann has a role" in visit.is_refused()
    visit.provider_will()
    visit.log_in()
    visit.setup.call("POST", "/v1/users/ann/disable")
    assert "is disabled" in visit.is_refused()


def test_a_user_of_the_provider_has_no_password_here(visit: Visit):
    visit.log_in()
    body = {"password": "the boiler hums at night"}
    assert visit.setup.call("POST", "/v1/users/ann/password", json=body).status_code == 409


def test_a_provider_that_does_not_answer_is_told(visit: Visit):
    away = OidcConfiguration(
        issuer=f"http://127.0.0.1:{free_port()}", client_id="x", redirect_uri="http://testserver"
    )
    visit.setup.exchange.oidc = OidcDoor(away)
    what, _, reason = urlsplit(visit.sent_to()).fragment.partition("=")
    assert what == "login-refused"
    assert "ConnectError" in unquote(reason)


def test_the_log_in_page_learns_of_the_provider(visit: Visit):
    ways = visit.setup.client.get("/v1/login/ways").json()
    assert ways["provider"] == {
        "name": "single sign-on",
        "url": "http://testserver/v1/oidc/login",
    }
    visit.setup.exchange.oidc = None
    assert visit.setup.client.get("/v1/login/ways").json()["provider"] is None
    assert visit.setup.client.get("/v1/oidc/login").status_code == 404


def test_groups_are_found_inside_of_a_claim():
    nested = OidcConfiguration(
        issuer="https://sso.example",
        client_id="x",
        redirect_uri="x",
        claim="realm_access.roles",
        roles=ROLES,
    )
    assert nested.roles_of({"realm_access": {"roles": ["staff", 3]}}) == ("viewer",)
    assert nested.roles_of({"realm_access": "staff"}) == ()
    assert nested.roles_of({"realm_access.roles": "staff shift"}) == ("operator", "viewer")


def test_the_settings_name_the_provider():
    base = free_base()
    given = {
        "TWIN_OIDC_ISSUER": "https://sso.example",
        "TWIN_OIDC_CLIENT_ID": "twin",
        "TWIN_OIDC_ROLES": "shift=operator, staff",
        "TWIN_PORT_BASE": str(base),
    }
    with pytest.raises(BadSetting, match="not GROUP=ROLE"):
        load_settings(given)
    found = load_settings(given | {"TWIN_OIDC_ROLES": "shift=operator, staff=viewer"}).oidc
    assert found is not None
    assert found.roles == ROLES
    assert found.redirect_uri == f"http://127.0.0.1:{base}/v1/oidc/callback"
    assert load_settings({}).oidc is None


def test_people_come_back_to_where_they_reach_the_exchange():
    given = {"TWIN_OIDC_ISSUER": "https://sso.example", "TWIN_OIDC_CLIENT_ID": "twin"}
    encrypted = load_settings(given | {"TWIN_TLS": "on", "TWIN_HOST": "twin.example"}).oidc
    assert encrypted is not None
    assert encrypted.redirect_uri == "https://twin.example:9200/v1/oidc/callback"
    behind = load_settings(given | {"TWIN_OIDC_REDIRECT": "https://x.example/v1/oidc/callback"})
    assert behind.oidc is not None
    assert behind.oidc.login_url == "https://x.example/v1/oidc/login"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"TWIN_OIDC_CLIENT_ID": ""}, "client id"),
        ({"TWIN_OIDC_ISSUER": "http://sso.example"}, "no https"),
        ({"TWIN_OIDC_ROLES": "shift=king"}, "no role king"),
    ],
)
def test_a_setting_that_can_not_be_used_is_named(change: dict[str, str], why: str):
    given = {"TWIN_OIDC_ISSUER": "https://sso.example", "TWIN_OIDC_CLIENT_ID": "twin"}
    with pytest.raises(BadSetting, match=why):
        load_settings(given | change)
