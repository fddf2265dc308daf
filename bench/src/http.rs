//! As much of HTTP/1.1 as the other ends of a function need: blocking, so that nothing but the function waits for a runtime.

use std::io::{self, Read, Write};

/// A request with its whole body.
pub struct Request {
    head: String,
    /// What follows the head.
    pub body: Vec<u8>,
}

impl Request {
    /// Reads the next one; `None` when the other side has hung up.
    pub fn read(stream: &mut impl Read) -> io::Result<Option<Self>> {
        let mut message = Vec::with_capacity(4096);
        let mut part = [0; 16 * 1024];
        loop {
            if let Some(request) = Self::complete(&message) {
                return Ok(Some(request));
            }
            match stream.read(&mut part)? {
                0 => return Ok(None),
                read => message.extend_from_slice(&part[..read]),
            }
        }
    }

    fn complete(message: &[u8]) -> Option<Self> {
        let end = message.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&message[..end]).into_owned();
        let mut request = Self {
            head,
            body: Vec::new(),
        };
        let length = request.header("content-length");
        let length: usize = length.and_then(|text| text.parse().ok()).unwrap_or(0);
        request.body = message.get(end + 4..end + 4 + length)?.to_vec();
        Some(request)
    }

    /// Method, path and version.
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// Writes an answer in one piece. `headers` is empty or ends with a line break.
pub fn answer(stream: &mut impl Write, status: &str, headers: &str, body: &str) -> io::Result<()> {
    let length = body.len();
    let text = format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}");
    stream.write_all(text.as_bytes())?;
    stream.flush()
}
