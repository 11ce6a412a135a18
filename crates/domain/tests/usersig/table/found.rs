//! Tokens inside of longer texts.

use domain::usersig::diagnosis::CheckName::{Decoded, UserId};
use domain::usersig::diagnosis::{Advice as R, Repair};
use domain::usersig::service_code::ServiceCode as C;

use super::{Row, base64, row, special};
use crate::support::tencent;
use crate::world::Made;

/// Texts with `token` in them, as they are copied from logs, pages, terminals and mails.
pub fn texts(token: &str) -> Vec<String> {
    let (head, tail) = token.split_at(76);
    vec![
        format!("{token}&contenttype=json&random=99999"),
        format!("usersig={token}"),
        format!("&usersig={token}&random=1"),
        format!("Bearer {token}"),
        format!("Authorization: Bearer {token}"),
        format!("UserSig: {token}"),
        format!("UserSig={token};"),
        format!("userSig: '{token}',"),
        format!("const userSig = \"{token}\";"),
        format!("{{\"UserID\":\"minsu\",\"UserSig\":\"{token}\"}}"),
        format!("{{\n  \"UserSig\" : \"{token}\"\n}}"),
        format!("\"{{\\\"UserSig\\\":\\\"{token}\\\"}}\""),
        format!("{{'usersig': '{token}'}}"),
        format!("'usersig' => '{token}'"),
        format!("<usersig>{token}</usersig>"),
        format!(
            "https://console.example/v4/usersig/verify?sdkappid=1400517311&identifier=minsu&usersig={token}&random=7&contenttype=json"
        ),
        format!("https://console.example/v4/x?usersig%3D{}%26random%3D7", token.replace('*', "%2A")),
        format!("usersig%253D{}", token.replace('*', "%252A")),
        format!("curl -X POST 'https://console.example/v4/x?usersig={token}&random=7' -d '{{}}'"),
        format!("curl -H 'Authorization: Bearer {token}' https://console.example/login"),
        format!("2025-11-23 12:00:01 INFO login user=minsu sig={token} ip=192.0.2.7"),
        format!("GET /login/{token}/start HTTP/1.1"),
        format!("\"{head}\" +\n    \"{tail}\""),
        format!("usersig={head}\r\n{tail}&random=1"),
        format!("> {head}\n> {tail}"),
        format!("사용자 서명은 {token}입니다."),
        format!("签名：{token}。"),
        format!("{token}\n{token}"),
    ]
}

pub fn rows() -> Vec<Row> {
    let good = Made::default().token();
    let special = special();
    let other = Made { user: "jiwoo".into(), ..Made::default() }.token();
    let alone = |name, pasted| row(name, pasted, C::Unreadable, &[Decoded], vec![R::SendAlone]);
    vec![
        alone("parameters after it", format!("{good}&contenttype=json&random=99999")),
        alone("a parameter", format!("usersig={good}")),
        alone("a header", format!("UserSig: {good}")),
        alone("a bearer token", format!("Bearer {good}")),
        alone("a field of JSON", format!("{{\"UserID\":\"minsu\",\"UserSig\":\"{good}\"}}")),
        alone(
            "an address",
            format!("https://console.example/v4/usersig/verify?sdkappid=1&usersig={good}&random=7"),
        ),
        alone("a command", format!("curl 'https://console.example/v4/x?usersig={good}&random=7' -d '{{}}'")),
        row(
            "two users in one command",
            format!("curl 'https://console.example/v4/x?usersig={other}&random=7' -d '{{\"UserSig\":\"{good}\"}}'"),
            C::Unreadable,
            &[Decoded],
            vec![R::SendAlone],
        ),
        row(
            "another user's in a command",
            format!("curl 'https://console.example/v4/x?usersig={other}&random=7'"),
            C::Unreadable,
            &[Decoded, UserId],
            vec![R::SendAlone, R::SetUserId { token: "jiwoo".into(), given: "minsu".into() }],
        ),
        row(
            "a percent-encoded parameter",
            format!("usersig%3D{}", special.replace('*', "%2A")),
            C::Unreadable,
            &[Decoded],
            vec![R::WithoutPercent, R::SendAlone],
        ),
        row(
            "standard base64 in JSON with escapes",
            format!("{{\"UserSig\":\"{}\"}}", base64(&special).replace('/', "\\/")),
            C::Unreadable,
            &[Decoded],
            vec![R::UseAlphabet(Repair::StandardBase64), R::WithoutEscapes, R::SendAlone],
        ),
        row(
            "standard base64 with spaces for plus signs",
            base64(&special).replace('+', " "),
            C::Unreadable,
            &[Decoded],
            vec![R::KeepPlus, R::UseAlphabet(Repair::StandardBase64)],
        ),
        row(
            "encoded once more",
            tencent(good.as_bytes()),
            C::Unreadable,
            &[Decoded],
            vec![R::EncodeOnce],
        ),
        row(
            "cut off inside of an address",
            format!("https://console.example/?usersig={}&random=7", &good[..good.len() - 40]),
            C::Unreadable,
            &[Decoded],
            vec![R::SendWhole, R::SendAlone],
        ),
        row(
            "a JSON Web Token as a bearer",
            "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtaW5zdSJ9.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U".into(),
            C::Unreadable,
            &[Decoded],
            vec![R::UseLibrary, R::WithoutWhiteSpace],
        ),
    ]
}
