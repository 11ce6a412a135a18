//! The text around a token. Names are reported, values never are: they may be secrets.

use super::finding::{Finding, Repair};
use super::paste::{is_blank, is_quote};

/// Maximum length of a reported name, in bytes. Keys and tokens are longer.
const MAX_NAME: usize = 24;
/// Maximum number of reported names.
const MAX_NAMES: usize = 5;

/// Findings about the text before `start` and after `end` of `text`.
pub(super) fn surroundings(text: &str, start: usize, end: usize) -> Vec<Finding> {
    let (before, after) = (&text[..start], &text[end..]);
    let mut findings = Vec::new();
    let is_edge = |char: char| is_blank(char) || is_quote(char);
    let lead = before.trim_end_matches(is_edge);
    let rest = after.trim_start_matches(is_edge);
    let line = before.rsplit(['\n', '\r']).next().unwrap_or(before);
    let is_quoted =
        before[lead.len()..].chars().any(is_quote) || after[..after.len() - rest.len()].chars().any(is_quote);
    let is_spaced = |around: &str| around.chars().any(is_blank);
    let label = label(lead);
    let in_json = matches!(label, Some(Finding::JsonField { .. }));
    if is_quoted && !in_json && label.is_none() {
        findings.push(Finding::Repaired(Repair::Quotes));
    }
    if lead.is_empty() && rest.is_empty() && (is_spaced(before) || is_spaced(after)) {
        findings.push(Finding::Repaired(Repair::WhiteSpace));
    }
    let is_in_url = line.rsplit(is_blank).next().is_some_and(|word| word.contains("://"));
    let is_command = ["curl ", "wget ", "http "].iter().any(|name| before.contains(name));
    match label {
        Some(label) => findings.push(label),
        None if lead.is_empty() || is_in_url => {}
        None => findings.push(Finding::TextBefore),
    }
    if is_in_url {
        findings.push(Finding::InUrl);
    }
    if is_command {
        findings.push(Finding::InCommand);
    }
    let parameters = parameters(rest);
    // The rest of the JSON, command or URL has been reported already.
    let is_explained = in_json || is_command || is_in_url;
    if !parameters.is_empty() {
        findings.push(Finding::ParametersAfter { names: parameters });
    } else if !rest.is_empty() && !is_explained {
        findings.push(Finding::TextAfter);
    }
    findings
}

/// The label of the token in the text `lead` before it.
fn label(lead: &str) -> Option<Finding> {
    if let Some(named) = lead.strip_suffix("=>").or_else(|| lead.strip_suffix('=')) {
        let named = named.trim_end_matches([':', ' ']);
        return Some(name(named).map_or(Finding::TextBefore, |name| Finding::ParameterBefore { name }));
    }
    if let Some(named) = lead.strip_suffix(':') {
        let bare = named.trim_end_matches(is_blank);
        let is_json = bare.ends_with(['"', '\'']);
        return Some(match name(bare) {
            Some(name) if is_json => Finding::JsonField { name },
            Some(name) => Finding::HeaderBefore { name },
            None => Finding::TextBefore,
        });
    }
    let word = lead.rsplit(|char: char| is_blank(char) || is_quote(char) || char == ':').next()?;
    let is_word = ["bearer", "usersig", "token", "basic", "sig"].contains(&word.to_lowercase().as_str());
    is_word.then(|| Finding::WordBefore { word: word.to_owned() })
}

/// The name at the end of `text`.
fn name(text: &str) -> Option<String> {
    let text = text.trim_end_matches(|char| is_blank(char) || is_quote(char));
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.');
    let name = text.rsplit(|char| !is_part(char)).next().unwrap_or_default();
    (!name.is_empty() && name.len() <= MAX_NAME).then(|| name.to_owned())
}

/// The names of the parameters at the beginning of `rest`: `&name=value&…`.
fn parameters(rest: &str) -> String {
    let Some(query) = rest.strip_prefix('&') else { return String::new() };
    let query = query.split(is_blank).next().unwrap_or_default();
    let named = query.split('&').filter_map(|parameter| name(parameter.split_once('=')?.0));
    named.take(MAX_NAMES).collect::<Vec<_>>().join(", ")
}
