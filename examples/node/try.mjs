// Plays a person, the event bus and the application against a Rekey on this machine.
import assert from "node:assert/strict";
import { Application } from "./application.mjs";

const { REKEY_URL, REKEY_KEY } = process.env;
const [person, old, chosen] = ["ana@example.com", "correct horse battery staple", "a quiet river under the moon"];
const application = new Application(REKEY_URL, REKEY_KEY);
const signIn = (password, identifier = person) => application.signIn(identifier, password, "198.51.100.7");

// What AWS would put on the bus: here it is made of the account as it stands in the table.
async function eventOfLastChange(account) {
  const { accounts } = await (await fetch(`${REKEY_URL}/_local/tables`)).json();
  const { epoch } = accounts.find(({ id }) => id === account);
  return { source: "rekey", "detail-type": "Account Changed", detail: { account_id: account, epoch: String(epoch) } };
}

assert.deepEqual(await signIn("not the password at all"), { sorry: "That name and password do not belong together." });
assert.match((await signIn(old, "dora@example.com")).sorry, /disabled/);
assert.match((await signIn(old, "sofia@example.com")).sorry, /at Example SSO: https:\/\/sso.example.com/);

const { session } = await signIn(old);
const account = application.accountOf(session);
assert.ok(account, "the right password lets the person in");

// The person's own page calls Rekey itself, so that the application never sees the new password.
const changed = await fetch(`${REKEY_URL}/v1/password`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ identifier: person, current_password: old, new_password: chosen }),
});
assert.equal(changed.status, 200);

application.accountChanged(await eventOfLastChange(account));
assert.equal(application.accountOf(session), undefined, "the change ended the session");
assert.ok((await signIn(old)).sorry, "the old password is good for nothing");
assert.equal(application.accountOf((await signIn(chosen)).session), account);
console.log("node: signed in, changed, signed out everywhere, signed in anew");
