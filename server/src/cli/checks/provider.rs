//! Check of the OpenID Connect provider. A start does not wait for it: people with a password can sign in without.

use super::{Finding, Purpose};
use crate::cli::CommandError;
use crate::config::Config;
use crate::oidc::Provider;

pub(super) async fn check(config: &Config, purpose: Purpose) -> Finding {
    let settings = config.provider_policy().and_then(|_| config.provider());
    let provider = settings.and_then(|settings| {
        settings.map(Provider::new).transpose().map_err(|error| format!("oidc_issuer: {error}"))
    });
    let provider = match provider {
        Err(problem) => return Finding::Refused(Box::new(CommandError::Value(problem))),
        Ok(None) => return Finding::Well("none: oidc_issuer is not set".to_owned()),
        Ok(Some(provider)) => provider,
    };
    if purpose == Purpose::Start {
        return Finding::Well(provider.issuer().to_owned());
    }
    match provider.check().await {
        Ok(keys) => Finding::Well(format!("{} answers, with {keys} keys", provider.issuer())),
        Err(error) => Finding::Wrong(format!("nobody can sign in with it: {error}. Check oidc_issuer")),
    }
}
