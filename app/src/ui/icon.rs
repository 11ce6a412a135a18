//! Symbols of `style/assets/icons.svg`. They never appear without text: next to them or as an accessible label.

use leptos::prelude::*;

/// Identifies the version of the file, so that browsers may cache it forever.
const HASH: u32 = fnv(include_bytes!("../../../style/assets/icons.svg"));

const PREFIX_BYTES: [u8; 24] = prefix();

/// `/icons.svg?v=0123abcd#i-`
const PREFIX: &str = match std::str::from_utf8(&PREFIX_BYTES) {
    Ok(prefix) => prefix,
    Err(_) => "/icons.svg#i-",
};

/// FNV-1a hash, 32 bits.
const fn fnv(bytes: &[u8]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    hash
}

const fn prefix() -> [u8; 24] {
    let mut text = *b"/icons.svg?v=........#i-";
    let mut index = 0;
    while index < 8 {
        text[13 + index] = b"0123456789abcdef"[(HASH >> (28 - 4 * index) & 15) as usize];
        index += 1;
    }
    text
}

/// The URL of a symbol.
pub(crate) fn symbol(name: &str) -> String {
    [PREFIX, name].concat()
}

/// A symbol of 16 or 14 pixels.
#[component]
pub(crate) fn Icon(name: &'static str, #[prop(optional)] small: bool) -> impl IntoView {
    view! {
        <svg class=if small { "icon s14" } else { "icon" } aria-hidden="true"><use href=symbol(name)></use></svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_an_address_that_changes_with_the_file() {
        assert_eq!(symbol("copy"), format!("/icons.svg?v={HASH:08x}#i-copy"));
    }
}
