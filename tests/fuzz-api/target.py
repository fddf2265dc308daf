"""Prepares a running Rekey for the fuzzing, and prints the API's document with what is really there.

A document alone leads to ids and tokens that nobody has, and so to 404 and no further. Here the places for ids, identifiers
and tokens offer those of the accounts, links and batches of this one run.

    target.py URL SERVICE_KEY DOCUMENT  ->  writes DOCUMENT, prints the id of the account to act as
"""

import json
import sys
import urllib.request

PASSWORD = "correct horse battery staple"


def main(url, key, path):
    def call(method, route, body=None, actor=None):
        headers = {"Authorization": f"Bearer {key}"}
        if actor:
            headers["X-Rekey-Actor"] = actor
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(url + route, data=data, method=method, headers=headers)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    owner = sign_in(call, "olivia@example.com")
    people = call("GET", "/v1/admin/accounts?limit=100", actor=owner)["accounts"]
    others = [person["id"] for person in people if person["id"] != owner]
    tokens = []
    for person in people:
        if person["role"] == "user" and person["standing"] == "active" and not person["sso"]:
            route = f"/v1/admin/accounts/{person['id']}/reset-link"
            link = call("POST", route, {"delivery": "link"}, actor=owner)["link"]
            tokens.append(link.split("#")[1])
    batch = call("POST", "/v1/admin/reset-links", {"account_ids": others}, actor=owner)["batch_id"]

    document = call("GET", "/v1/openapi.json")
    known = {
        "id": others + [owner, "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
        "batch_id": [batch],
        "identifier": [person["email"] or person["username"] for person in people],
        "token": tokens,
        "current_password": [PASSWORD],
    }
    offer(document["paths"], known)
    with open(path, "w") as file:
        json.dump(document, file)
    print(owner)


def sign_in(call, identifier):
    return call("POST", "/v1/sessions", {"identifier": identifier, "password": PASSWORD})["account"]["id"]


def offer(paths, known):
    """Parameters and members of these names may have what is known, or whatever their form allows."""
    for item in paths.values():
        for operation in item.values():
            for parameter in operation.get("parameters", []):
                if parameter["name"] in known and parameter["in"] == "path":
                    parameter["schema"] = {"type": "string", "enum": known[parameter["name"]]}
                elif parameter["name"] in known:
                    parameter["schema"] = either(known[parameter["name"]], parameter["schema"])
            for content in operation.get("requestBody", {}).get("content", {}).values():
                members = content["schema"]["properties"]
                for name in members.keys() & known.keys():
                    members[name] = either(known[name], members[name])
                if "password" in members and "identifier" in members:
                    members["password"] = either([PASSWORD], members["password"])
                if "account_ids" in members:
                    members["account_ids"]["items"] = either(known["id"], members["account_ids"]["items"])


def either(values, schema):
    return {"anyOf": [{"type": "string", "enum": values}, schema]}


main(*sys.argv[1:])
