//! The measurements. In each round everything is measured once, so that no two things are compared that were measured at
//! different times.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::aws::Aws;
use crate::process::{Running, copies, cpu, forget};
use crate::program::Program;
use crate::samples::Samples;
use crate::share::Share;

/// The page cache at a start.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PageCache {
    /// Holds the program's file.
    Warm,
    /// Does not.
    Cold,
}

/// The starts of one program.
#[derive(Clone, Default)]
pub struct Starts {
    /// From the start to the first answer.
    pub time: Samples,
    /// The processor's time until then.
    pub cpu: Samples,
    /// How many calls to AWS it made until then, and over how many connections.
    pub calls: (usize, usize),
}

/// So many copies of each program are started in turns.
const COPIES: usize = 5;

/// Starts each program once a round; `None` where there is no such share here.
pub fn starts(
    aws: &Aws,
    programs: &[Program],
    rounds: usize,
    cache: PageCache,
    memory: Option<u32>,
) -> Option<Vec<Starts>> {
    let share = match memory {
        Some(memory) => Some(Share::of(memory)?),
        None => None,
    };
    let mut all = vec![Starts::default(); programs.len()];
    let copies: Vec<_> = programs
        .iter()
        .map(|program| copies(program, COPIES))
        .collect();
    // The first round with each copy is for whatever the machine has to do once.
    for round in 0..COPIES + rounds {
        for (copies, starts) in copies.iter().zip(&mut all) {
            let program = &copies[round % COPIES];
            if cache == PageCache::Cold {
                forget(program);
            }
            aws.take_calls();
            let (_running, cold) = Running::start(program, share.as_ref());
            starts.calls = aws.take_calls();
            if round >= COPIES {
                starts.time.add(cold.time);
                starts.cpu.add(cold.cpu);
            }
        }
    }
    Some(all)
}

/// The calls of one program that has started.
#[derive(Clone, Default)]
pub struct Calls {
    /// The middle one of each block of calls.
    pub time: Samples,
    /// The processor's time for a call, block by block.
    pub cpu: Samples,
    /// What it held after the tenth part of all calls, in bytes: after 1,000 of 10,000.
    pub early_memory: u64,
    /// What it held after all calls.
    pub memory: u64,
}

/// Calls each program in turns, a block at a time; within a share of its own memory, if wanted.
pub fn calls(
    programs: &[Program],
    blocks: usize,
    block: usize,
    in_shares: bool,
) -> Option<Vec<Calls>> {
    let mut started = Vec::new();
    for program in programs {
        let share = if in_shares {
            Some(Share::of(program.memory)?)
        } else {
            None
        };
        let (running, _) = Running::start(program, share.as_ref());
        started.push((program, running, Calls::default(), share));
    }
    for nth in 0..=blocks {
        for (program, running, calls, _) in &mut started {
            let (time, cpu) = one_block(running, program, block);
            // The first block only warms up.
            if nth > 0 {
                calls.time.add(time);
                calls.cpu.add(cpu);
            }
            if nth == blocks.div_ceil(10) {
                calls.early_memory = running.memory();
            }
            calls.memory = running.memory();
        }
    }
    Some(started.into_iter().map(|(_, _, calls, _)| calls).collect())
}

fn one_block(running: &Running, program: &Program, calls: usize) -> (Duration, Duration) {
    let before = running.cpu();
    let mut times: Vec<_> = (0..calls).map(|_| running.call(program)).collect();
    times.sort();
    let cpu = running.cpu().saturating_sub(before);
    let calls = u32::try_from(calls).expect("a block is small");
    (times[times.len() / 2], cpu / calls)
}

/// A program that makes one hash for each line, and tells how many nanoseconds it took.
pub struct Hashing {
    child: Child,
    lines: BufReader<ChildStdout>,
    orders: ChildStdin,
}

impl Hashing {
    /// Starts it.
    pub fn start(binary: &Path, share: Option<&Share>) -> Self {
        let mut command = Command::new(binary);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("bench/run has built it");
        if let Some(share) = share {
            share.take_in(child.id());
        }
        let lines = BufReader::new(child.stdout.take().expect("it is piped"));
        let orders = child.stdin.take().expect("it is piped");
        let mut hashing = Self {
            child,
            lines,
            orders,
        };
        // The first hash takes the memory that the others use again.
        hashing.once();
        hashing
    }

    /// The processor's time of one hash, which other programs do not lengthen.
    pub fn once_cpu(&mut self) -> Duration {
        let before = cpu(&self.child);
        self.once();
        cpu(&self.child).saturating_sub(before)
    }

    /// One hash.
    pub fn once(&mut self) -> Duration {
        let mut line = String::new();
        self.orders.write_all(b"\n").expect("it reads");
        self.lines.read_line(&mut line).expect("it answers");
        Duration::from_nanos(line.trim().parse().expect("it tells nanoseconds"))
    }
}

impl Drop for Hashing {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The processor's time of a whole call of a function that hashes, and of the hash alone, in turns.
pub fn redeems(redeem: &Program, hash: &Path, rounds: usize) -> (Samples, Samples) {
    let mut times = (Samples::default(), Samples::default());
    let (function, _) = Running::start(redeem, None);
    let mut hash = Hashing::start(hash, None);
    for _ in 0..rounds {
        let before = function.cpu();
        function.call(redeem);
        times.0.add(function.cpu().saturating_sub(before));
        times.1.add(hash.once_cpu());
    }
    times
}

/// The processor's time of our hash and of the other's, in turns.
pub fn hashes(ours: &Path, other: &Path, rounds: usize) -> (Samples, Samples) {
    let mut times = (Samples::default(), Samples::default());
    let (mut ours, mut other) = (Hashing::start(ours, None), Hashing::start(other, None));
    for _ in 0..rounds {
        times.0.add(ours.once_cpu());
        times.1.add(other.once_cpu());
    }
    times
}

/// Our hash within the share of so much memory.
pub fn hashes_within(ours: &Path, memory: u32, rounds: usize) -> Option<Samples> {
    let share = Share::of(memory)?;
    let mut hashing = Hashing::start(ours, Some(&share));
    let mut times = Samples::default();
    (0..rounds).for_each(|_| times.add(hashing.once()));
    Some(times)
}
