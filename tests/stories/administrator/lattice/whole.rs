//! The whole lattice: every actor against every target, by every act. What is expected is worked out here, from a
//! table of its own that is written from CONTRACT §3.

use std::collections::HashMap;

use serde_json::{Value, json};
use tests::{Answer, KeyOf, PASSWORD, Request, World, all_at_once};

const TENANTS: [Option<&str>; 3] = [Some("acme"), Some("globex"), None];
const ROLES: [&str; 3] = ["user", "admin", "owner"];
const STANDINGS: [&str; 4] = ["invited", "active", "expired", "disabled"];
const ACTS: [&str; 8] = [
    "read",
    "history",
    "reset-link",
    "hand-over",
    "reveal",
    "revoke",
    "set-password",
    "edit",
];

/// An account of the lattice.
#[derive(Clone, Debug)]
struct Target {
    email: String,
    tenant: Option<&'static str>,
    role: &'static str,
    standing: &'static str,
    sso: bool,
}

/// Who acts: a session of an account, or a key for it.
#[derive(Clone, Copy, Debug)]
struct Actor {
    email: &'static str,
    tenant: Option<&'static str>,
    role: &'static str,
    key: Option<KeyOf<'static>>,
}

/// What an act comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Comes {
    Done,
    Unknown,
    Forbidden(&'static str),
    Conflict(&'static str),
}

fn targets() -> Vec<Target> {
    let mut targets = Vec::new();
    for tenant in TENANTS {
        for role in ROLES {
            for standing in STANDINGS {
                for sso in [false, true] {
                    let place = tenant.unwrap_or("none");
                    let kind = if sso { "sso" } else { "local" };
                    targets.push(Target {
                        email: format!("{role}.{standing}.{kind}@{place}.example"),
                        tenant,
                        role,
                        standing,
                        sso,
                    });
                }
            }
        }
    }
    targets
}

const fn session(email: &'static str, role: &'static str, tenant: Option<&'static str>) -> Actor {
    Actor {
        email,
        tenant,
        role,
        key: None,
    }
}

const fn by_key(
    actor: Actor,
    scopes: &'static [&'static str],
    highest_role: &'static str,
    tenant: Option<&'static str>,
) -> Actor {
    let key = KeyOf {
        scopes,
        highest_role,
        tenant,
    };
    Actor {
        key: Some(key),
        ..actor
    }
}

const ADMIN: Actor = session("admin.active.local@acme.example", "admin", Some("acme"));
const SSO_ADMIN: Actor = session("admin.active.sso@acme.example", "admin", Some("acme"));
const FREE_ADMIN: Actor = session("admin.active.local@none.example", "admin", None);
const OWNER: Actor = session("owner.active.local@acme.example", "owner", Some("acme"));
const FREE_OWNER: Actor = session("owner.active.local@none.example", "owner", None);
const USER: Actor = session("user.active.local@acme.example", "user", Some("acme"));

const SESSIONS: [Actor; 5] = [ADMIN, SSO_ADMIN, FREE_ADMIN, OWNER, FREE_OWNER];
const KEYS: [Actor; 9] = [
    by_key(FREE_OWNER, &["verify", "admin"], "owner", None),
    by_key(FREE_OWNER, &["admin"], "admin", Some("acme")),
    by_key(FREE_OWNER, &["admin"], "owner", Some("globex")),
    by_key(OWNER, &["admin"], "admin", None),
    by_key(ADMIN, &["admin"], "owner", None),
    by_key(FREE_ADMIN, &["admin"], "owner", Some("globex")),
    by_key(OWNER, &["admin"], "user", None),
    by_key(OWNER, &["verify"], "owner", None),
    by_key(USER, &["admin"], "owner", None),
];

/// How far the actor reaches: the lower role of account and key, the tenant of either, and whether it may administer.
fn reach(actor: &Actor) -> (usize, Option<&'static str>, bool) {
    let rank = |role: &str| {
        ROLES
            .iter()
            .position(|known| *known == role)
            .expect("a role")
    };
    let own = rank(actor.role);
    match actor.key {
        None => (own, actor.tenant, own > 0),
        Some(key) => {
            let role = own.min(rank(key.highest_role));
            let administers = role > 0 && key.scopes.contains(&"admin");
            (role, actor.tenant.or(key.tenant), administers)
        }
    }
}

/// CONTRACT §2 "Target checks in order" and §3 "Who may be helped, and how".
fn expected(actor: &Actor, target: &Target, act: &str) -> Comes {
    let (role, tenant, administers) = reach(actor);
    if tenant.is_some() && target.tenant != tenant {
        return Comes::Unknown;
    }
    if !administers {
        return Comes::Forbidden("scope");
    }
    if ["read", "history"].contains(&act) {
        return Comes::Done;
    }
    if target.email == actor.email {
        return Comes::Forbidden("self");
    }
    let is_below = ROLES.iter().position(|known| *known == target.role) < Some(role);
    if !is_below && ROLES[role] != "owner" {
        return Comes::Forbidden("upward");
    }
    match help(target) {
        Some(slug) if ["reset-link", "hand-over", "set-password"].contains(&act) => {
            Comes::Conflict(slug)
        }
        _ => Comes::Done,
    }
}

/// Why the target can be given neither link nor password.
fn help(target: &Target) -> Option<&'static str> {
    match (target.standing, target.sso, target.role) {
        ("expired", ..) => Some("account-expired"),
        ("disabled", ..) => Some("account-disabled"),
        (_, true, "user") => Some("managed-by-sso"),
        _ => None,
    }
}

struct Lattice {
    world: World,
    ids: HashMap<String, String>,
}

impl Lattice {
    async fn start() -> Self {
        let actors = SESSIONS.map(|actor| actor.email);
        let account = |target: Target| {
            let mut account = json!({
                "email": target.email, "name": "Xaver", "role": target.role, "standing": target.standing,
            });
            if let Some(tenant) = target.tenant {
                account["tenant"] = tenant.into();
            }
            if target.sso {
                account["sso"] =
                    json!({"provider": "Example SSO", "url": "https://sso.example.com/recover"});
            }
            if actors.contains(&&*target.email) {
                account["password"] = PASSWORD.into();
            }
            account
        };
        let settings = [("LIMIT_LINKS_PER_ADMIN", "100000")];
        let world = World::among(targets().into_iter().map(account), &settings).await;
        let mut ids = HashMap::new();
        for account in world.everybody().await {
            let text = |member: &str| account[member].as_str().map(str::to_owned);
            ids.insert(
                text("email").expect("an address"),
                text("id").expect("an id"),
            );
        }
        Self { world, ids }
    }

    /// Sends as the actor: with its session, or with its key and its name.
    async fn sender(&self, actor: &Actor) -> impl Fn(Request) -> Request + use<> {
        let (bearer, name) = match actor.key {
            None => (self.world.sign_in(actor.email).await, None),
            Some(key) => (self.world.make_key(key).await, self.ids.get(actor.email)),
        };
        let name = name.cloned();
        move |request: Request| match &name {
            Some(name) => request.bearer(&bearer).header("X-Rekey-Actor", name),
            None => request.bearer(&bearer),
        }
    }

    /// The request of an act. Edits are under an old version and passwords too short, so that what is allowed is told
    /// by a later check and changes nothing.
    fn request(&self, target: &Target, act: &str) -> Request {
        let record = format!("/v1/admin/accounts/{}", self.ids[&target.email]);
        let below = |path: &str| format!("{record}/{path}");
        match act {
            "read" => self.world.get(&record),
            "history" => self.world.get(&below("history")),
            "reset-link" => self.world.post(&below("reset-link")).json(&json!({})),
            "hand-over" => self
                .world
                .post(&below("reset-link"))
                .json(&json!({"delivery": "link"})),
            "reveal" => self.world.post(&below("reset-link/reveal")),
            "revoke" => self.world.delete(&below("reset-link")),
            "set-password" => self
                .world
                .put(&below("password"))
                .json(&json!({"password": "short"})),
            _ => self
                .world
                .patch(&record)
                .json(&json!({"name": "Changed", "version": 1_000_000})),
        }
    }
}

#[track_caller]
fn check(answer: &Answer, comes: Comes, act: &str, has_link: bool) {
    match comes {
        Comes::Unknown => {
            answer.refused(404, "account-unknown");
        }
        Comes::Forbidden(rule) => answer.not_allowed(rule),
        Comes::Conflict(slug) => {
            answer.refused(409, slug);
        }
        Comes::Done => {
            let (status, slug) = match act {
                "revoke" => (204, None),
                "reveal" if !has_link => (410, Some("window-over")),
                "set-password" => (422, Some("password-rejected")),
                "edit" => (409, Some("edited-meanwhile")),
                _ => (200, None),
            };
            match slug {
                Some(slug) => drop(answer.refused(status, slug)),
                None => assert_eq!(answer.status, status, "{act}: {answer:?}"),
            }
        }
    }
}

/// What `can` on the record has to say: true, or the rule.
fn can(actor: &Actor, target: &Target) -> Value {
    let word = |act: &str| match expected(actor, target, act) {
        Comes::Forbidden(rule) | Comes::Conflict(rule) => json!(rule),
        Comes::Done => json!(true),
        Comes::Unknown => Value::Null,
    };
    json!({"reset-link": word("reset-link"), "set-password": word("set-password"), "edit": word("edit")})
}

/// Whether it changes nothing, and is worth its time: whoever is out of reach is refused before anything of it is
/// looked at, so that one of its kind is enough.
fn is_asked(target: &Target, act: &str, comes: Comes) -> bool {
    match comes {
        Comes::Done => !["reset-link", "hand-over", "revoke"].contains(&act),
        Comes::Unknown | Comes::Forbidden("scope") => target.standing == "active" && !target.sso,
        _ => true,
    }
}

/// Sends every act of these actors that comes to something else than being done, and fails the test unless each is
/// refused as expected and nothing has happened; and every act that changes nothing when it is done.
async fn nothing_comes_of_what_is_refused(actors: &[Actor]) {
    let lattice = Lattice::start().await;
    let targets = targets();
    lattice.world.olivia().await;
    let mut senders = Vec::new();
    for actor in actors {
        senders.push((actor, lattice.sender(actor).await));
    }
    let before = lattice.world.records().await;
    let mut refused = 0;
    for (actor, send_as) in &senders {
        let acts = targets
            .iter()
            .flat_map(|target| ACTS.iter().map(move |act| (target, *act)));
        let harmless: Vec<_> = acts
            .map(|(target, act)| (target, act, expected(actor, target, act)))
            .filter(|(target, act, comes)| is_asked(target, act, *comes))
            .collect();
        for some in harmless.chunks(16) {
            let requests = some
                .iter()
                .map(|(target, act, _)| send_as(lattice.request(target, act)));
            let answers = all_at_once(requests).await;
            for ((target, act, comes), answer) in some.iter().zip(answers) {
                refused += usize::from(*comes != Comes::Done);
                check(&answer, *comes, act, false);
                if (*act, *comes) == ("read", Comes::Done) {
                    let told = answer.json()["can"].clone();
                    assert_eq!(told, can(actor, target), "{actor:?} {target:?}");
                }
            }
        }
    }
    assert!(refused > 50 * actors.len(), "the table refuses: {refused}");
    lattice.world.nothing_happened_since(&before).await;
    assert!(lattice.world.mails().await.is_empty());
}

// T-403, T-406, T-408, T-502, T-510, A10–A13, B19, B20, B22, C4, C5, C7
#[tokio::test]
async fn whatever_the_table_refuses_a_session_is_refused_with_its_rule_and_nothing_happens() {
    nothing_comes_of_what_is_refused(&SESSIONS).await;
}

// T-403, T-406, T-408, T-502, B18
#[tokio::test]
async fn whatever_the_table_refuses_a_key_is_refused_with_its_rule_and_nothing_happens() {
    nothing_comes_of_what_is_refused(&KEYS).await;
}

// T-406, A13, B20, B22, C7
#[tokio::test]
async fn whatever_the_table_allows_is_done() {
    let lattice = Lattice::start().await;
    for actor in [SESSIONS.as_slice(), &KEYS[1..5]].concat() {
        let send_as = lattice.sender(&actor).await;
        let is_helped = |target: &Target| expected(&actor, target, "hand-over") == Comes::Done;
        let helped: Vec<Target> = targets().into_iter().filter(is_helped).collect();
        for (act, has_link) in [
            ("hand-over", true),
            ("reveal", true),
            ("revoke", true),
            ("reveal", false),
        ] {
            let requests = helped
                .iter()
                .map(|target| send_as(lattice.request(target, act)));
            for answer in all_at_once(requests).await {
                check(&answer, Comes::Done, act, has_link);
                if act == "hand-over" {
                    let reset = answer.json();
                    assert_eq!(reset["state"], "live", "{actor:?}: {reset}");
                    assert_eq!(reset["reason"], "requested", "{actor:?}: {reset}");
                }
            }
        }
        assert!(!helped.is_empty(), "{actor:?} helps somebody");
    }
    assert!(lattice.world.mails().await.is_empty());
}

#[tokio::test]
async fn a_key_that_names_nobody_or_nobody_who_could_act_may_do_nothing() {
    let lattice = Lattice::start().await;
    let world = &lattice.world;
    let whole = KeyOf {
        scopes: &["verify", "admin"],
        highest_role: "owner",
        tenant: None,
    };
    let confined = KeyOf {
        tenant: Some("acme"),
        ..whole
    };
    let (whole, confined) = (world.make_key(whole).await, world.make_key(confined).await);
    let before = world.records().await;
    let target = &targets()[2];
    assert_eq!((target.role, target.standing), ("user", "active"));
    let id = |email: &str| lattice.ids[email].clone();
    let actors = [
        None,
        Some("nonsense".to_owned()),
        Some(tests::NOBODY.to_owned()),
        Some(id("owner.invited.local@acme.example")),
        Some(id("owner.expired.local@acme.example")),
        Some(id("owner.disabled.local@none.example")),
        Some(id("user.active.local@acme.example")),
    ];
    let elsewhere = Some(id("owner.active.local@globex.example"));
    let whole = actors.iter().map(|actor| (&whole, actor));
    for (key, actor) in whole.chain([(&confined, &elsewhere)]) {
        for act in ACTS {
            let request = lattice.request(target, act).bearer(key);
            let request = match actor {
                Some(actor) => request.header("X-Rekey-Actor", actor),
                None => request,
            };
            request.send().await.not_allowed("scope");
        }
    }
    world.nothing_happened_since(&before).await;
}
