//! All that is measured in one run.

use std::process::Command;

use crate::measure::{self, Calls, PageCache, Starts};
use crate::program::{Keys, Program, Programs, size};
use crate::samples::Samples;

/// The memory sizes whose shares are measured, in MB.
pub const MEMORIES: [u32; 4] = [128, 256, 512, 1024];

/// Results by the programs' names, in the order in which they are told.
pub struct Table<T>(Vec<(Program, T)>);

impl<T> Table<T> {
    fn new(programs: &[Program], results: Vec<T>) -> Self {
        Self(programs.iter().cloned().zip(results).collect())
    }

    /// The result of the program of that name.
    pub fn of(&self, name: &str) -> &T {
        let mut rows = self.0.iter();
        let found = rows.find(|(program, _)| program.name == name);
        &found.expect("it was measured").1
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = (&Program, &T)> {
        self.0.iter().map(|(program, result)| (program, result))
    }

    /// The rows of Rekey's functions that call the store.
    pub fn callers(&self) -> impl Iterator<Item = (&Program, &T)> {
        self.functions()
            .filter(|(program, _)| program.name != "pages")
    }

    /// The rows of all of Rekey's functions.
    pub fn functions(&self) -> impl Iterator<Item = (&Program, &T)> {
        self.rows().filter(|(program, _)| {
            let name = &program.name;
            !(name.starts_with("floor") || name == "usual" || name == "bare")
        })
    }
}

/// The sizes of a file, in bytes.
#[derive(Clone, Copy)]
pub struct Size {
    /// As it is.
    pub binary: u64,
    /// As it is handed to Lambda.
    pub zip: u64,
}

/// What one run told. What needs a share of a processor is `None` where the system gives none.
pub struct Results {
    /// How many rounds of starts.
    pub rounds: usize,
    /// How many calls of each function.
    pub calls: usize,
    /// Starts with the keys in the environment.
    pub starts: Table<Starts>,
    /// Starts with the keys in Secrets Manager.
    pub fetching: Table<Starts>,
    /// Starts from a page cache that does not know the file.
    pub forgotten: Table<Starts>,
    /// Starts within the share of each of [`MEMORIES`].
    pub shared: Vec<Option<Table<Starts>>>,
    /// Calls at full speed.
    pub warm: Table<Calls>,
    /// Calls of each function within the share of its memory.
    pub warm_shared: Option<Table<Calls>>,
    /// What the files take.
    pub sizes: Table<Size>,
    /// The hash and `libargon2`'s.
    pub hash: (Samples, Samples),
    /// A whole redeem, and the hash.
    pub redeem: (Samples, Samples),
    /// The hash within shares.
    pub hash_shared: Vec<(u32, Option<Samples>)>,
}

impl Results {
    /// Measures everything; `effort` is 10 for a report.
    pub fn measure(programs: &Programs, effort: usize) -> Self {
        let told = |what: &str| eprintln!("measuring {what}");
        let all = |keys| [programs.baselines(keys), programs.functions(keys)].concat();
        let (own, fetching) = (all(Keys::Environment), all(Keys::SecretsManager));
        let endpoints = programs.aws;
        let starts = |programs: &[Program], rounds, cache, memory| {
            let starts = measure::starts(endpoints, programs, rounds, cache, memory)?;
            Some(Table::new(programs, starts))
        };
        // A floor with more calls is for starts alone.
        let each = own
            .iter()
            .filter(|program| !program.name.starts_with("floor,"));
        let each: Vec<_> = each.cloned().collect();
        let rounds = 4 * effort;
        let blocks = 10 * effort;

        told("starts");
        let both = [own.clone(), fetching.clone()].concat();
        let both =
            measure::starts(endpoints, &both, rounds, PageCache::Warm, None).expect("no share");
        let (first, second) = both.split_at(own.len());
        told("starts without page cache");
        let forgotten = starts(&own, 2 * effort, PageCache::Cold, None).expect("no share");
        told("starts in shares of a processor");
        let shared = MEMORIES.map(|memory| starts(&each, effort, PageCache::Warm, Some(memory)));
        told("calls");
        let warm = measure::calls(&each, blocks, 100, false).expect("no share");
        told("calls in shares of a processor");
        let functions = programs.functions(Keys::Environment);
        let warm_shared = measure::calls(&functions, effort, 50, true);
        told("the hash");
        let ours = programs.folder.join("build/release/hash");
        let other = programs.folder.join("libargon2");
        let hash = measure::hashes(&ours, &other, 10 * effort);
        let redeem = measure::redeems(&programs.redeeming(), &ours, 40 * effort);
        let hash_shared = [128, 256, 512, 1024, 1769]
            .map(|memory| (memory, measure::hashes_within(&ours, memory, 2 * effort)));

        Self {
            rounds,
            calls: blocks * 100,
            starts: Table::new(&own, first.to_vec()),
            fetching: Table::new(&fetching, second.to_vec()),
            forgotten,
            shared: shared.into(),
            warm: Table::new(&each, warm),
            warm_shared: warm_shared.map(|calls| Table::new(&functions, calls)),
            sizes: Table::new(&each, each.iter().map(size_of).collect()),
            hash,
            redeem,
            hash_shared: hash_shared.into(),
        }
    }
}

/// A zip holds what gzip makes of the file and some hundred bytes more.
fn size_of(program: &Program) -> Size {
    let packed = Command::new("gzip").arg("-c").arg(&program.binary).output();
    Size {
        binary: size(&program.binary),
        zip: packed.expect("gzip runs").stdout.len() as u64,
    }
}
