//! What is measured: Rekey's functions, and what they are compared with.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::aws::{Aws, KEYS};
use crate::link;

/// A program that is started and called.
#[derive(Clone)]
pub struct Program {
    /// The function's name, or what it stands for.
    pub name: String,
    /// The file.
    pub binary: PathBuf,
    /// Its environment, but for the Runtime API.
    pub variables: BTreeMap<String, String>,
    /// What it is called with.
    pub event: String,
    /// Its memory in `template.yaml`, in MB.
    pub memory: u32,
    /// The floor that it is compared with: the one that makes as many calls to AWS.
    pub floor: &'static str,
}

/// A floor: its name, its calls to the store until its first answer, over how many connections, and whose they are if not
/// everybody's.
const FLOORS: [(&str, u8, u8, &str); 3] = [
    ("floor", 1, 1, ""),
    ("floor, 2 calls at once", 2, 2, "redeem"),
    ("floor, 5 calls", 5, 2, "cleanup"),
];

fn floor_of(function: &str) -> &'static str {
    let own = FLOORS.iter().find(|(.., of)| *of == function);
    own.unwrap_or(&FLOORS[0]).0
}

/// Where a function's keys come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// From its environment.
    Environment,
    /// From Secrets Manager, as `template.yaml` has it.
    SecretsManager,
}

/// Each function, the setting that holds its keys, and a call that makes it ask the store, but not hash.
fn functions() -> [(&'static str, Option<&'static str>, Value); 11] {
    let account = "/v1/admin/accounts/01ARZ3NDEKTSV4RRFFQ69G5FAV";
    let token = "AZPxyV0AAAAAAAAAAAAAAA".to_owned() + &"A".repeat(42);
    [
        (
            "request",
            None,
            request(
                "POST",
                "/v1/password-resets",
                &json!({"identifier": "ana@example.com"}),
            ),
        ),
        (
            "redeem",
            Some("PEPPER_KEYS"),
            request(
                "POST",
                "/v1/password-resets/inspect",
                &json!({"token": token}),
            ),
        ),
        (
            "change-own",
            Some("PEPPER_KEYS"),
            request(
                "PUT",
                "/v1/admin/me/pin",
                &json!({"current_password": "violet trombone", "pin": "274910"}),
            ),
        ),
        (
            "sessions",
            Some("PEPPER_KEYS"),
            request("DELETE", "/v1/sessions/current", &Value::Null),
        ),
        (
            "accounts",
            Some("LINK_KEYS"),
            request("GET", "/v1/admin/accounts", &Value::Null),
        ),
        (
            "admin-generate",
            Some("LINK_KEYS"),
            request(
                "POST",
                &format!("{account}/reset-link"),
                &json!({"delivery": "link"}),
            ),
        ),
        (
            "manual-set",
            Some("PEPPER_KEYS"),
            request(
                "PUT",
                &format!("{account}/password"),
                &json!({"password": "violet trombone under the stairs"}),
            ),
        ),
        (
            "deliver",
            Some("LINK_KEYS"),
            json!({"Records": [{
                "eventID": "1", "eventName": "INSERT", "eventSource": "aws:dynamodb",
                "dynamodb": {"Keys": {"id": {"S": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}}, "SequenceNumber": "1", "StreamViewType": "KEYS_ONLY"},
            }]}),
        ),
        (
            "mail-events",
            None,
            json!({
                "source": "aws.ses", "detail-type": "Email Delivered", "time": "2026-11-22T12:00:00Z",
                "detail": {"eventType": "Delivery", "mail": {"tags": {
                    "rekey-account": ["01ARZ3NDEKTSV4RRFFQ69G5FAV"], "rekey-link": ["01ARZ3NDEKTSV4RRFFQ69G5FAV"],
                }}},
            }),
        ),
        ("cleanup", None, json!({"source": "aws.scheduler"})),
        ("pages", None, request("GET", "/reset", &Value::Null)),
    ]
}

/// Finds the programs where `bench/run` has built them.
pub struct Programs<'a> {
    /// `target/bench` of the repository.
    pub folder: PathBuf,
    /// The repository.
    pub repository: PathBuf,
    /// The endpoints.
    pub aws: &'a Aws,
}

impl Programs<'_> {
    /// All functions of Rekey; for keys from Secrets Manager those that have keys.
    pub fn functions(&self, keys: Keys) -> Vec<Program> {
        let template = fs::read_to_string(self.repository.join("template.yaml"));
        let template = template.expect("template.yaml can be read");
        let wanted = functions().into_iter();
        let wanted = wanted.filter(|(_, has, _)| keys == Keys::Environment || has.is_some());
        wanted
            .map(|(name, holds, event)| {
                let mut variables = self.aws_variables();
                variables.insert("BASE_URL".into(), "https://accounts.example.com".into());
                variables.insert("MAIL_FROM".into(), "rekey@example.com".into());
                match (holds, keys) {
                    (Some(setting), Keys::Environment) => {
                        variables.insert(setting.into(), KEYS.into())
                    }
                    (Some(setting), Keys::SecretsManager) => {
                        variables.insert(format!("{setting}_SECRET"), "keys".into())
                    }
                    (None, _) => None,
                };
                Program {
                    name: name.into(),
                    binary: self.folder.join("programs").join(name),
                    variables,
                    event: event.to_string(),
                    memory: memory(&template, name),
                    floor: floor_of(name),
                }
            })
            .collect()
    }

    /// `redeem`, called with a link that lives, so that it hashes.
    pub fn redeeming(&self) -> Program {
        let mut functions = self.functions(Keys::Environment).into_iter();
        let redeem = functions.find(|program| program.name == "redeem");
        let mut redeem = redeem.expect("there is such a function");
        let path = "/v1/password-resets/redeem";
        redeem.event = request("POST", path, &link::redemption()).to_string();
        redeem
    }

    /// What all else is compared with, first.
    pub fn baselines(&self, keys: Keys) -> Vec<Program> {
        let mut all = vec![self.baseline("usual", keys)];
        all.extend(FLOORS.iter().map(|(name, calls, connections, _)| {
            let mut floor = self.baseline("floor", keys);
            (*name).clone_into(&mut floor.name);
            floor.floor = name;
            let settings = [("CALLS", calls), ("CONNECTIONS", connections)];
            let settings = settings.map(|(name, value)| (name.to_owned(), value.to_string()));
            floor.variables.extend(settings);
            floor
        }));
        if keys == Keys::Environment {
            all.push(self.baseline("bare", keys));
        }
        all
    }

    /// `usual`, `floor` or `bare`.
    fn baseline(&self, name: &str, keys: Keys) -> Program {
        let mut variables = self.aws_variables();
        let roots = self.folder.join("tls/machine-roots.pem");
        variables.insert("SSL_CERT_FILE".into(), roots.display().to_string());
        if keys == Keys::SecretsManager {
            variables.insert("SECRET".into(), "keys".into());
        }
        let [(_, _, event), ..] = functions();
        Program {
            name: name.into(),
            binary: self.folder.join("programs").join(name),
            variables,
            event: event.to_string(),
            memory: 256,
            floor: FLOORS[0].0,
        }
    }

    fn aws_variables(&self) -> BTreeMap<String, String> {
        let variables = [
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "bench"),
            ("AWS_SECRET_ACCESS_KEY", "bench"),
            ("AWS_SESSION_TOKEN", "bench"),
            ("AWS_ENDPOINT_URL_DYNAMODB", &self.aws.store),
            ("AWS_ENDPOINT_URL_SESV2", &self.aws.mail),
            ("AWS_ENDPOINT_URL_SECRETS_MANAGER", &self.aws.secrets),
        ];
        let variables = variables.into_iter();
        variables
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}

/// What `template.yaml` gives a function; the first line of the kind is everybody's.
fn memory(template: &str, function: &str) -> u32 {
    let sizes = |text: &str| {
        let mut lines = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("MemorySize: ")?.parse().ok());
        lines.next()
    };
    let own = template
        .split(&format!("CodeUri: functions/{function}\n"))
        .nth(1);
    let own = own.and_then(|rest| rest.split("\n\n").next());
    own.and_then(sizes)
        .or_else(|| sizes(template))
        .expect("a size for all")
}

/// A request as API Gateway's HTTP API sends it (payload format 2.0), with the headers of a usual caller.
fn request(method: &str, path: &str, body: &Value) -> Value {
    let mut event = json!({
        "version": "2.0", "routeKey": format!("{method} {path}"), "rawPath": path, "rawQueryString": "",
        "headers": {
            "host": "accounts.example.com", "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
            "accept": "*/*", "accept-language": "en-GB,en;q=0.5", "x-forwarded-for": "203.0.113.7", "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
            // Nobody's: the store does not know it.
            "authorization": format!("Bearer {}", "A".repeat(64)),
        },
        "requestContext": {
            "accountId": "123456789012", "apiId": "api", "domainName": "accounts.example.com", "domainPrefix": "accounts",
            "requestId": "JKJaXmPLvHcESHA=", "routeKey": format!("{method} {path}"), "stage": "$default",
            "time": "22/Nov/2026:12:00:00 +0000", "timeEpoch": 1_795_348_800_000_u64,
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7", "userAgent": "Mozilla/5.0"}
        },
        "isBase64Encoded": false
    });
    if !body.is_null() {
        event["headers"]["content-type"] = json!("application/json");
        event["body"] = json!(body.to_string());
    }
    event
}

/// The size of a file in bytes.
pub fn size(file: &Path) -> u64 {
    fs::metadata(file).expect("bench/run has built it").len()
}
