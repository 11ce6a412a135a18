//! Environment variables that point a console at the simulator.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use push::hosts::{self, Host};

/// The path prefix under which `host` is served, e.g. `/xiaomi-china`; empty for Apple, whose clients accept no path.
pub fn path(host: Host) -> String {
    match host {
        Host::ApnsProduction | Host::ApnsSandbox => String::new(),
        other => format!("/{}", other.key().trim_start_matches("push_").replace('_', "-")),
    }
}

/// The variables for vendors that listen at `main` and `sandbox`; `authority` is the path of their CA certificate.
pub fn variables(main: SocketAddr, sandbox: SocketAddr, authority: Option<&Path>) -> Vec<(String, String)> {
    let mut variables: Vec<_> = Host::ALL
        .into_iter()
        .map(|host| {
            let address = match host {
                Host::ApnsProduction => format!("https://{}", reachable(main)),
                Host::ApnsSandbox => format!("https://{}", reachable(sandbox)),
                other => format!("https://{}{}", reachable(main), path(other)),
            };
            (host.variable(), address)
        })
        .collect();
    if let Some(file) = authority {
        // The path is made absolute because the console may run in another folder.
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        variables.push((hosts::variable(hosts::CA_FILE), file.display().to_string()));
    }
    variables
}

/// [`variables`] as shell commands, `export NAME=VALUE`.
pub fn exports(main: SocketAddr, sandbox: SocketAddr, authority: Option<&Path>) -> String {
    let variables = variables(main, sandbox, authority);
    variables.iter().fold(String::new(), |exports, (name, value)| {
        exports + "export " + name + "='" + &quoted(value) + "'\n"
    })
}

/// Escapes `value` for single quotes.
fn quoted(value: &str) -> String {
    value.replace('\'', r"'\''")
}

/// Replaces an unspecified address, which cannot be connected to, by the loopback address.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_for_every_host_and_the_authority() {
        let main = "0.0.0.0:4000".parse().unwrap();
        let sandbox = "0.0.0.0:4001".parse().unwrap();
        let variables = variables(main, sandbox, Some(Path::new("/data/ca.pem")));
        assert_eq!(variables.len(), Host::ALL.len() + 1);
        let of = |name: &str| variables.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        assert_eq!(of("CHAT_CONSOLE_PUSH_APNS_SANDBOX"), Some("https://127.0.0.1:4001"));
        assert_eq!(of("CHAT_CONSOLE_PUSH_FCM_TOKEN"), Some("https://127.0.0.1:4000/fcm-token"));
        assert_eq!(of("CHAT_CONSOLE_PUSH_CA_FILE"), Some("/data/ca.pem"));
        let exports = exports(main, sandbox, Some(Path::new("/it's/ca.pem")));
        assert!(
            exports.contains("export CHAT_CONSOLE_PUSH_VIVO='https://127.0.0.1:4000/vivo'\n"),
            "{exports}"
        );
        assert!(exports.ends_with("CA_FILE='/it'\\''s/ca.pem'\n"), "{exports}");
        let mut hosts = hosts::Hosts::default();
        for host in Host::ALL {
            hosts.replace(host, of(&host.variable()).unwrap()).unwrap();
        }
    }
}
