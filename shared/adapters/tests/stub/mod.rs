//! A server that answers as it is told, connection by connection: enough HTTP to be AWS for one request.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// What the server does with one request.
#[derive(Clone)]
pub enum Reply {
    /// Status, value of `x-amzn-errortype` (`""` for none), body.
    Answer(u16, &'static str, &'static str),
    /// Answers with that status and body, and stays on the line for the next request.
    Kept(u16, &'static str),
    /// Hangs up before it has read anything.
    HangUpAtOnce,
    /// Reads the whole request, then hangs up: the answer is lost.
    HangUpAfterReading,
    /// Reads the whole request and says nothing until the caller hangs up.
    Silence,
}

/// A server on a port of its own. It gives one reply after the other, the last one again and again.
pub struct Stub {
    pub url: String,
    seen: Arc<Mutex<Seen>>,
}

/// What has come so far.
#[derive(Clone, Default)]
pub struct Seen {
    pub connections: usize,
    pub requests: Vec<String>,
}

impl Stub {
    pub fn new(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("bound"));
        let seen = Arc::new(Mutex::new(Seen::default()));
        let noted = Arc::clone(&seen);
        thread::spawn(move || serve(&listener, replies, &noted));
        Self { url, seen }
    }

    /// Whatever was answered, or left without an answer, is counted already.
    pub fn seen(&self) -> Seen {
        self.seen.lock().expect("not poisoned").clone()
    }

    /// What the environment of a function would say to make this server its AWS.
    pub fn environment(&self) -> impl Fn(&str) -> Option<String> {
        let url = self.url.clone();
        move |name| match name {
            "AWS_REGION" => Some("eu-central-1".to_owned()),
            "AWS_ACCESS_KEY_ID" => Some("stub".to_owned()),
            "AWS_SECRET_ACCESS_KEY" => Some("secret".to_owned()),
            "AWS_ENDPOINT_URL_DYNAMODB" | "AWS_ENDPOINT_URL_SESV2" => Some(url.clone()),
            _ => None,
        }
    }
}

fn serve(listener: &TcpListener, replies: Vec<Reply>, seen: &Mutex<Seen>) {
    let mut replies = replies.into_iter();
    let mut reply = replies.next().expect("at least one reply");
    for stream in listener.incoming() {
        let mut stream = stream.expect("a connection");
        seen.lock().expect("not poisoned").connections += 1;
        let mut stays = true;
        while stays {
            if !matches!(reply, Reply::HangUpAtOnce) {
                let Some(request) = read_request(&mut stream) else {
                    break;
                };
                seen.lock().expect("not poisoned").requests.push(request);
            }
            stays = matches!(reply, Reply::Kept(..) | Reply::Silence);
            answer(&mut stream, &reply);
            reply = replies.next().unwrap_or(reply);
        }
    }
}

/// `None` where the caller hangs up instead.
fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut reader = BufReader::new(stream);
    let (mut request, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).expect("a line") == 0 {
            return None;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a number");
        }
        request += &line;
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the body");
    Some(request + &String::from_utf8(body).expect("text"))
}

fn write_answer(stream: &mut TcpStream, head: &str, body: &str) {
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {head}content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    stream
        .write_all(answer.as_bytes())
        .expect("the caller listens");
}

/// But for `Kept` with `connection: close`, so that every request is a connection of its own.
fn answer(stream: &mut TcpStream, reply: &Reply) {
    match reply {
        Reply::Answer(status, code, body) => {
            let kind = if code.is_empty() {
                String::new()
            } else {
                format!("x-amzn-errortype: {code}\r\n")
            };
            let head = format!("{status} -\r\n{kind}connection: close\r\n");
            write_answer(stream, &head, body);
        }
        Reply::Kept(status, body) => write_answer(stream, &format!("{status} -\r\n"), body),
        Reply::Silence | Reply::HangUpAtOnce | Reply::HangUpAfterReading => {}
    }
}
