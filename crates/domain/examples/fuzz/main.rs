//! Feeds whatever comes from outside with millions of damaged inputs: `fuzz [--inputs N] [--seed S]`.
//!
//! Ends with 1, and the input that did it, on a panic, a wrong answer, a step of more than 10 ms, or one that
//! takes more memory than it may. The same seed gives the same inputs.

mod corpus;
mod harness;
mod mutate;
mod target;

use std::env;
use std::process::ExitCode;

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const INPUTS: u64 = 10_000_000;

fn option(name: &str) -> Option<u64> {
    let mut arguments = env::args().skip_while(|argument| argument != name);
    arguments.nth(1).map(|value| value.parse().unwrap_or_else(|_| panic!("{name} takes a number")))
}

fn main() -> ExitCode {
    let (inputs, seed) = (option("--inputs").unwrap_or(INPUTS), option("--seed").unwrap_or(1));
    match harness::run(MEMORY, inputs, seed) {
        Ok(reports) => {
            for report in reports {
                println!("{report}");
            }
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}\nseed {seed}");
            ExitCode::FAILURE
        }
    }
}
