//! Korean particles, whose form depends on the end of the word before them: 을 or 를, 이 or 가, 은 or 는, 과 or
//! 와, 으로 or 로.
//!
//! The catalogue writes both forms after a placeholder, as in `{name}을(를)`. The word is known only when the text is
//! formatted: its end is marked there, and the right form is chosen afterwards.

use std::fmt::{Display, Formatter, Result};

/// Follows each parameter until the particles have been chosen; names contain no control characters.
const MARK: char = '\u{1f}';

/// Both forms as written in the catalogue, the form after a final consonant, and the form without one.
const PARTICLES: [(&str, &str, &str); 5] = [
    ("을(를)", "을", "를"),
    ("이(가)", "이", "가"),
    ("은(는)", "은", "는"),
    ("과(와)", "과", "와"),
    ("(으)로", "으로", "로"),
];

/// A parameter followed by [`MARK`].
pub(crate) struct Marked<'a, T: ?Sized>(pub(crate) &'a T);

impl<T: Display + ?Sized> Display for Marked<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}{MARK}", self.0)
    }
}

/// Removes the marks and chooses the form of each particle that follows one. Both forms stay after a word whose ending
/// is unknown, for example one in Han characters.
pub(crate) fn with_particles(marked: &str) -> String {
    let mut text = String::with_capacity(marked.len());
    for (index, piece) in marked.split(MARK).enumerate() {
        let mut rest = piece;
        if index > 0 {
            let ending = ending(&text);
            if let Some(quote) = rest.chars().next().filter(|char| matches!(char, '”' | '’' | ')')) {
                text.push(quote);
                rest = &rest[quote.len_utf8()..];
            }
            let particle = PARTICLES.iter().find(|(both, ..)| rest.starts_with(both));
            if let (Some((both, closed, open)), Some(ending)) = (particle, ending) {
                // 로 follows ㄹ as well as vowels.
                let is_open =
                    matches!(ending, Ending::Open) || (*open == "로" && matches!(ending, Ending::Rieul));
                text.push_str(if is_open { open } else { closed });
                rest = &rest[both.len()..];
            }
        }
        text.push_str(rest);
    }
    text
}

/// How a word ends when read aloud.
#[derive(Clone, Copy)]
enum Ending {
    /// In a vowel.
    Open,
    /// In the consonant ㄹ.
    Rieul,
    /// In another consonant.
    Closed,
}

fn ending(word: &str) -> Option<Ending> {
    let word = word.trim_end_matches(|char: char| !char.is_alphanumeric());
    Some(match word.chars().next_back()? {
        syllable @ '가'..='힣' => match (u32::from(syllable) - u32::from('가')) % 28 {
            0 => Ending::Open,
            8 => Ending::Rieul,
            _ => Ending::Closed,
        },
        // Digits: 영, 삼, 육; 일, 칠, 팔; the others end in a vowel. Acronyms are spelled out: 엘, 알; 엠, 엔.
        '0' | '3' | '6' | 'M' | 'N' => Ending::Closed,
        '1' | '7' | '8' | 'L' | 'R' => Ending::Rieul,
        '0'..='9' | 'A'..='Z' => Ending::Open,
        'a'..='z' => latin_ending(word),
        _ => return None,
    })
}

/// The ending of a word in Latin letters as it is usually written in Hangul: 구글, 챗, 슬랙, 라인, 노트.
fn latin_ending(word: &str) -> Ending {
    let is_vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let word = word.to_ascii_lowercase();
    match word.as_bytes() {
        [.., b'l'] | [_, .., b'l', b'e'] => Ending::Rieul,
        [.., b'm' | b'n'] | [.., b'n', b'g'] | [.., b'o', b'o', b'k'] => Ending::Closed,
        // 라인, 게임; 슬랙, 앱.
        [_, .., vowel, b'm' | b'n', b'e'] | [.., vowel, b'c', b'k'] | [.., vowel, b'p', b'p']
            if is_vowel(*vowel) =>
        {
            Ending::Closed
        }
        // A short vowel before a stop: 봇, but 비트.
        [.., before, vowel, b'b' | b'c' | b'k' | b'p' | b't'] if is_vowel(*vowel) && !is_vowel(*before) => {
            Ending::Closed
        }
        _ => Ending::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(word: &str, particle: &str) -> String {
        with_particles(&format!("{}{particle}", Marked(word)))
    }

    #[test]
    fn the_particle_follows_the_end_of_the_word() {
        for (word, object, direction) in [
            ("상담", "을", "으로"),
            ("상담소", "를", "로"),
            ("서울", "을", "로"),
            ("키 1", "을", "로"),
            ("키 2", "를", "로"),
            ("10", "을", "으로"),
            ("API", "를", "로"),
            ("HTML", "을", "로"),
            ("Google", "을", "로"),
            ("Orbit", "을", "으로"),
            ("chat", "을", "으로"),
            ("slack", "을", "으로"),
            ("app", "을", "으로"),
            ("phone", "을", "으로"),
            ("ping", "을", "으로"),
            ("beat", "를", "로"),
            ("note", "를", "로"),
            ("administrator", "를", "로"),
            ("상담 🎉", "을", "으로"),
            ("상담 (시험)", "을", "으로"),
        ] {
            assert_eq!(said(word, "을(를)"), format!("{word}{object}"));
            assert_eq!(said(word, "(으)로"), format!("{word}{direction}"));
        }
        assert_eq!(said("앱", "이(가)"), "앱이");
        assert_eq!(said("서버", "이(가)"), "서버가");
        assert_eq!(said("앱", "은(는)"), "앱은");
        assert_eq!(said("서버", "과(와)"), "서버와");
    }

    #[test]
    fn both_forms_stay_where_the_end_is_not_known() {
        for word in ["会社", "🎉", ""] {
            assert_eq!(said(word, "을(를)"), format!("{word}을(를)"));
        }
    }

    #[test]
    fn particles_are_chosen_after_quotes_and_never_inside_a_name() {
        assert_eq!(with_particles(&format!("“{}”(으)로", Marked("서울"))), "“서울”로");
        assert_eq!(said("이름을(를) 바꾼 앱", "을(를)"), "이름을(를) 바꾼 앱을");
        assert_eq!(with_particles(&format!("{}일 {}개", Marked(&3), Marked(&5))), "3일 5개");
    }

    #[test]
    fn texts_of_the_catalogue_have_their_particles() {
        use domain::account::language::Language::Korean;
        let text = crate::i18n::text::overview::set_to(Korean, "설명", "기본");
        assert!(text.ends_with("“기본”으로 설정"), "{text}");
    }
}
