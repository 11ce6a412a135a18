//! Parses the mutated files and measures each step.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use domain::certificate::CredentialError;
use domain::time::Timestamp;
use peak_alloc::PeakAlloc;
use push::credential::{Parsed, parse};

use crate::corpus::{Corpus, Kind, account};
use crate::fixtures;
use crate::mutate::Random;

/// Maximum time of a step. A mutation may raise the rounds of key derivation to the limit; hashing is ten times slower
/// without optimisation.
const MAX_TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 6 });
/// Maximum bytes of memory of a step: a file of 64 KiB, its parts, and their decoded forms.
const MAX_MEMORY: usize = 2 * 1024 * 1024;

pub struct Report {
    inputs: u64,
    taken: u64,
    seconds: f64,
    slowest: Duration,
    memory: usize,
    /// The number of inputs by error.
    reasons: BTreeMap<String, u64>,
}

pub struct Failure {
    kind: Kind,
    why: String,
    input: Vec<u8>,
}

pub fn run(memory: PeakAlloc, inputs: u64, seed: u64) -> Result<Report, Failure> {
    let (corpus, now) = (Corpus::new(), fixtures::now());
    for (kind, input) in corpus.whole() {
        let rsa_key = kind == Kind::SigningKey && input == fixtures::fixtures().bytes("leaf.key");
        if parse(&account(kind, &input), now).is_err() != rsa_key {
            return Err(Failure { kind, why: "undamaged, and yet refused".into(), input });
        }
    }
    let (slowest, reasons) = (Duration::ZERO, BTreeMap::new());
    let mut report = Report { inputs, taken: 0, seconds: 0.0, slowest, memory: 0, reasons };
    let mut random = Random(seed);
    for _ in 0..inputs {
        let (kind, input) = corpus.input(&mut random);
        report.step(memory, kind, &input, now).map_err(|why| Failure { kind, why, input })?;
    }
    Ok(report)
}

impl Report {
    #[expect(clippy::disallowed_methods, reason = "the time of a step is what is watched")]
    fn step(&mut self, memory: PeakAlloc, kind: Kind, input: &[u8], now: Timestamp) -> Result<(), String> {
        let account = account(kind, input);
        let before = memory.current_usage();
        memory.reset_peak_usage();
        let start = Instant::now();
        let step = catch_unwind(AssertUnwindSafe(|| parse(&account, now)));
        let time = start.elapsed();
        let used = memory.peak_usage().saturating_sub(before);
        self.seconds += time.as_secs_f64();
        self.slowest = self.slowest.max(time);
        self.memory = self.memory.max(used);
        match step {
            Err(_) => return Err("a panic".into()),
            Ok(_) if time > MAX_TIME => return Err(format!("a step of {time:?}")),
            Ok(_) if used > MAX_MEMORY => return Err(format!("{used} bytes of memory")),
            Ok(Ok(parsed)) => {
                self.taken += 1;
                sound(kind, &parsed)?;
            }
            Ok(Err(wrong)) => self.refused(&wrong)?,
        }
        Ok(())
    }

    fn refused(&mut self, wrong: &[CredentialError]) -> Result<(), String> {
        let Some(first) = wrong.first() else { return Err("refused without a reason".into()) };
        let name = format!("{first:?}");
        let name = name.split([' ', '(', '{']).next().unwrap_or_default().to_owned();
        *self.reasons.entry(name).or_default() += 1;
        Ok(())
    }
}

/// Checks the invariants of a parsed credential.
fn sound(kind: Kind, parsed: &Parsed) -> Result<(), String> {
    let facts = serde_json::to_string(&parsed.facts).map_err(|error| error.to_string())?;
    if facts.contains("PRIVATE KEY") {
        return Err("facts with a secret".into());
    }
    match serde_json::from_str::<domain::certificate::Facts>(&facts) {
        Ok(read) if read == parsed.facts => {}
        _ => return Err("facts that are not read back".into()),
    }
    let platform = account(kind, &[]).platform();
    if parsed.credential.platform() == platform { Ok(()) } else { Err("of another platform".into()) }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { inputs, taken, seconds, slowest, memory, reasons } = self;
        let rate = f64::from(u32::try_from(*inputs).unwrap_or(u32::MAX)) / seconds.max(1e-9);
        writeln!(f, "fuzz_credentials: {rate:.0} inputs/s")?;
        writeln!(f, "fuzz_credentials_inputs: {inputs} inputs")?;
        writeln!(f, "fuzz_credentials_accepted: {taken} inputs")?;
        writeln!(f, "fuzz_credentials_slowest: {} us", slowest.as_micros())?;
        write!(f, "fuzz_credentials_memory: {} kB", memory / 1_000)?;
        reasons.iter().try_for_each(|(name, count)| write!(f, "\nfuzz_credentials_{name}: {count} inputs"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, why, input } = self;
        writeln!(f, "{kind:?}: {why}")?;
        write!(f, "input of {} bytes: {}", input.len(), input[..input.len().min(4_000)].escape_ascii())
    }
}
