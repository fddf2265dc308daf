//! List prices, and what Lambda bills by what `make bench` measured.

use std::collections::BTreeMap;

/// US dollars, `us-east-1`, on demand, November 2026: a write unit, a read unit, a mail.
/// <https://aws.amazon.com/dynamodb/pricing/on-demand/>, <https://aws.amazon.com/ses/pricing/>
pub const WRITE: f64 = 0.625e-6;
pub const READ: f64 = 0.125e-6;
pub const MAIL: f64 = 0.10e-3;

/// The same for an invocation, a gigabyte for a second (arm64), and a request to an HTTP API.
/// <https://aws.amazon.com/lambda/pricing/>, <https://aws.amazon.com/api-gateway/pricing/>
const INVOCATION: f64 = 0.20e-6;
const GB_SECOND: f64 = 0.000_013_333_4;
const HTTP_REQUEST: f64 = 1.00e-6;

/// Milliseconds that a call to AWS is waited for. Nothing here can measure it: it is what `DynamoDB` promises at most times.
const WAIT: f64 = 5.0;

/// Those that no HTTP request invokes.
const BEHIND: [&str; 3] = ["deliver", "mail-events", "cleanup"];

/// One invocation: of which function, and how many hashes it computes.
#[derive(Clone, Copy)]
pub struct Invocation {
    pub function: &'static str,
    pub hashes: u8,
}

/// An invocation without a hash.
pub const fn of(function: &'static str) -> Invocation {
    Invocation {
        function,
        hashes: 0,
    }
}

/// An invocation that computes so many.
pub const fn hashing(function: &'static str, hashes: u8) -> Invocation {
    Invocation { function, hashes }
}

/// What Lambda, and the HTTP API before it, want for something.
#[derive(Clone, Copy, Default)]
pub struct Price {
    pub invocations: f64,
    /// Gigabytes for a millisecond.
    pub gb_milliseconds: f64,
    pub dollars: f64,
}

impl Price {
    pub fn times(self, count: f64) -> Self {
        Self {
            invocations: self.invocations * count,
            gb_milliseconds: self.gb_milliseconds * count,
            dollars: self.dollars * count,
        }
    }

    pub fn and(self, other: Self) -> Self {
        Self {
            invocations: self.invocations + other.invocations,
            gb_milliseconds: self.gb_milliseconds + other.gb_milliseconds,
            dollars: self.dollars + other.dollars,
        }
    }
}

/// Each function's memory in MB and the milliseconds of its own work; and those of a hash, by memory.
pub struct Measured {
    functions: BTreeMap<String, (u32, f64)>,
    hash: BTreeMap<u32, f64>,
}

impl Measured {
    /// Reads docs/performance.md.
    pub fn read(page: &str) -> Self {
        let rows = |heading| {
            let (_, section) = page.split_once(heading).expect("the page has the section");
            let section = section.split("\n### ").next().unwrap_or_default();
            let rows = section.lines().filter(|line| line.starts_with("| "));
            rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>())
        };
        let functions = rows("### Lambda's time for a warm call").filter_map(|cells| {
            let memory = megabytes(cells[2])?;
            Some((cells[1].to_owned(), (memory, cells[3].parse().ok()?)))
        });
        let hash = rows("### The hash")
            .filter_map(|cells| Some((megabytes(cells[1])?, cells[2].parse().ok()?)));
        Self {
            functions: functions.collect(),
            hash: hash.collect(),
        }
    }

    /// What these invocations cost, if each function made so many calls to AWS in all of them.
    pub fn price(&self, invocations: &[Invocation], calls: &BTreeMap<&str, u32>) -> Price {
        let waits = calls.iter().map(|(function, count)| {
            let (memory, _) = self.of(function);
            price_of(memory, f64::from(*count) * WAIT, 0.0)
        });
        let work = invocations.iter().map(|invocation| {
            let (memory, milliseconds) = self.of(invocation.function);
            let hashes = f64::from(invocation.hashes);
            let hashing = if hashes > 0.0 {
                hashes * self.hash[&memory]
            } else {
                0.0
            };
            let requests = f64::from(!BEHIND.contains(&invocation.function)) * HTTP_REQUEST;
            let price = price_of(memory, milliseconds + hashing, requests + INVOCATION);
            Price {
                invocations: 1.0,
                ..price
            }
        });
        waits.chain(work).fold(Price::default(), Price::and)
    }

    fn of(&self, function: &str) -> (u32, f64) {
        self.functions[function]
    }
}

/// So much memory for so long, and what else it costs.
fn price_of(memory: u32, milliseconds: f64, besides: f64) -> Price {
    let gb_milliseconds = f64::from(memory) / 1024.0 * milliseconds;
    Price {
        invocations: 0.0,
        gb_milliseconds,
        dollars: gb_milliseconds / 1000.0 * GB_SECOND + besides,
    }
}

/// `256 MB`.
fn megabytes(cell: &str) -> Option<u32> {
    cell.strip_suffix(" MB")?.parse().ok()
}
