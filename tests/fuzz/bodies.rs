//! Requests to every route that the API's document tells: bodies, and what else a caller writes into a request. The harness
//! holds each answer against the document: its status, its headers, its body.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use tests::{NOBODY, Records, WITHOUT_LIMITS, World, token_in};
use tokio::runtime::Runtime;

use crate::corpus::{Input, mutations_of, seeds};
use crate::mutation::TEXTS;
use crate::{nothing_panicked, throw};

const COUNT: u32 = 400;

/// So many requests to one world: accepted ones wear its accounts out.
const TO_ONE_WORLD: usize = 150;

/// The store of a busy machine may be late once: then the same is sent to another world.
const LATE: u16 = 503;
const TRIES: usize = 3;

/// One way to call the API.
#[derive(Clone, Debug)]
struct Route {
    method: String,
    path: String,
    query: Vec<String>,
    bodies: Vec<Input>,
}

/// Every route: the document's own example is a seed, and so is what the corpus has under the route's name.
fn routes() -> Vec<Route> {
    let document = rekey::api::document();
    let paths = document["paths"].as_object().expect("paths");
    let mut routes = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("methods") {
            routes.push(Route {
                method: method.to_uppercase(),
                path: path.clone(),
                query: query(operation),
                bodies: bodies(operation),
            });
        }
    }
    assert!(routes.len() > 20, "{routes:?}");
    routes
}

fn query(operation: &Value) -> Vec<String> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    parameters
        .filter(|parameter| parameter["in"] == "query")
        .filter_map(|parameter| parameter["name"].as_str().map(str::to_owned))
        .collect()
}

fn bodies(operation: &Value) -> Vec<Input> {
    let mut bodies: Vec<Input> = operation["requestBody"]["content"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, content)| content["example"].is_object())
        .map(|(_, content)| Input(content["example"].to_string().into_bytes()))
        .collect();
    let name = operation["operationId"]
        .as_str()
        .expect("a route has a name");
    if tests::root()
        .join("tests/fuzz/corpus/bodies")
        .join(name)
        .exists()
    {
        bodies.extend(seeds(&format!("bodies/{name}")));
    }
    if bodies.is_empty() {
        bodies.push(Input(b"{}".to_vec()));
    }
    bodies
}

/// One request in the making.
#[derive(Clone, Debug)]
struct Sent {
    method: String,
    path: String,
    body: Option<Input>,
    /// In the place of the id.
    id: String,
    query: Vec<(String, String)>,
    content_type: &'static str,
    bearer: Option<String>,
    actor: String,
}

fn sent() -> impl Strategy<Value = Sent> {
    select(routes()).prop_flat_map(|route| {
        let mostly = |usual: &'static str| prop_oneof![6 => Just(usual.to_owned()), 1 => text()];
        let id =
            prop_oneof![4 => Just("{ana}".to_owned()), 1 => Just(NOBODY.to_owned()), 1 => text()]
                .prop_filter("without one it is another path", |id: &String| {
                    !id.is_empty()
                });
        let values = route
            .query
            .iter()
            .map(|name| (Just(name.clone()), query_value()));
        let query: Vec<_> = values.map(|pair| weighted(0.5, pair)).collect();
        let content_type = prop_oneof![
            8 => Just("application/json"),
            1 => Just("application/x-www-form-urlencoded"),
            1 => select(vec!["", "text/plain", "application/json; charset=utf-16"]),
        ];
        let body = weighted(0.9, mutations_of(route.bodies.clone()));
        let (bearer, actor) = (weighted(0.95, mostly("{key}")), mostly("{olivia}"));
        (body, id, query, content_type, bearer, actor).prop_map(
            move |(body, id, query, content_type, bearer, actor)| Sent {
                method: route.method.clone(),
                path: route.path.clone(),
                // What cannot have one is sent none most of the time.
                body: body.filter(|body| route.method != "GET" || body.0.len() > 40),
                id,
                query: query.into_iter().flatten().collect(),
                content_type,
                bearer,
                actor,
            },
        )
    })
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        select(&TEXTS[..]).prop_map(str::to_owned),
        ".{0,30}",
        "[A-Za-z0-9_-]{64}",
    ]
}

fn query_value() -> impl Strategy<Value = String> {
    let cursors = mutations_of(seeds("cursors")).prop_map(|input| input.text());
    let usual = select(vec![
        "acme",
        "an",
        "1",
        "100",
        "0",
        "101",
        "ana@example.com",
    ]);
    prop_oneof![2 => usual.prop_map(str::to_owned), 1 => text(), 2 => cursors]
}

/// A world, and what of it requests can name.
struct Ground {
    world: World,
    names: Vec<(&'static str, String)>,
    records: Records,
    requests: usize,
}

impl Ground {
    async fn start() -> Self {
        let world = World::with(WITHOUT_LIMITS).await;
        let olivia = world.olivia().await;
        let names = vec![
            ("{ana}", world.account_id("ana@example.com").await),
            ("{olivia}", world.account_id("olivia@example.com").await),
            (
                "{token}",
                world.token_handed_over(&olivia, "ana@example.com").await,
            ),
            ("{key}", world.service_key().to_owned()),
        ];
        let records = world.records().await;
        Self {
            world,
            names,
            records,
            requests: 0,
        }
    }

    fn named(&self, text: &str) -> String {
        let named = self.names.iter();
        named.fold(text.to_owned(), |text, (name, value)| {
            text.replace(name, value)
        })
    }

    /// Sends it; what is refused has changed nothing.
    async fn takes(&mut self, sent: &Sent) -> u16 {
        self.requests += 1;
        let status = self.send(sent).await;
        assert!(status < 500 || status == LATE, "{status}");
        if status == LATE {
            return status;
        }
        if status >= 400 {
            self.world.nothing_happened_since(&self.records).await;
        } else if sent.method != "GET" {
            self.renew_token().await;
            self.records = self.world.records().await;
        }
        nothing_panicked(&self.world);
        status
    }

    /// A link that was used tells the next holder nothing: there is always a live one, while Ana may have one.
    async fn renew_token(&mut self) {
        let olivia = self.world.olivia().await;
        let (ana, link) = (self.named("{ana}"), json!({"delivery": "link"}));
        let answer = self.world.reset_link(&olivia, &ana, link).await;
        let place = self.names.iter_mut().find(|(name, _)| *name == "{token}");
        if let (200, Some((_, token))) = (answer.status, place) {
            *token = token_in(&answer.json());
        }
    }

    async fn send(&self, sent: &Sent) -> u16 {
        let id = escaped(&self.named(&sent.id));
        let path = sent.path.replace("{id}", &id).replace("{batch_id}", &id);
        let query: Vec<String> = sent
            .query
            .iter()
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        let mut request = self
            .world
            .request(&sent.method, &format!("{path}?{}", query.join("&")));
        let header = |text: &str| {
            self.named(text)
                .replace(|c: char| !c.is_ascii_graphic(), "~")
        };
        if let Some(bearer) = &sent.bearer {
            request = request.bearer(&header(bearer));
            request = request.header("X-Rekey-Actor", &header(&sent.actor));
        }
        if let Some(body) = &sent.body {
            let body = body.with(&self.names).0;
            request = match sent.content_type {
                "" => request.untyped(body),
                content_type => request.body(content_type, body),
            };
        }
        request.send().await.status
    }
}

/// For a path or a query: all but letters and digits.
fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

// T-104, T-105, T-108, T-110, T-317, T-420, T-503, T-512
#[test]
fn every_route_answers_as_documented_whatever_is_sent_and_a_refusal_changes_nothing() {
    let runtime = Runtime::new().expect("a runtime starts");
    let ground: RefCell<Option<Ground>> = RefCell::new(None);
    let statuses: RefCell<BTreeMap<u16, usize>> = RefCell::default();
    let check = |sent: &Sent| {
        let mut status = LATE;
        for _ in 0..TRIES {
            // A failure leaves no world behind for the next, smaller one; neither does an answer that tells nothing.
            let kept = ground
                .take()
                .filter(|ground| ground.requests < TO_ONE_WORLD);
            let mut here = kept.unwrap_or_else(|| runtime.block_on(Ground::start()));
            status = runtime.block_on(here.takes(sent));
            if status != LATE {
                ground.replace(Some(here));
                break;
            }
        }
        assert_ne!(status, LATE, "it is never answered");
        *statuses.borrow_mut().entry(status).or_default() += 1;
    };
    for route in routes() {
        for body in &route.bodies {
            check(&plain(&route, body));
        }
    }
    throw("bodies", COUNT, &sent(), |sent| check(&sent));
    drop(ground.take());
    let statuses = statuses.borrow();
    println!("bodies: answers by status {statuses:?}");
    let is_told = |status: &u16| statuses.contains_key(status);
    assert!(
        [200, 400, 401, 403, 404, 415].iter().all(is_told),
        "{statuses:?}"
    );
}

/// A seed as it is, by whoever may.
fn plain(route: &Route, body: &Input) -> Sent {
    Sent {
        method: route.method.clone(),
        path: route.path.clone(),
        body: (route.method != "GET").then(|| body.clone()),
        id: "{ana}".to_owned(),
        query: Vec::new(),
        content_type: "application/json",
        bearer: Some("{key}".to_owned()),
        actor: "{olivia}".to_owned(),
    }
}

/// The document's examples are what a caller copies.
#[test]
fn every_route_with_a_body_has_a_seed() {
    for route in routes() {
        let takes_one = ["POST", "PUT", "PATCH"].contains(&route.method.as_str());
        let has_one = route
            .bodies
            .iter()
            .any(|body| body.0 != json!({}).to_string().into_bytes());
        let without = ["/v1/admin/accounts/{id}/reset-link/reveal"];
        assert!(
            !takes_one || has_one || without.contains(&route.path.as_str()),
            "{route:?}"
        );
    }
}
