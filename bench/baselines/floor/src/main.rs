//! The floor: everything by hand and nothing that is not needed. Blocking sockets, one root, one put into a table for each
//! request, signed; `CALLS` of them over `CONNECTIONS`, where there are such settings. With `SECRET` it fetches that secret at
//! its start. It reads no JSON and expects no failure.

use std::env;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use ring::{digest, hmac};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

type Error = Box<dyn std::error::Error>;

const REGION: &str = "eu-central-1";

fn main() -> Result<(), Error> {
    let tls = Arc::new(trusting_one_root()?);
    if let Ok(secret) = env::var("SECRET") {
        let url = env::var("AWS_ENDPOINT_URL_SECRETS_MANAGER")?;
        let body = format!(r#"{{"SecretId":"{secret}"}}"#);
        let mut secrets = Service::new(&tls, &url, "secretsmanager")?;
        secrets.call("secretsmanager.GetSecretValue", &body)?;
    }
    let url = env::var("AWS_ENDPOINT_URL_DYNAMODB")?;
    let (calls, connections) = (number("CALLS")?, number("CONNECTIONS")?);
    let stores = (0..connections).map(|_| Service::new(&tls, &url, "dynamodb"));
    let mut stores = stores.collect::<Result<Vec<_>, _>>()?;
    let mut runtime = TcpStream::connect(env::var("AWS_LAMBDA_RUNTIME_API")?)?;
    runtime.set_nodelay(true)?;
    loop {
        let next = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nhost: runtime\r\n\r\n";
        runtime.write_all(next.as_bytes())?;
        let (head, event) = read_message(&mut runtime)?;
        let id = header(&head, "lambda-runtime-aws-request-id").ok_or("no id")?;
        let hidden: String = event.escape_default().collect();
        let put = format!(
            r#"{{"TableName":"outbox","Item":{{"id":{{"S":"1"}},"body":{{"S":"{hidden}"}}}}}}"#
        );
        for call in 0..calls {
            stores[call % connections].call("DynamoDB_20120810.PutItem", &put)?;
        }
        let answer =
            r#"{"statusCode":202,"headers":{"content-type":"application/json"},"body":"{}"}"#;
        let length = answer.len();
        let told = format!(
            "POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1\r\nhost: runtime\r\ncontent-length: {length}\r\n\r\n{answer}"
        );
        runtime.write_all(told.as_bytes())?;
        read_message(&mut runtime)?;
    }
}

/// One, unless the environment says more.
fn number(name: &str) -> Result<usize, Error> {
    Ok(env::var(name).map_or(Ok(1), |number| number.parse())?)
}

fn trusting_one_root() -> Result<ClientConfig, Error> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_slice(include_bytes!(env!(
        "AUTHORITY"
    ))))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// One connection to one service of AWS, made by the first call.
struct Service {
    tls: Arc<ClientConfig>,
    host: String,
    name: &'static str,
    key_id: String,
    key: String,
    stream: Option<StreamOwned<ClientConnection, TcpStream>>,
}

impl Service {
    fn new(tls: &Arc<ClientConfig>, url: &str, name: &'static str) -> Result<Self, Error> {
        Ok(Self {
            tls: Arc::clone(tls),
            host: url.strip_prefix("https://").ok_or("no https")?.to_owned(),
            name,
            key_id: env::var("AWS_ACCESS_KEY_ID")?,
            key: env::var("AWS_SECRET_ACCESS_KEY")?,
            stream: None,
        })
    }

    fn call(&mut self, target: &str, body: &str) -> Result<String, Error> {
        let at = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let request = self.signed(target, body, &amazon_time(at));
        let stream = match &mut self.stream {
            Some(stream) => stream,
            none => none.insert(connect(&self.tls, &self.host)?),
        };
        stream.write_all(request.as_bytes())?;
        Ok(read_message(stream)?.1)
    }

    /// AWS Signature Version 4.
    fn signed(&self, target: &str, body: &str, at: &str) -> String {
        let Self {
            host, name, key_id, ..
        } = self;
        let (date, length) = (&at[..8], body.len());
        let canonical = format!(
            "POST\n/\n\nhost:{host}\nx-amz-date:{at}\nx-amz-target:{target}\n\nhost;x-amz-date;x-amz-target\n{}",
            hex(digest::digest(&digest::SHA256, body.as_bytes()).as_ref())
        );
        let scope = format!("{date}/{REGION}/{name}/aws4_request");
        let to_sign = format!(
            "AWS4-HMAC-SHA256\n{at}\n{scope}\n{}",
            hex(digest::digest(&digest::SHA256, canonical.as_bytes()).as_ref())
        );
        let start = format!("AWS4{}", self.key).into_bytes();
        let key = [date, REGION, name, "aws4_request"]
            .iter()
            .fold(start, |key, part| mac(&key, part));
        let signature = hex(&mac(&key, &to_sign));
        format!(
            "POST / HTTP/1.1\r\nhost: {host}\r\nx-amz-date: {at}\r\nx-amz-target: {target}\r\n\
             content-type: application/x-amz-json-1.0\r\ncontent-length: {length}\r\n\
             authorization: AWS4-HMAC-SHA256 Credential={key_id}/{scope}, \
             SignedHeaders=host;x-amz-date;x-amz-target, Signature={signature}\r\n\r\n{body}"
        )
    }
}

fn connect(
    tls: &Arc<ClientConfig>,
    host: &str,
) -> Result<StreamOwned<ClientConnection, TcpStream>, Error> {
    let stream = TcpStream::connect(host)?;
    stream.set_nodelay(true)?;
    let name = host.split(':').next().ok_or("no name")?.to_owned();
    let connection = ClientConnection::new(Arc::clone(tls), ServerName::try_from(name)?)?;
    Ok(StreamOwned::new(connection, stream))
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `YYYYMMDDTHHMMSSZ` of seconds since 1970 (Howard Hinnant's `civil_from_days`, for years after 2000).
fn amazon_time(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// The head and the body of an HTTP message with a `content-length`.
fn read_message(stream: &mut impl Read) -> Result<(String, String), Error> {
    let mut message = Vec::with_capacity(4096);
    let mut part = [0; 4096];
    loop {
        if let Some(end) = message.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8(message[..end].to_vec())?;
            let length: usize = header(&head, "content-length").unwrap_or("0").parse()?;
            if message.len() >= end + 4 + length {
                return Ok((head, String::from_utf8(message[end + 4..].to_vec())?));
            }
        }
        let read = stream.read(&mut part)?;
        if read == 0 {
            return Err("the other side hung up".into());
        }
        message.extend_from_slice(&part[..read]);
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}
