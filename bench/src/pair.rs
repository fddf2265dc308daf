//! Two builds of one function, in turns.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::measure::{PageCache, calls, starts};
use crate::program::{Keys, Program, Programs};

const STARTS: usize = 200;
const BLOCKS: usize = 100;
const BLOCK: usize = 100;

/// How many times as long as the function that was built, and how much memory, the other takes.
pub fn compared(programs: &Programs, function: &str, other: PathBuf) -> String {
    let mut functions = programs.functions(Keys::Environment).into_iter();
    let own = functions.find(|program| program.name == function);
    let own = own.expect("a function of that name");
    let other = Program {
        binary: other,
        ..own.clone()
    };
    let both = [own, other];
    let cold = starts(programs.aws, &both, STARTS, PageCache::Warm, None).expect("no share");
    let warm = calls(&both, BLOCKS, BLOCK, false).expect("no share");
    let times = [
        ("cold start", cold[1].time.over(&cold[0].time)),
        ("cold start, CPU", cold[1].cpu.over(&cold[0].cpu)),
        ("warm call", warm[1].time.over(&warm[0].time)),
        ("warm call, CPU", warm[1].cpu.over(&warm[0].cpu)),
    ];
    let mut told = String::new();
    for (what, ratio) in times {
        let (median, low, high) = (ratio.median, ratio.low, ratio.high);
        writeln!(told, "{what}: {median:.2} ({low:.2}–{high:.2})").expect("a string takes it");
    }
    let (before, after) = (warm[0].memory, warm[1].memory);
    writeln!(told, "memory after the calls: {after} bytes, not {before}")
        .expect("a string takes it");
    told
}
