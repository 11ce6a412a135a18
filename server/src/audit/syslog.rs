//! Checkpoints as syslog messages (RFC 5424), one datagram each.

use domain::audit::checkpoint::Checkpoint;
use tokio::net::{UdpSocket, UnixDatagram};

use super::CheckpointError;
use crate::config::SyslogTarget;

/// Facility 13 (log audit), severity 5 (notice).
const PRIORITY: u8 = 13 * 8 + 5;

/// Sends the checkpoint.
pub(super) async fn send(target: &SyslogTarget, checkpoint: &Checkpoint) -> Result<(), CheckpointError> {
    let host = hostname::get().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let sent = match target {
        SyslogTarget::Udp(address) => send_udp(address, &message(&host, checkpoint)).await,
        SyslogTarget::Socket(path) => match UnixDatagram::unbound() {
            Ok(socket) => socket.send_to(message(&host, checkpoint).as_bytes(), path).await.map(drop),
            Err(error) => Err(error),
        },
    };
    sent.map_err(|cause| CheckpointError::Io { target: target.to_string(), cause })
}

async fn send_udp(address: &str, message: &str) -> std::io::Result<()> {
    let mut result = Err(std::io::ErrorKind::AddrNotAvailable.into());
    for address in tokio::net::lookup_host(address).await? {
        let any = if address.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
        let socket = UdpSocket::bind(any).await?;
        result = socket.send_to(message.as_bytes(), address).await.map(drop);
        if result.is_ok() {
            break;
        }
    }
    result
}

/// The message: the checkpoint as in the file, at its time.
fn message(host: &str, checkpoint: &Checkpoint) -> String {
    let printable = host.chars().filter(char::is_ascii_graphic).take(255).collect::<String>();
    let host = if printable.is_empty() { "-" } else { &printable };
    let body = serde_json::to_string(checkpoint).unwrap_or_default();
    let (at, process) = (checkpoint.at(), std::process::id());
    format!("<{PRIORITY}>1 {at} {host} chat-console {process} audit-checkpoint - {body}")
}

#[cfg(test)]
mod tests {
    use domain::audit::chain::ChainHash;

    use super::*;

    fn checkpoint() -> Checkpoint {
        Checkpoint {
            installation: "0a1b2c".into(),
            unix_time: 1_790_000_000,
            number: 7,
            hash: ChainHash::START,
            signature: "AAAA".into(),
        }
    }

    #[tokio::test]
    async fn a_checkpoint_is_one_datagram() {
        let expected = format!(
            "<109>1 2026-09-21T14:13:20Z  chat-console {} audit-checkpoint - {{\"installation\":\"0a1b2c\",\
             \"unix_time\":1790000000,\"number\":7,\"hash\":\"{}\",\"signature\":\"AAAA\"}}",
            std::process::id(),
            "0".repeat(64)
        );
        let without_host = |text: &str| {
            let words: Vec<_> = text.splitn(4, ' ').collect();
            format!("{} {}  {}", words[0], words[1], words[3])
        };
        let mut bytes = [0; 2048];

        let server = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let target = SyslogTarget::Udp(server.local_addr().unwrap().to_string());
        send(&target, &checkpoint()).await.unwrap();
        let length = server.recv(&mut bytes).await.unwrap();
        assert_eq!(without_host(std::str::from_utf8(&bytes[..length]).unwrap()), expected);

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let server = UnixDatagram::bind(&path).unwrap();
        send(&SyslogTarget::Socket(path), &checkpoint()).await.unwrap();
        let length = server.recv(&mut bytes).await.unwrap();
        assert_eq!(without_host(std::str::from_utf8(&bytes[..length]).unwrap()), expected);

        let nowhere = SyslogTarget::Socket(folder.path().join("nowhere"));
        assert!(send(&nowhere, &checkpoint()).await.unwrap_err().to_string().contains("nowhere"));
    }

    #[test]
    fn a_host_without_a_name_is_a_dash() {
        assert!(message(" \n", &checkpoint()).starts_with("<109>1 2026-09-21T14:13:20Z - chat-console"));
    }
}
