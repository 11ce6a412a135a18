//! Chat Console.

use std::process::ExitCode;

use server::cli;

/// Pages are many small pieces; this allocator is quicker with them than the C library's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
