//! A slice of what `make fuzz` runs. Alone in its program: it watches over the memory of all of it.

#[path = "../examples/fuzz/corpus.rs"]
mod corpus;
#[path = "../examples/fuzz/harness.rs"]
mod harness;
#[path = "../examples/fuzz/mutate.rs"]
mod mutate;
#[path = "../examples/fuzz/target.rs"]
mod target;

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

#[test]
fn fifty_thousand_damaged_inputs() {
    match harness::run(MEMORY, 50_000, 20_260_101) {
        Ok(reports) => reports.iter().for_each(|report| println!("{report}")),
        Err(failure) => panic!("{failure}"),
    }
}
