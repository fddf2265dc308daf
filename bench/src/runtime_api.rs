//! A small Lambda Runtime API: hands events to one function and takes the time until it answers.

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::http::{self, Request};

/// Nothing that is measured takes so long: whoever does has failed.
const PATIENCE: Duration = Duration::from_mins(1);

/// The server for one function.
pub struct RuntimeApi {
    /// For `AWS_LAMBDA_RUNTIME_API`.
    pub address: SocketAddr,
    events: Option<Sender<String>>,
    answers: Receiver<Answer>,
    over: Arc<AtomicBool>,
}

/// What a function answered.
pub struct Answer {
    /// When its event left.
    pub sent: Instant,
    /// When the answer was there.
    pub received: Instant,
    /// Whether it is an answer and no error.
    pub ok: bool,
    /// What it says.
    pub body: String,
}

/// What the connections of one function share: it may take an event from one and answer by another.
struct Shared {
    events: Mutex<Receiver<String>>,
    sent: Mutex<Instant>,
    answers: Sender<Answer>,
}

impl RuntimeApi {
    /// Listens on a port of its own.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let (events, waiting) = channel();
        let (told, answers) = channel();
        let over = Arc::new(AtomicBool::new(false));
        let shared = Arc::new(Shared {
            events: Mutex::new(waiting),
            sent: Mutex::new(Instant::now()),
            answers: told,
        });
        let ends = Arc::clone(&over);
        thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                if ends.load(Ordering::Relaxed) {
                    break;
                }
                let shared = Arc::clone(&shared);
                thread::spawn(move || shared.serve(stream));
            }
        });
        Ok(Self {
            address,
            events: Some(events),
            answers,
            over,
        })
    }

    /// Leaves an event for the function to fetch.
    pub fn hand_over(&self, event: &str) {
        let events = self.events.as_ref().expect("it is there until the drop");
        events.send(event.to_owned()).expect("the server runs");
    }

    /// Waits for the answer.
    pub fn answer(&self) -> Answer {
        let answer = self.answers.recv_timeout(PATIENCE);
        answer.expect("a function answers within a minute")
    }
}

impl Drop for RuntimeApi {
    /// Ends the threads: those that wait for an event, and the one that listens.
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        self.events = None;
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    /// Serves one connection until the function hangs up or there are no more events.
    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        while let Some(request) = Request::read(&mut stream)? {
            let received = Instant::now();
            if request.line().starts_with("GET ") {
                let Ok(event) = Self::locked(&self.events).recv() else {
                    return Ok(());
                };
                *Self::locked(&self.sent) = Instant::now();
                http::answer(&mut stream, "200 OK", &headers(), &event)?;
            } else {
                http::answer(&mut stream, "202 Accepted", "", "")?;
                let answer = Answer {
                    sent: *Self::locked(&self.sent),
                    received,
                    ok: request.line().contains("/response"),
                    body: String::from_utf8_lossy(&request.body).into_owned(),
                };
                if self.answers.send(answer).is_err() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
        of.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn headers() -> String {
    [
        "lambda-runtime-aws-request-id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd",
        "lambda-runtime-deadline-ms: 4102444800000",
        "lambda-runtime-invoked-function-arn: arn:aws:lambda:eu-central-1:123456789012:function:bench",
        "content-type: application/json",
        "",
    ]
    .join("\r\n")
}
