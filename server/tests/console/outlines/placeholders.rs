//! What differs from run to run is written as a word.

/// Names and addresses made of these characters are one run.
fn is_of_run(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_*-".contains(character)
}

/// The outline without numbers of applications, IDs of pushes and messages, keys, tokens and fingerprints.
pub fn replaced(outline: &str) -> String {
    outline.lines().map(|line| line_replaced(line) + "\n").collect()
}

fn line_replaced(line: &str) -> String {
    // A fingerprint stands alone. Some consist of digits.
    if let Some((before, said)) = line.split_once("text: ")
        && said.len() == 8
        && is_hex(said)
    {
        return format!("{before}text: FINGERPRINT");
    }
    // Secrets and recovery codes are in Base32, in groups of four.
    let said = line.trim_start();
    let mut groups = said.split(' ');
    if said.len() >= 29 && groups.all(|group| group.len() == 4 && group.bytes().all(is_base32)) {
        return line.replace(said, "BASE32");
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        let end = rest.find(|character| !is_of_run(character)).unwrap_or(rest.len());
        if end == 0 {
            text.push(character);
            rest = &rest[character.len_utf8()..];
        } else {
            text.push_str(placeholder(&rest[..end]).unwrap_or(&rest[..end]));
            rest = &rest[end..];
        }
    }
    text
}

fn is_sdkappid(run: &str) -> bool {
    run.starts_with("14") && run.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_base32(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'2'..=b'7')
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
}

fn placeholder(run: &str) -> Option<&'static str> {
    let kinds = [u8::is_ascii_digit, u8::is_ascii_lowercase, u8::is_ascii_uppercase];
    let is_mixed = kinds.iter().all(|kind| run.as_bytes().iter().any(kind));
    match run.len() {
        10 if is_sdkappid(run) => Some("SDKAPPID"),
        // Java has a letter behind it.
        11 if run.strip_suffix('L').is_some_and(is_sdkappid) => Some("SDKAPPIDL"),
        30 if run.strip_prefix("batch_").is_some_and(is_hex) => Some("TASKID"),
        36 if run.strip_prefix("msg_").is_some_and(is_hex) => Some("MESSAGEID"),
        64 if is_hex(run) => Some("KEY"),
        40.. if is_mixed => Some("TOKEN"),
        _ => None,
    }
}

#[test]
fn what_differs_is_replaced() {
    let key = "0123456789abcdef".repeat(4);
    let outline = format!(
        "row: Orbit | 1400000001 | 14000000012 | batch_00ff0123456789abcdefabcd\n  text: 1a2b3c4d\n  text: 키 {key}.\n"
    );
    let expected = "row: Orbit | SDKAPPID | 14000000012 | TASKID\n  text: FINGERPRINT\n  text: 키 KEY.\n";
    assert_eq!(replaced(&outline), expected);
}
