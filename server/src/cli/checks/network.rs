//! Checks of the ports that the console listens on, and of the URL in its links.

use super::{Check, Finding};
use crate::cli::serve::{LISTEN, METRICS_LISTEN, listen};
use crate::config::{Config, Loaded};
use crate::http::address::Addresses;

/// Whether the ports are free. Both are bound at the same time, since they could be the same.
pub(super) async fn ports(loaded: &Loaded) -> Vec<Check> {
    let config = &loaded.config;
    let main = listen(config.listen, LISTEN).await;
    let metrics = match config.metrics_listen.0 {
        None => Finding::Well("off".to_owned()),
        Some(address) => match listen(address, METRICS_LISTEN).await {
            Ok(_) => Finding::Well(format!("{address} is free")),
            // The default address of the metrics must not prevent a start.
            Err(error) if !loaded.is_chosen("metrics_listen") => {
                Finding::Note(format!("no metrics: {error}"))
            }
            Err(error) => Finding::Refused(Box::new(error)),
        },
    };
    let main = main.map(|_| format!("{} is free", config.listen));
    vec![("address", main.into()), ("metrics", metrics)]
}

/// The URL in links of e-mails.
pub(super) fn links(config: &Config) -> Finding {
    let address = Addresses::new(config, config.listen).current();
    let is_local = config.listen.ip().is_loopback() && config.trusted_proxies.0.is_empty();
    let tells_nobody = !config.sends_mails();
    if config.public_url.is_some() || (is_local && tells_nobody) {
        return Finding::Well(format!("lead to {address}"));
    }
    Finding::Note(format!(
        "public_url is not set: until somebody signs in, and then by the address that they use, links in mails lead \
         to {address}, which is a guess. Set public_url to the address that people type"
    ))
}
