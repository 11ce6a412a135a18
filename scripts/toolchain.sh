# shellcheck shell=bash disable=SC2034 # Whoever sources this uses the variables.
#
# Sourced by every script and by the Makefile's recipes: puts the right compiler and the project's own
# tools on PATH. Changes nothing on the machine; `scripts/bootstrap` is what installs.
#
# Two kinds of machine are served. Where the compiler on PATH already has the standard library for
# wasm32 (rustup, or a distribution that ships it) it is used as it is. Elsewhere Debian's own Rust
# packages are used, with a wasm32 standard library built once from their sources.

export CHAT_CONSOLE_CACHE="${CHAT_CONSOLE_CACHE:-$HOME/.cache/chat-console}"
CHAT_CONSOLE_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
DEBIAN_RUSTC=/usr/bin/rustc
DEBIAN_WASM_LD=/usr/lib/llvm-19/bin/wasm-ld
WASM_TARGET=wasm32-unknown-unknown

# The oldest compiler that the tools and libraries accept.
RUST_MINIMUM=1.96.0
CARGO_LEPTOS_VERSION=0.3.11
# As in scripts/checks.txt.
CARGO_DENY_VERSION=0.20.2
CARGO_SHEAR_VERSION=1.14.0

# The crates that the host builds, in one command and with the same features in every one of them: another set is another
# build of the dependencies. `frontend` and `app`'s other side build for the browser alone (see Cargo.toml).
HOST_CRATES=(-p domain -p store -p vault -p push -p vendor-simulator -p console -p app -p server --features app/ssr)

wasm_bindgen_version() {
    awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, "", $3); print $3; exit }' "$CHAT_CONSOLE_ROOT/Cargo.lock"
}

# at_least HAVE WANT: is version HAVE the same as WANT or newer?
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

rustc_version() { "$1" --version 2>/dev/null | awk '{ print $2 }'; }

# Does compiler $1 come with a standard library for wasm32, and is it new enough?
serves_wasm() {
    local libdir version
    version="$(rustc_version "$1")"
    [ -n "$version" ] && at_least "$version" "$RUST_MINIMUM" || return 1
    libdir="$("$1" --print target-libdir --target "$WASM_TARGET" 2>/dev/null)" || return 1
    compgen -G "$libdir/libstd-*.rlib" >/dev/null
}

debian_sysroot() { echo "$CHAT_CONSOLE_CACHE/wasm-std-$(rustc_version "$DEBIAN_RUSTC")"; }

# The tools come first on PATH, the compiler's folder next.
export PATH="$CHAT_CONSOLE_CACHE/bin:$CHAT_CONSOLE_CACHE/npm/node_modules/.bin:$PATH"

# Debian's compiler looks for the wasm32 library in its own system folder; this wrapper points it at ours.
# (Flags in the environment would do too, but cargo-leptos sets its own over them.)
use_debian_rust() {
    export PATH="$CHAT_CONSOLE_CACHE/bin:/usr/bin:$PATH"
    RUSTC="$(debian_sysroot)/rustc"
    export RUSTC RUSTDOC=/usr/bin/rustdoc
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$DEBIAN_WASM_LD"
}

if serves_wasm rustc; then
    :
elif [ -x "$(debian_sysroot)/rustc" ]; then
    use_debian_rust
fi
