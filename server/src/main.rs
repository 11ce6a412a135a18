//! Chat Console.

use std::process::ExitCode;

use server::cli;

/// Rendering makes many small allocations; mimalloc is faster at them than the C library.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
