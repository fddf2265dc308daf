// better-auth's own password reset, as its documentation sets it up: SQLite, mail kept in memory, its default hash.
// `node server.mjs DATABASE PORT COUNT FILE` makes the people and a redeem body for each, then serves and says "ready".
import { createServer } from "node:http";
import { writeFileSync } from "node:fs";
import Database from "better-sqlite3";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";

const [file, port, count, bodies] = process.argv.slice(2);
const mails = [];
const database = new Database(file);
database.pragma("journal_mode = WAL");
const options = {
  baseURL: `http://127.0.0.1:${port}`,
  secret: "only for measuring, and long enough for it",
  database,
  emailAndPassword: {
    enabled: true,
    sendResetPassword: async ({ user, token }) => {
      mails.push({ to: user.email, token });
      if (mails.length > 100000) mails.length = 0;
    },
  },
  rateLimit: { enabled: false },
  logger: { disabled: true },
  telemetry: { enabled: false },
};
const auth = betterAuth(options);
await (await getMigrations(options)).runMigrations();

// One is made by the library, and the others after its rows: hashing for each would take minutes.
const password = "correct horse battery staple";
await auth.api.signUpEmail({ body: { name: "Person", email: "person0@example.com", password } });
const copy = (table, change) => {
  const row = database.prepare(`select * from "${table}" limit 1`).get();
  const names = Object.keys(row);
  const insert = database.prepare(
    `insert into "${table}" (${names.map((name) => `"${name}"`)}) values (${names.map((name) => `@${name}`)})`,
  );
  database.transaction(() => {
    for (let i = 1; i < Number(count); i++) insert.run({ ...row, ...change(i) });
  })();
};
copy("user", (i) => ({ id: `person${i}`, email: `person${i}@example.com` }));
copy("account", (i) => ({ id: `account${i}`, accountId: `person${i}`, userId: `person${i}` }));
const asked = [];
for (let i = 0; i < Number(count); i++) {
  await auth.api.requestPasswordReset({ body: { email: `person${i}@example.com` } });
  asked.push(JSON.stringify({ newPassword: "another long pass phrase", token: mails.at(-1).token }));
}
writeFileSync(bodies, asked.join("\n") + "\n");

createServer(toNodeHandler(auth)).listen(Number(port), "127.0.0.1", () => console.log("ready"));
