"""Lets `infra/refill-table` fill tables from others on this machine's emulator, and looks whether they are the same then.

`refill.py REKEY`: the program `rekey`, built. Needs boto3, which the SAM CLI brings.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import boto3

REFILL = Path(__file__).resolve().parents[2] / "infra" / "refill-table"
# What a backup is restored of: keys of one part and of two, of text and of binary values; sets and numbers in the items.
NOUNS = ("accounts", "identifiers", "credentials", "search", "sessions")


def main():
    emulators = subprocess.Popen([sys.argv[1], "--port", "0", "emulators"], stdout=subprocess.PIPE, text=True)
    try:
        take_in(emulators.stdout)
        sign_many_in()
        for noun in NOUNS:
            check(noun)
    finally:
        emulators.kill()


def take_in(lines):
    """What a shell would take in from the emulators."""
    for line in lines:
        if found := re.match(r"export (\w+)='(.*)'", line):
            os.environ[found[1]] = found[2]
        if "ready" in line:
            break
    # Nobody's role limits this one.
    os.environ.update(AWS_ACCESS_KEY_ID="operator", AWS_DEFAULT_REGION=os.environ["AWS_REGION"])


def sign_many_in():
    """There is one service key; whatever else is in its table differs from it in the digest."""
    sessions = boto3.resource("dynamodb").Table("rekey-sessions")
    (key,) = sessions.scan()["Items"]
    for number in range(10):
        sessions.put_item(Item={**key, "digest": bytes([number]) * 32})


def check(noun):
    live, restored = f"rekey-{noun}", f"restored-{noun}"
    make_like(live, restored)
    tables = boto3.resource("dynamodb")
    items = tables.Table(live).scan()["Items"]
    assert len(items) > 5, f"{noun} has {len(items)} items"
    for item in items[1:]:
        tables.Table(restored).put_item(Item=item)
    # One is too many, and one is not as it was.
    tables.Table(live).put_item(Item={**items[1], "since": "today"})
    assert contents(live) != contents(restored)
    if noun == "accounts":
        check_later(restored, live)
    refill(restored, live)
    assert contents(live) == contents(restored), f"{noun} differs"
    refill("--empty", live)
    assert contents(live) == [], f"{noun} is not empty"
    assert len(contents(restored)) == len(items) - 1, f"{restored} was changed"


def check_later(restored, live):
    """What anybody has seen of an account is past, whichever table it was in."""
    live_table = boto3.resource("dynamodb").Table(live)
    ahead = next(item for item in live_table.scan()["Items"] if item.get("since") == "today")
    live_table.put_item(Item={**ahead, "epoch": 40, "version": 50})
    before = by_id(restored)
    gone = next(account for account in before if account != ahead["id"])
    live_table.delete_item(Key={"id": gone})
    refill("--later", restored, live)
    after = by_id(live)
    assert after.keys() == before.keys()
    for account, item in after.items():
        told = before[account]
        seen = (40, 50) if account == ahead["id"] else (told["epoch"], told["version"])
        step = 1_000_000 if account == gone else 1
        assert (item["epoch"], item["version"]) == (seen[0] + step, seen[1] + step), f"{account}: {item}"
        assert item["epoch_at"] > told["epoch_at"], f"{account}: {item}"
        assert {**item, "epoch": 0, "version": 0, "epoch_at": 0} == {**told, "epoch": 0, "version": 0, "epoch_at": 0}


def by_id(table):
    return {item["id"]: item for item in boto3.resource("dynamodb").Table(table).scan()["Items"]}


def make_like(live, restored):
    client = boto3.client("dynamodb")
    table = client.describe_table(TableName=live)["Table"]
    names = {part["AttributeName"] for part in table["KeySchema"]}
    client.create_table(
        TableName=restored,
        KeySchema=table["KeySchema"],
        AttributeDefinitions=[it for it in table["AttributeDefinitions"] if it["AttributeName"] in names],
        BillingMode="PAY_PER_REQUEST",
    )


def contents(table):
    return sorted((plain(item) for item in boto3.resource("dynamodb").Table(table).scan()["Items"]), key=str)


def plain(value):
    """Something that compares by what it holds, whatever its order."""
    match value:
        case dict():
            return tuple(sorted((name, plain(inner)) for name, inner in value.items()))
        case set() | list():
            return tuple(sorted(map(plain, value), key=str))
        case str() | bool() | None:
            return value
        case _ if hasattr(value, "value"):
            return bytes(value.value)
        case _:
            return value


def refill(*arguments):
    subprocess.run([sys.executable, REFILL, *arguments], check=True)


main()
