//! AWS for the measured functions: three TLS endpoints that know no state and answer at once, so that what is measured is the
//! function and not the store.

use std::fs;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::http::{self, Request};
use crate::link;

/// A text that the functions take for keys.
pub const KEYS: &str =
    r#"{"first":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}"#;

/// The endpoints. Each service has one of its own, as in the cloud, so that each costs a handshake.
pub struct Aws {
    /// `DynamoDB`.
    pub store: String,
    /// SES.
    pub mail: String,
    /// Secrets Manager.
    pub secrets: String,
    counts: Arc<Counts>,
}

/// What there was since it was asked for last.
#[derive(Default)]
struct Counts {
    calls: AtomicUsize,
    connections: AtomicUsize,
}

impl Aws {
    /// Starts them with the certificate of `bench/certificates`.
    pub fn start(folder: &Path) -> io::Result<Self> {
        let tls = Arc::new(tls(folder));
        let counts = Arc::new(Counts::default());
        let endpoint = || listen(Arc::clone(&tls), Arc::clone(&counts));
        Ok(Self {
            store: endpoint()?,
            mail: endpoint()?,
            secrets: endpoint()?,
            counts,
        })
    }

    /// How many calls there were since this was asked last, and how many connections were made for them.
    pub fn take_calls(&self) -> (usize, usize) {
        let take = |count: &AtomicUsize| count.swap(0, Ordering::Relaxed);
        (take(&self.counts.calls), take(&self.counts.connections))
    }
}

fn tls(folder: &Path) -> ServerConfig {
    let read = |name| fs::read(folder.join(name)).expect("bench/certificates has made it");
    let certificate = CertificateDer::from_pem_slice(&read("server.pem")).expect("a certificate");
    let key = PrivateKeyDer::from_pem_slice(&read("server.key")).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring knows all versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("the key is the certificate's")
}

fn listen(tls: Arc<ServerConfig>, counts: Arc<Counts>) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("https://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let (tls, counts) = (Arc::clone(&tls), Arc::clone(&counts));
            counts.connections.fetch_add(1, Ordering::Relaxed);
            // A function that is ended hangs up without a word.
            thread::spawn(move || serve(tls, stream, &counts.calls).unwrap_or_default());
        }
    });
    Ok(url)
}

fn serve(tls: Arc<ServerConfig>, stream: TcpStream, calls: &AtomicUsize) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let connection = ServerConnection::new(tls).map_err(io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    while let Some(request) = Request::read(&mut stream)? {
        calls.fetch_add(1, Ordering::Relaxed);
        let (status, body) = answer(&request);
        let headers = "content-type: application/x-amz-json-1.0\r\n";
        http::answer(&mut stream, status, headers, &body)?;
    }
    Ok(())
}

/// A store in which nothing is but one link, that takes what it is given: but nobody can claim work in it.
fn answer(request: &Request) -> (&'static str, String) {
    let target = request.header("x-amz-target").unwrap_or_default();
    let operation = target
        .split_once('.')
        .map_or("", |(_, operation)| operation);
    let body = match operation {
        "BatchGetItem" => link::on_record(&request.body)
            .unwrap_or_else(|| r#"{"Responses":{},"UnprocessedKeys":{}}"#.to_owned()),
        "TransactGetItems" => r#"{"Responses":[{},{}]}"#.to_owned(),
        "Query" => r#"{"Items":[],"Count":0,"ScannedCount":0}"#.to_owned(),
        "UpdateItem" => {
            let kind = "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException";
            return (
                "400 Bad Request",
                format!(r#"{{"__type":"{kind}","message":"no"}}"#),
            );
        }
        "GetSecretValue" => {
            serde_json::json!({"ARN": "keys", "Name": "keys", "SecretString": KEYS}).to_string()
        }
        "" => r#"{"MessageId":"1"}"#.to_owned(),
        _ => "{}".to_owned(),
    };
    ("200 OK", body)
}
