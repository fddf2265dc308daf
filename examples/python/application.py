"""An application that lets Rekey look after its passwords. It keeps sessions; it never keeps a password."""

import json
import secrets
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen

# What a person may read when signing in did not work, by the problem that Rekey answered with.
WORDS = {
    "wrong-credentials": "That name and password do not belong together.",
    "password-expired": "This password was for the first days only. Ask for a link: /forgot",
}


@dataclass(frozen=True)
class Session:
    """Who is signed in, and the account's epoch when the password was verified."""

    account: str
    epoch: int


class NotSignedIn(Exception):
    """Why not, in words for the person."""


class ChangePasswordFirst(Exception):
    """The password was right and must be changed before anything else."""


class Application:
    """Keeps sessions of people whose passwords Rekey verifies."""

    def __init__(self, url: str, key: str) -> None:
        self._url, self._key = url, key
        self._sessions: dict[str, Session] = {}
        self._epochs: dict[str, int] = {}

    def sign_in(self, identifier: str, password: str, address: str) -> str:
        """Lets a person in. `address` is the person's own network address: failed tries are counted on it."""
        verified = self._verify(identifier, password, address)
        if verified["must_change"]:
            raise ChangePasswordFirst
        session = secrets.token_urlsafe(32)
        self._sessions[session] = Session(verified["account_id"], verified["epoch"])
        return session

    def account_of(self, session: str) -> str | None:
        """Whose session it is; nobody's when the account's password, address or rights have changed since."""
        found = self._sessions.get(session)
        if found and found.epoch >= self._epochs.get(found.account, 0):
            return found.account
        return None

    def account_changed(self, event: dict) -> None:
        """Takes an event `Account Changed` from the event bus.

        Events may come twice, late and in any order, so only the highest epoch is kept; a sign-in that was under way
        meanwhile is ended by it as well.
        """
        account, epoch = event["detail"]["account_id"], int(event["detail"]["epoch"])
        self._epochs[account] = max(epoch, self._epochs.get(account, 0))

    def _verify(self, identifier: str, password: str, address: str) -> dict:
        headers = {
            "Authorization": f"Bearer {self._key}",
            "Content-Type": "application/json",
            "X-Rekey-Client-Address": address,
        }
        body = json.dumps({"identifier": identifier, "password": password}).encode()
        try:
            with urlopen(Request(f"{self._url}/v1/credentials/verify", body, headers), timeout=10) as answer:
                return json.load(answer)
        except HTTPError as refusal:
            raise NotSignedIn(words(json.load(refusal))) from None


def words(problem: dict) -> str:
    """What to tell the person. A gateway before Rekey that limits names no problem."""
    slug = problem.get("type", "").rsplit("/", 1)[-1]
    if slug == "account-not-eligible":
        sso = problem.get("sso")
        return f"Sign in at {sso['provider']}: {sso['url']}" if sso else f"This account is {problem['standing']}."
    return WORDS.get(slug) or problem.get("detail", "Please try again in a minute.")
