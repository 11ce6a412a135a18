use proptest::prelude::*;

use super::*;

/// A family of four with skin tones: 41 bytes, one character.
const FAMILY: &str = "👨🏽‍👩🏿‍👧🏻‍👦🏾";
/// The flag of England: a black flag and invisible tags.
const ENGLAND: &str = "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}";

#[test]
fn counts_as_a_person_counts() {
    assert_eq!(parse(&FAMILY.repeat(60), 1, 60, false), Ok(FAMILY.repeat(60)));
    assert_eq!(parse(&FAMILY.repeat(61), 1, 60, false), Err(Problem::TooLong(60)));
    assert_eq!(parse(&ENGLAND.repeat(300), 0, 300, true), Ok(ENGLAND.repeat(300)));
    assert_eq!(parse(&"한".repeat(61), 1, 60, false), Err(Problem::TooLong(60)));
    assert_eq!(parse(&"\u{1112}\u{1161}\u{11AB}".repeat(60), 1, 60, false), Ok("한".repeat(60)));
    assert_eq!(parse("  \u{3000} ", 1, 60, false), Err(Problem::Missing));
    assert_eq!(parse("short", 6, 60, false), Err(Problem::TooShort(6)));
}

#[test]
fn the_limit_of_bytes_is_said() {
    let tower = |marks: usize| format!("a{}", "\u{0301}".repeat(marks));
    let bytes = most_bytes(60);
    assert_eq!(bytes, 2_460);
    assert!(parse(&tower(1_000), 1, 60, false).is_ok());
    assert_eq!(parse(&tower(5_000), 1, 60, false), Err(Problem::TooManyBytes(bytes)));
    assert_eq!(parse(&tower(100_000), 1, 60, false), Err(Problem::TooLong(60)));
    assert_eq!(most_bytes(4_000), 65_536);
}

#[test]
fn controls_are_refused() {
    assert_eq!(parse("a\u{7}b", 1, 60, false), Err(Problem::ControlCharacter));
    assert_eq!(parse("a\0b", 0, 60, true), Err(Problem::ControlCharacter));
    assert_eq!(parse("a\nb", 0, 60, false), Err(Problem::ControlCharacter));
    for order in ['\u{2028}', '\u{2029}', '\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}', '\u{206F}'] {
        assert_eq!(parse(&format!("abc{order}fed"), 1, 60, false), Err(Problem::ControlCharacter));
    }
    assert_eq!(parse("a\r\nb\rc\u{2028}d", 0, 60, true), Ok("a\nb\nc\nd".into()));
}

#[test]
fn what_nobody_sees_is_nothing() {
    for invisible in [
        "\u{2800}",
        "\u{3164}",
        "\u{FFA0}",
        "\u{115F}\u{1160}",
        "\u{FE0F}",
        "\u{E0067}\u{E007F}",
        "\u{AD}",
        "\u{200D}",
        "\u{200B}\u{200C}\u{200B}",
        "\u{2800} \u{2800}",
        "\u{180E}",
        "\u{1D159}",
    ] {
        assert_eq!(parse(invisible, 1, 60, false), Err(Problem::NothingVisible), "{invisible:?}");
        assert_eq!(parse(invisible, 0, 60, true), Err(Problem::NothingVisible), "{invisible:?}");
    }
    assert_eq!(parse("\u{FEFF}\u{200B}", 1, 60, false), Err(Problem::Missing));
    assert_eq!(parse("\u{FEFF}Orbit\u{200B}", 1, 60, false), Ok("Orbit".into()));
    assert_eq!(parse("❤\u{FE0F}", 1, 60, false), Ok("❤\u{FE0F}".into()));
}

#[test]
fn what_was_kept_is_taken_back() {
    for kept_once in ["\u{200B}", "\u{2800}", "e\u{301}", "abc\u{202E}fed"] {
        assert_eq!(kept(kept_once.to_owned(), 1, false), Ok(kept_once.to_owned()));
    }
    assert_eq!(kept(String::new(), 1, false), Err(Problem::Missing));
    assert_eq!(kept("a\u{1F}b".to_owned(), 1, true), Err(Problem::ControlCharacter));
}

#[test]
fn however_it_is_typed_it_is_found() {
    for (one, other) in [
        ("Orbit", "ORBIT"),
        ("한글", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}"),
        ("Müller", "MU\u{308}LLER"),
        ("Straße", "STRASSE"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
        ("ＡＢＣ １２", "abc 12"),
        ("ﬁle", "FILE"),
        ("Żółć", "żÓŁĆ"),
        ("orb\u{200B}it", "Orbit"),
        ("İstanbul", "i\u{307}stanbul"),
    ] {
        assert_eq!(fold(one), fold(other), "{one} {other}");
    }
    assert_ne!(fold("Müller"), fold("Muller"));
}

#[test]
fn a_line_of_a_stranger_stays_one() {
    assert_eq!(one_line("a\r\nb\u{202E}c\u{1b}[31m", 10), "abc[31m");
    assert_eq!(one_line("abcdef", 3), "ab…");
    assert_eq!(one_line("abc", 3), "abc");
}

proptest! {
    #[test]
    fn what_is_taken_stays_taken(raw: String) {
        if let Ok(text) = parse(&raw, 1, 60, false) {
            prop_assert_eq!(parse(&text, 1, 60, false), Ok(text.clone()));
            prop_assert_eq!(kept(text.clone(), 1, false), Ok(text.clone()));
            prop_assert_eq!(text.trim(), &text);
        }
    }

    #[test]
    fn both_forms_are_one_text(raw in "\\PC{1,40}") {
        use unicode_normalization::UnicodeNormalization as _;
        let decomposed: String = raw.nfd().collect();
        prop_assert_eq!(parse(&decomposed, 1, 60, false), parse(&raw, 1, 60, false));
        prop_assert_eq!(fold(&decomposed), fold(&raw));
        prop_assert_eq!(fold(&fold(&raw)), fold(&raw));
    }

    #[test]
    fn a_key_fits_into_an_index(raw in "[\u{300}-\u{345}\u{FDFA}a\u{149}]{0,2000}") {
        prop_assert!(folded_key(&raw).len() <= 2_560);
    }
}
