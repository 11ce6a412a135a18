//! Runs the targets, and watches over them.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use peak_alloc::PeakAlloc;

use crate::corpus::Corpus;
use crate::mutate::Random;
use crate::target::Target;

/// How often a slow step is tried again: another program may have had the processor.
const AGAIN: usize = 10;

/// How a target fared.
pub struct Report {
    target: Target,
    inputs: u64,
    accepted: u64,
    seconds: f64,
    slowest: Duration,
    memory: usize,
}

/// The input that failed, and why.
pub struct Failure {
    target: Target,
    why: String,
    input: Vec<u8>,
}

/// Gives all targets their share of `inputs`.
pub fn run(memory: PeakAlloc, inputs: u64, seed: u64) -> Result<Vec<Report>, Failure> {
    let corpus = Corpus::new();
    Target::ALL
        .into_iter()
        .map(|target| {
            let mut random = Random(seed ^ (target as u64) << 56);
            run_one(target, &corpus, memory, &mut random, inputs * target.share() / 10)
        })
        .collect()
}

fn run_one(
    target: Target,
    corpus: &Corpus,
    memory: PeakAlloc,
    random: &mut Random,
    inputs: u64,
) -> Result<Report, Failure> {
    let mut report = Report { target, inputs, accepted: 0, seconds: 0.0, slowest: Duration::ZERO, memory: 0 };
    for _ in 0..inputs {
        let input = target.input(random, corpus);
        let text = String::from_utf8_lossy(&input);
        let before = memory.current_usage();
        memory.reset_peak_usage();
        let (time, step) = step(target, &input, &text, corpus);
        let used = memory.peak_usage().saturating_sub(before);
        report.seconds += time.as_secs_f64();
        report.slowest = report.slowest.max(time);
        report.memory = report.memory.max(used);
        let why = match step {
            Err(why) => why,
            Ok(_) if used > target.memory() => format!("{used} bytes of memory"),
            Ok(accepted) => {
                report.accepted += u64::from(accepted);
                continue;
            }
        };
        return Err(Failure { target, why, input });
    }
    Ok(report)
}

/// One step with its time: the shortest of several, where the first is too long.
fn step(target: Target, input: &[u8], text: &str, corpus: &Corpus) -> (Duration, Result<bool, String>) {
    let (mut time, step) = once(target, input, text, corpus);
    for _ in 0..AGAIN {
        if time <= target.slowest() {
            return (time, step);
        }
        time = time.min(once(target, input, text, corpus).0);
    }
    if time <= target.slowest() { (time, step) } else { (time, Err(format!("a step of {time:?}"))) }
}

#[expect(clippy::disallowed_methods, reason = "the time of a step is what is watched")]
fn once(target: Target, input: &[u8], text: &str, corpus: &Corpus) -> (Duration, Result<bool, String>) {
    let start = Instant::now();
    let step = catch_unwind(AssertUnwindSafe(|| target.step(input, text, corpus)));
    let time = start.elapsed();
    (time, step.unwrap_or(Err("a panic")).map_err(str::to_owned))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { target, inputs, accepted, seconds, slowest, memory } = self;
        let name = target.name();
        let rate = f64::from(u32::try_from(*inputs).unwrap_or(u32::MAX)) / seconds.max(1e-9);
        writeln!(f, "fuzz_{name}: {rate:.0} inputs/s")?;
        writeln!(f, "fuzz_{name}_inputs: {inputs} inputs")?;
        writeln!(f, "fuzz_{name}_accepted: {accepted} inputs")?;
        writeln!(f, "fuzz_{name}_slowest: {} us", slowest.as_micros())?;
        write!(f, "fuzz_{name}_memory: {} kB", memory / 1_000)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { target, why, input } = self;
        writeln!(f, "{}: {why}", target.name())?;
        // The seed makes the rest of it again.
        write!(f, "input of {} bytes: {}", input.len(), input[..input.len().min(2_000)].escape_ascii())
    }
}
