"""Plays a person, the event bus and the application against a Rekey on this machine."""

import json
import os
from urllib.request import Request, urlopen

from application import Application, NotSignedIn

URL, KEY = os.environ["REKEY_URL"], os.environ["REKEY_KEY"]
PERSON, OLD, CHOSEN = "gus@example.com", "correct horse battery staple", "a quiet river under the moon"
application = Application(URL, KEY)


def sign_in(password: str, identifier: str = PERSON) -> str:
    return application.sign_in(identifier, password, "198.51.100.8")


def refusal(password: str, identifier: str = PERSON) -> str:
    try:
        sign_in(password, identifier)
    except NotSignedIn as why:
        return str(why)
    raise AssertionError("signed in with a password that should be good for nothing")


def event_of_last_change(account: str) -> dict:
    """What AWS would put on the bus: here it is made of the account as it stands in the table."""
    with urlopen(f"{URL}/_local/tables") as tables:
        epoch = next(item["epoch"] for item in json.load(tables)["accounts"] if item["id"] == account)
    return {"source": "rekey", "detail-type": "Account Changed", "detail": {"account_id": account, "epoch": str(epoch)}}


def change_password() -> None:
    """The person's own page calls Rekey itself, so that the application never sees the new password."""
    body = {"identifier": PERSON, "current_password": OLD, "new_password": CHOSEN}
    request = Request(f"{URL}/v1/password", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urlopen(request, timeout=10) as answer:
        assert answer.status == 200


assert refusal("not the password at all") == "That name and password do not belong together."
assert refusal(OLD, "dora@example.com") == "This account is disabled."
assert refusal(OLD, "sofia@example.com") == "Sign in at Example SSO: https://sso.example.com/recover"
session = sign_in(OLD)
account = application.account_of(session)
assert account, "the right password lets the person in"
change_password()
application.account_changed(event_of_last_change(account))
assert application.account_of(session) is None, "the change ended the session"
assert refusal(OLD), "the old password is good for nothing"
assert application.account_of(sign_in(CHOSEN)) == account
print("python: signed in, changed, signed out everywhere, signed in anew")
