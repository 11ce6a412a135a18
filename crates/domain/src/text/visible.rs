//! Invisible characters.

/// Whether `text` has any visible character.
pub fn is_visible(text: &str) -> bool {
    text.chars().any(|char| !char.is_whitespace() && !is_invisible(char))
}

/// Whether a character affects the display order of the text around it, so that one name can look like another,
/// or separates lines or paragraphs, which would break a name in two.
pub fn reorders(char: char) -> bool {
    matches!(char, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Whether a character is invisible or affects the order of others.
pub fn hides(char: char) -> bool {
    is_invisible(char) || reorders(char)
}

/// `Default_Ignorable_Code_Point` of Unicode 17, and characters that are inherently blank: the fillers of Khitan and
/// Egyptian script, the empty Braille pattern, the empty note head.
pub(super) fn is_invisible(char: char) -> bool {
    matches!(
        char,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{13441}'..='\u{13442}'
            | '\u{16FE4}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D159}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}
