//! Applications, keys and users.

use domain::usersig::diagnosis::CheckName::{Decoded, Sdkappid as App, Signature, Time, UserId};
use domain::usersig::diagnosis::{Advice as R, Misuse};
use domain::usersig::service_code::ServiceCode as C;

use super::{Row, again, hex_decoded, made, rewritten, row};
use crate::world::{FOREIGN, Made, ORBIT, STAGING, hmac, id};

pub fn rows() -> Vec<Row> {
    let key = |key: &[u8]| {
        let key = key.to_vec();
        made(|made| made.key = key)
    };
    let text = hmac(3).expose().to_owned();
    let this = id(STAGING);
    let orbit = || "Orbit Messenger".to_owned();
    vec![
        row("the key before", key(hmac(2).expose().as_bytes()), C::Ok, &[], vec![]),
        row(
            "another application of mine",
            made(|made| {
                made.sdkappid = ORBIT;
                made.key = hmac(5).expose().into();
            }),
            C::OtherApplication,
            &[App, Signature],
            vec![
                R::SetApplication { sdkappid: this, token: ORBIT.into() },
                R::UseWithApplication { sdkappid: id(ORBIT), name: orbit() },
                again(),
            ],
        ),
        row(
            "the key of another application",
            key(hmac(5).expose().as_bytes()),
            C::WrongKey,
            &[Signature],
            vec![R::SetKey { sdkappid: this, other: id(ORBIT), name: orbit() }, again()],
        ),
        row(
            "a retired key of another application",
            key(hmac(4).expose().as_bytes()),
            C::WrongKey,
            &[Signature],
            vec![R::SetKey { sdkappid: this, other: id(ORBIT), name: orbit() }, again()],
        ),
        row(
            "another SDKAppID with this key",
            made(|made| made.sdkappid = ORBIT),
            C::OtherApplication,
            &[App],
            vec![R::SetSdkappid { sdkappid: this, token: ORBIT.into() }, again()],
        ),
        row(
            "a foreign SDKAppID with this key",
            made(|made| made.sdkappid = FOREIGN),
            C::OtherApplication,
            &[App],
            vec![R::SetSdkappid { sdkappid: this, token: FOREIGN.into() }, again()],
        ),
        row(
            "a foreign application",
            made(|made| {
                made.sdkappid = FOREIGN;
                made.key = b"somebody else's".to_vec();
            }),
            C::OtherApplication,
            &[App, Signature],
            vec![R::SetApplication { sdkappid: this, token: FOREIGN.into() }, again()],
        ),
        row(
            "the SDKAppID off by one",
            made(|made| made.sdkappid += 1),
            C::OtherApplication,
            &[App],
            vec![R::SetSdkappid { sdkappid: this, token: u64::from(STAGING) + 1 }, again()],
        ),
        row(
            "nobody's key",
            key(b"nobody's"),
            C::WrongKey,
            &[Signature],
            vec![R::CopyKey { sdkappid: this, version: 3 }, again()],
        ),
        row(
            "a retired key",
            key(hmac(1).expose().as_bytes()),
            C::WrongKey,
            &[Signature],
            vec![R::UseCurrentKey { version: 3, retired: 1 }, again()],
        ),
        row(
            "a hex-decoded key",
            key(&hex_decoded()),
            C::WrongKey,
            &[Signature],
            vec![R::UseKeyAsText(Misuse::HexDecoded), again()],
        ),
        row(
            "a key in upper case",
            key(text.to_uppercase().as_bytes()),
            C::WrongKey,
            &[Signature],
            vec![R::UseKeyAsText(Misuse::UpperCase), again()],
        ),
        row(
            "a key with a line break",
            key(format!("{text}\n").as_bytes()),
            C::WrongKey,
            &[Signature],
            vec![R::UseKeyAsText(Misuse::LineBreak), again()],
        ),
        row(
            "a key in quotes",
            key(format!("\"{text}\"").as_bytes()),
            C::WrongKey,
            &[Signature],
            vec![R::UseKeyAsText(Misuse::Quoted), again()],
        ),
        row(
            "a signature that is not base64",
            rewritten("\"TLS.sig\":\"", "\"TLS.sig\":\"!"),
            C::Unreadable,
            &[Signature],
            vec![R::UseLibrary, again()],
        ),
        row(
            "another user",
            Made::default().token(),
            C::OtherUser,
            &[UserId],
            vec![R::SetUserId { token: "minsu".into(), given: "jiwoo".into() }],
        )
        .user(Some("jiwoo")),
        row(
            "the user in another case",
            Made::default().token(),
            C::OtherUser,
            &[UserId],
            vec![R::MatchCase { token: "minsu".into(), given: "Minsu".into() }],
        )
        .user(Some("Minsu")),
        row("the user with a space", Made::default().token(), C::OtherUser, &[UserId], vec![R::TrimUserId])
            .user(Some("minsu ")),
        row(
            "a given user of 33 bytes",
            Made::default().token(),
            C::BadParameter,
            &[UserId],
            vec![R::SetUserId { token: "minsu".into(), given: "uuuuuuuuuuuuuuuu…".into() }, R::FixUserId],
        )
        .user(Some("uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu")),
        row(
            "a given user with a line break",
            Made::default().token(),
            C::BadParameter,
            &[UserId],
            vec![R::TrimUserId, R::FixUserId],
        )
        .user(Some("minsu\n")),
        row(
            "a given user with an invisible character",
            Made::default().token(),
            C::OtherUser,
            &[UserId],
            vec![R::TrimUserId],
        )
        .user(Some("\u{200b}minsu")),
        row(
            "a given user of 33 bytes for no UserSig",
            "hello".into(),
            C::BadParameter,
            &[Decoded, UserId],
            vec![R::UseLibrary, R::FixUserId],
        )
        .user(Some("uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu")),
        row("no user given", Made::default().token(), C::Ok, &[], vec![]).user(None),
        row(
            "a user of 33 bytes",
            made(|made| made.user = "u".repeat(33)),
            C::BadParameter,
            &[UserId],
            vec![R::FixUserId],
        )
        .user(None),
        row(
            "everything at once",
            made(|made| {
                made.time -= 200 * 86_400;
                made.key = b"nobody's".to_vec();
            }),
            C::OtherUser,
            &[UserId, Time, Signature],
            vec![
                R::CopyKey { sdkappid: this, version: 3 },
                R::SetUserId { token: "minsu".into(), given: "jiwoo".into() },
                R::Renew { user: "jiwoo".into() },
            ],
        )
        .user(Some("jiwoo")),
    ]
}
