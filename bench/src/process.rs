//! A program that runs as a function does.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::program::Program;
use crate::runtime_api::{Answer, RuntimeApi};
use crate::share::Share;

/// The running program and its Runtime API.
pub struct Running {
    child: Child,
    api: RuntimeApi,
}

/// What a start cost.
#[derive(Clone, Copy, Default)]
pub struct Cold {
    /// From its start to its first answer.
    pub time: Duration,
    /// Of all its threads until then.
    pub cpu: Duration,
}

impl Running {
    /// Starts it with an event waiting, and takes the time until the answer is there.
    pub fn start(program: &Program, share: Option<&Share>) -> (Self, Cold) {
        let api = RuntimeApi::start().expect("a port is free");
        api.hand_over(&program.event);
        let mut command = Command::new(&program.binary);
        command
            .env_clear()
            .envs(&program.variables)
            .env("AWS_LAMBDA_RUNTIME_API", api.address.to_string())
            .env("AWS_LAMBDA_FUNCTION_NAME", "bench")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
            .env(
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                program.memory.to_string(),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let started = Instant::now();
        let child = command.spawn().expect("bench/run has built it");
        if let Some(share) = share {
            share.take_in(child.id());
        }
        let running = Self { child, api };
        let time = checked(program, running.api.answer()).received - started;
        let cpu = running.cpu();
        (running, Cold { time, cpu })
    }

    /// Calls it once; the time from the event to the answer.
    pub fn call(&self, program: &Program) -> Duration {
        self.api.hand_over(&program.event);
        let answer = checked(program, self.api.answer());
        answer.received - answer.sent
    }

    /// The processor's time so far, of all threads that live.
    pub fn cpu(&self) -> Duration {
        cpu(&self.child)
    }

    /// What it holds of the memory, in bytes.
    pub fn memory(&self) -> u64 {
        let told = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let told = told.expect("the process is ours");
        let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        kib.expect("the system tells it") * 1024
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The processor's time of a process so far, of all threads that live.
pub fn cpu(process: &Child) -> Duration {
    let threads = fs::read_dir(format!("/proc/{}/task", process.id()));
    let threads = threads.into_iter().flatten().filter_map(Result::ok);
    let each = threads.filter_map(|thread| {
        let told = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        told.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(each.sum())
}

/// A program that fails is fast, and would be measured as such.
fn checked(program: &Program, answer: Answer) -> Answer {
    let name = &program.name;
    assert!(answer.ok, "{name} fails: {}", answer.body);
    assert!(
        !answer.body.contains("\"statusCode\":5") && !answer.body.contains("/problems/link-"),
        "{name} answers: {}",
        answer.body
    );
    answer
}

/// Copies of a program, each written in one go. How a file lies in the page cache makes some 4 % of a start, and stays so as
/// long as it lies there: of several copies each lies differently.
pub fn copies(program: &Program, count: usize) -> Vec<Program> {
    let bytes = fs::read(&program.binary).expect("bench/run has built it");
    let permissions = fs::metadata(&program.binary)
        .expect("it is there")
        .permissions();
    let copy = |nth: usize| {
        let binary = PathBuf::from(format!("{}.{nth}", program.binary.display()));
        let mut file = File::create(&binary)?;
        file.write_all(&bytes)?;
        file.set_permissions(permissions.clone())?;
        // What is still to be written to the disk would disturb the starts.
        file.sync_all()?;
        Ok(Program {
            binary,
            ..program.clone()
        })
    };
    let copies = (0..count).map(copy).collect::<io::Result<_>>();
    copies.expect("the folder can be written")
}

/// Takes a program's file out of the page cache, so that its next start reads it from the disk; the words are from `dd`'s
/// own manual.
pub fn forget(program: &Program) {
    let mut dd = Command::new("dd");
    dd.arg(format!("of={}", program.binary.display()));
    dd.args([
        "oflag=nocache",
        "conv=notrunc,fdatasync",
        "count=0",
        "status=none",
    ]);
    let done = dd.status().expect("dd is everywhere");
    assert!(done.success(), "a file takes advice");
}
