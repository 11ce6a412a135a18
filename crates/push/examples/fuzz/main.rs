//! Parses mutated credential files: `fuzz [--inputs N] [--seed S]`. The `openssl` command generates the intact files.
//!
//! Exits with 1 and prints the failing input on a panic, on an inconsistent result, or if a step takes too long or uses
//! too much memory. Keys are generated for each run; mutations are reproducible from the seed.
#![expect(clippy::unwrap_used, reason = "there is nobody to tell but the person at the terminal")]

mod corpus;
#[path = "../../tests/parse/fixtures.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod fixtures;
mod harness;
#[path = "../../../domain/examples/fuzz/mutate.rs"]
mod mutate;

use std::env;
use std::process::ExitCode;

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const INPUTS: u64 = 1_000_000;

fn option(name: &str) -> Option<u64> {
    let mut arguments = env::args().skip_while(|argument| argument != name);
    arguments.nth(1).map(|value| value.parse().unwrap_or_else(|_| panic!("{name} takes a number")))
}

fn main() -> ExitCode {
    let (inputs, seed) = (option("--inputs").unwrap_or(INPUTS), option("--seed").unwrap_or(1));
    match harness::run(MEMORY, inputs, seed) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}\nseed {seed}");
            ExitCode::FAILURE
        }
    }
}
