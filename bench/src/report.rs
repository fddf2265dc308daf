//! The report, as Markdown between two marks of docs/performance.md.

use std::fmt::Write as _;
use std::fs;

use crate::measure::{Calls, Starts};
use crate::program::Program;
use crate::results::{MEMORIES, Results, Table};
use crate::samples::{Ratio, Samples};

const BEGIN: &str = "<!-- measured by make bench -->";
const END: &str = "<!-- end -->";

const PICTURE: &str = "![Cold starts as bars](pictures/cold-start.svg)\n";

/// List prices of `us-east-1` for arm64.
const DOLLARS_PER_GB_SECOND: f64 = 0.000_013_333_4;

/// The page with the report in the place of the one before.
pub fn between_marks(page: &str, report: &str) -> String {
    let (before, rest) = page.split_once(BEGIN).expect("the page has the first mark");
    let (_, after) = rest.split_once(END).expect("the page has the last mark");
    format!("{before}{BEGIN}\n{report}\n{END}{after}")
}

/// Everything that was measured.
pub fn markdown(results: &Results) -> String {
    [
        machine(results),
        PICTURE.to_owned(),
        targets(results),
        starts(results),
        fetching(results),
        shares(results),
        calls(results),
        sizes(results),
        hash(results),
        lambda(results),
    ]
    .join("\n")
}

fn machine(results: &Results) -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let models: Vec<_> = told
        .lines()
        .filter(|line| line.starts_with("model name"))
        .collect();
    let model = models
        .first()
        .and_then(|line| line.split(": ").nth(1))
        .unwrap_or("unknown");
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!(
        "{} cores ({model}), {}, {} rounds of starts, {} calls of each program; {} others ran at the end (load average).\n",
        models.len(),
        std::env::consts::ARCH,
        results.rounds,
        results.calls,
        load.split(' ').next().unwrap_or("?"),
    )
}

/// One of the promises, and what came of it.
struct Target {
    what: &'static str,
    at_most: f64,
    measured: f64,
    of: String,
}

/// The name of what a program is compared with.
type Other = fn(&Program) -> &str;

fn targets(results: &Results) -> String {
    let cold = |what, at_most, table: &Table<Starts>, over: Other| {
        let ratios = table.callers().map(|(program, starts)| {
            let other = table.of(over(program));
            (program.name.as_str(), starts.time.over(&other.time).median)
        });
        worst(what, at_most, ratios)
    };
    let (usual, floor): (Other, Other) = (|_| "usual", |program| program.floor);
    let functions = |what, at_most, of: &dyn Fn(&str) -> f64| {
        let names = results
            .warm
            .functions()
            .map(|(program, _)| program.name.as_str());
        worst(what, at_most, names.map(|name| (name, of(name))))
    };
    let warm = |name: &str| results.warm.of(name);
    let pages = results
        .starts
        .of("pages")
        .time
        .over(&results.starts.of("bare").time);
    let request = warm("request").time.over(&warm("usual").time);
    let hash = results.hash.0.over(&results.hash.1);
    let redeem = results.redeem.0.over(&results.redeem.1);
    let one = |what, at_most, ratio: Ratio, of: &str| {
        worst(what, at_most, [(of, ratio.median)].into_iter())
    };
    let all = [
        cold("cold start / usual way", 0.2, &results.starts, usual),
        cold(
            "the same, both with a secret to fetch",
            0.2,
            &results.fetching,
            usual,
        ),
        cold("cold start / floor", 1.7, &results.starts, floor),
        cold(
            "the same, both with a secret to fetch",
            1.7,
            &results.fetching,
            floor,
        ),
        one(
            "cold start of `pages` / bare `lambda_http`",
            1.3,
            pages,
            "pages",
        ),
        one(
            "warm call of `request` / usual way",
            0.6,
            request,
            "request",
        ),
        functions("memory after all calls, MB", 12.0, &|name| {
            megabytes(warm(name).memory)
        }),
        functions(
            "memory after all calls / after a tenth of them",
            1.02,
            &|name| megabytes(warm(name).memory) / megabytes(warm(name).early_memory),
        ),
        functions("binary, MB", 6.5, &|name| {
            megabytes(results.sizes.of(name).binary)
        }),
        functions("zip, MB", 3.0, &|name| {
            megabytes(results.sizes.of(name).zip)
        }),
        one(
            "hash / Debian's libargon2",
            0.8,
            hash,
            "Argon2id, 19 MiB, 2 passes",
        ),
        one("a whole redeem / its hash", 1.11, redeem, "redeem"),
    ];
    let rows = all.iter().map(|target| {
        let Target {
            what,
            at_most,
            measured,
            of,
        } = target;
        let met = if measured <= at_most { "yes" } else { "**no**" };
        format!("| {what} | {at_most} | {measured:.2} | {of} | {met} |\n")
    });
    let head =
        "### Targets\n\n| | at most | measured, the worst | of | met |\n|---|---|---|---|---|\n";
    head.to_owned() + &rows.collect::<String>()
}

fn worst<'a>(what: &'static str, at_most: f64, of: impl Iterator<Item = (&'a str, f64)>) -> Target {
    let worst = of.max_by(|one, other| one.1.total_cmp(&other.1));
    let (name, measured) = worst.expect("something was measured");
    Target {
        what,
        at_most,
        measured,
        of: name.to_owned(),
    }
}

fn starts(results: &Results) -> String {
    let (warm, cold) = (&results.starts, &results.forgotten);
    let rows = warm.rows().map(|(program, starts)| {
        let name = &program.name;
        let forgotten = &cold.of(name).time;
        format!(
            "| {name} | {} | {:.2} | {} | {} | {:.2} | {:.1} | {:.2} |\n",
            to_aws(starts),
            starts.time.median(),
            ratio(starts.time.over(&warm.of("usual").time)),
            ratio(starts.time.over(&floor_of(warm, program).time)),
            starts.cpu.median(),
            forgotten.median(),
            forgotten.over(&cold.of("usual").time).median,
        )
    });
    "### Cold starts, keys in the environment\n\n\
     | | calls to AWS / connections | ms | / usual | / floor | CPU ms | file not in the page cache: ms | / usual |\n\
     |---|---|---|---|---|---|---|---|\n"
        .to_owned()
        + &rows.collect::<String>()
}

/// The floor of a program, which makes the same calls if the program makes any.
fn floor_of<'a>(table: &'a Table<Starts>, program: &Program) -> &'a Starts {
    let (own, floor) = (table.of(&program.name), table.of(program.floor));
    let (name, none) = (&program.name, own.calls == (0, 0));
    assert!(
        none || name == "usual" || own.calls == floor.calls,
        "{name} makes other calls than its floor"
    );
    floor
}

/// Calls, and the connections that they went over.
fn to_aws(starts: &Starts) -> String {
    let (calls, connections) = starts.calls;
    format!("{calls} / {connections}")
}

fn fetching(results: &Results) -> String {
    let table = &results.fetching;
    let rows = table.rows().map(|(program, starts)| {
        format!(
            "| {} | {} | {:.2} | {} | {} | {:.2} |\n",
            program.name,
            to_aws(starts),
            starts.time.median(),
            ratio(starts.time.over(&table.of("usual").time)),
            ratio(starts.time.over(&floor_of(table, program).time)),
            starts.cpu.median(),
        )
    });
    "### Cold starts, keys in Secrets Manager\n\n| | calls to AWS / connections | ms | / usual | / floor | CPU ms |\n\
     |---|---|---|---|---|---|\n"
        .to_owned()
        + &rows.collect::<String>()
}

fn shares(results: &Results) -> String {
    let mut text = "### Cold starts in a share of a processor, ms (/ usual way)\n\n|".to_owned();
    for memory in MEMORIES {
        let _infallible = write!(text, " | {memory} MB");
    }
    text += " |\n|---|---|---|---|---|\n";
    for (program, _) in results.warm.rows() {
        let each = results.shared.iter().map(|table| {
            table.as_ref().map_or("–".to_owned(), |table| {
                let time = &table.of(&program.name).time;
                let usual = time.over(&table.of("usual").time).median;
                format!("{:.1} ({usual:.2})", time.median())
            })
        });
        let each: Vec<_> = each.collect();
        let _infallible = writeln!(text, "| {} | {} |", program.name, each.join(" | "));
    }
    text
}

fn calls(results: &Results) -> String {
    let usual = results.warm.of("usual");
    let rows = results.warm.rows().map(|(program, calls)| {
        let Calls {
            time,
            cpu,
            early_memory,
            memory,
        } = calls;
        format!(
            "| {} | {:.3} | {} | {:.3} | {:.1} | {:.1} |\n",
            program.name,
            time.median(),
            ratio(time.over(&usual.time)),
            cpu.median(),
            megabytes(*early_memory),
            megabytes(*memory),
        )
    });
    let (early, all) = (results.calls / 10, results.calls);
    format!(
        "### Warm calls\n\n| | ms | / usual | CPU ms | MB after {early} calls | after {all} |\n\
         |---|---|---|---|---|---|\n{}",
        rows.collect::<String>()
    )
}

fn sizes(results: &Results) -> String {
    let rows = results.sizes.rows().map(|(program, size)| {
        let (binary, zip) = (megabytes(size.binary), megabytes(size.zip));
        format!("| {} | {binary:.2} | {zip:.2} |\n", program.name)
    });
    "### Sizes, MB\n\n| | binary | zip |\n|---|---|---|\n".to_owned() + &rows.collect::<String>()
}

fn hash(results: &Results) -> String {
    let (ours, other) = &results.hash;
    let mut text = format!(
        "### The hash\n\nArgon2id with 19 MiB and 2 passes: {:.1} ms, Debian's libargon2 {:.1} ms, ratio {}.\n\
         A whole redeem takes {:.1} ms of the processor, {} times its hash.\n\n\
         | memory | ms | GB-seconds | USD for 1,000,000 |\n|---|---|---|---|\n",
        ours.median(),
        other.median(),
        ratio(ours.over(other)),
        results.redeem.0.median(),
        ratio(results.redeem.0.over(&results.redeem.1)),
    );
    for (memory, samples) in &results.hash_shared {
        text += &priced(&format!("{memory} MB"), *memory, samples.as_ref());
    }
    text
}

fn lambda(results: &Results) -> String {
    let mut text = "### Lambda's time for a warm call, without hash and network\n\n\
        | | memory | ms | GB-seconds | USD for 1,000,000 |\n|---|---|---|---|---|\n"
        .to_owned();
    for (program, _) in results.starts.functions() {
        let calls = results
            .warm_shared
            .as_ref()
            .map(|table| &table.of(&program.name).time);
        let name = format!("{} | {} MB", program.name, program.memory);
        text += &priced(&name, program.memory, calls);
    }
    text
}

fn priced(name: &str, memory: u32, times: Option<&Samples>) -> String {
    let Some(times) = times else {
        return format!("| {name} | – | – | – |\n");
    };
    let milliseconds = times.median();
    // Lambda's bill counts whole milliseconds.
    let gb_seconds = f64::from(memory) / 1024.0 * milliseconds.ceil() / 1000.0;
    let dollars = gb_seconds * 1_000_000.0 * DOLLARS_PER_GB_SECOND;
    format!("| {name} | {milliseconds:.2} | {gb_seconds:.5} | {dollars:.3} |\n")
}

/// The ratio, and between what half of all rounds were.
fn ratio(ratio: Ratio) -> String {
    format!("{:.2} ({:.2}–{:.2})", ratio.median, ratio.low, ratio.high)
}

#[expect(clippy::cast_precision_loss, reason = "megabytes with two digits")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_takes_the_place_of_the_one_before() {
        let page = format!("words\n{BEGIN}\nold\n{END}\nmore");
        let told = between_marks(&page, "new");
        assert_eq!(told, format!("words\n{BEGIN}\nnew\n{END}\nmore"));
    }
}
