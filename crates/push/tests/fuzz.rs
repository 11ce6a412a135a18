//! A short version of `make fuzz` for credentials, in a separate process because it measures memory. `FUZZ_INPUTS`
//! sets the number of inputs.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../examples/fuzz/corpus.rs"]
mod corpus;
#[path = "parse/fixtures.rs"]
#[expect(dead_code, reason = "the other tests need more of it")]
mod fixtures;
#[path = "../examples/fuzz/harness.rs"]
mod harness;
#[path = "../../domain/examples/fuzz/mutate.rs"]
mod mutate;

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

#[test]
fn damaged_credentials() {
    let inputs = std::env::var("FUZZ_INPUTS").map_or(5_000, |inputs| inputs.parse().unwrap());
    match harness::run(MEMORY, inputs, 20_260_101) {
        Ok(report) => println!("{report}"),
        Err(failure) => panic!("{failure}"),
    }
}
