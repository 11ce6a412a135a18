//! Lines of a CSV file (RFC 4180) that spreadsheets open as text.

/// The beginning of a file: without it Excel assumes the code page of the system.
pub(crate) const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// The fields as a line.
pub(crate) fn line(fields: &[String]) -> String {
    let mut line = fields.iter().map(|field| quoted(field)).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// Quotes a field (RFC 4180). A field that a spreadsheet would interpret as a formula gets an apostrophe (OWASP, "CSV
/// Injection", including the full-width forms); amounts may begin with a minus.
fn quoted(field: &str) -> String {
    let digits = field.strip_prefix('-').unwrap_or(field);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    // Spreadsheets ignore space before a formula.
    let begins_formula = |char| matches!(char, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let is_formula = field.starts_with(['\t', '\r', '\n']) || field.trim_start().starts_with(begins_formula);
    let field = if is_formula && !is_number { format!("'{field}") } else { field.to_owned() };
    if field.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_neither_columns_nor_formulas() {
        for (field, expected) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("-3.50", "-3.50"),
            ("=cmd()", "'=cmd()"),
            ("-cmd,1", "\"'-cmd,1\""),
            (" =cmd()", "' =cmd()"),
            ("\n=cmd()", "\"'\n=cmd()\""),
            ("＝cmd()", "'＝cmd()"),
        ] {
            assert_eq!(quoted(field), expected);
        }
    }
}
