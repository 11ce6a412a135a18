//! Logging to standard error; standard output is for the results of commands.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Stderr, Write};

use domain::text::reorders;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt;

use crate::config::{Config, LogFormat};

/// Silences PostgreSQL's notices at every start that the tables already exist.
const QUIET: &str = "sqlx::postgres::notice=warn";

/// Installs the subscriber.
///
/// # Errors
/// If the filter is invalid.
pub fn start(config: &Config) -> Result<(), String> {
    let filter = filter(&config.log)?;
    let coloured = io::stderr().is_terminal() && config.log_format == LogFormat::Text;
    let writer = move || Events { out: io::stderr(), coloured };
    let builder = fmt().with_env_filter(filter).with_writer(writer).with_ansi(coloured);
    match config.log_format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}

/// A level, or levels by part. A word that is no level would stand for a part that has nothing to say.
fn filter(text: &str) -> Result<EnvFilter, String> {
    let is_level = |word: &str| word.contains(['=', '[']) || word.parse::<LevelFilter>().is_ok();
    if let Some(word) = text.split(',').map(str::trim).find(|word| !word.is_empty() && !is_level(word)) {
        return Err(format!(
            "log = {text:?} is no filter: {word:?} is none of error, warn, info, debug, trace and off"
        ));
    }
    EnvFilter::try_new(format!("{QUIET},{text}"))
        .map_err(|error| format!("log = {text:?} is no filter: {error}"))
}

/// Writes one line for each event and escapes control characters: values may come from strangers.
struct Events<W = Stderr> {
    out: W,
    /// Whether the formatter writes colours, which begin with ESC. It then escapes ESC in values itself.
    coloured: bool,
}

impl<W: Write> Write for Events<W> {
    /// The formatter writes each event whole.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let mut line = String::with_capacity(text.len() + 1);
        for char in text.strip_suffix('\n').unwrap_or(&text).chars() {
            match char {
                '\n' => line.push_str("\\n"),
                '\r' => line.push_str("\\r"),
                '\u{1b}' if self.coloured => line.push(char),
                // JSON's escape, so that a line of JSON stays valid.
                _ if char.is_control() || reorders(char) => {
                    // Writing to a string does not fail.
                    let _ = write!(line, "\\u{:04x}", u32::from(char));
                }
                _ => line.push(char),
            }
        }
        line.push('\n');
        self.out.write_all(line.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_has_levels() {
        for text in
            ["info", "WARN", "off", "", "info,store=debug", "store=debug,server::http=trace", "debug,"]
        {
            assert!(filter(text).is_ok(), "{text}");
        }
        for text in ["loud", "info,store", "verbose,store=debug", "store=loud", "a=b=c"] {
            assert!(filter(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_event_is_a_line() {
        let mut events = Events { out: Vec::new(), coloured: false };
        events.write_all("WARN a\nERROR b\r\u{1b}[31m\u{202E}\u{2028}\tc\n".as_bytes()).unwrap();
        events.write_all("INFO 한글\n".as_bytes()).unwrap();
        let text = String::from_utf8(events.out).unwrap();
        assert_eq!(text, "WARN a\\nERROR b\\r\\u001b[31m\\u202e\\u2028\\u0009c\nINFO 한글\n");
    }
}
