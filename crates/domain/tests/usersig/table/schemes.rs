//! The two schemes.

use domain::key::Curve;
use domain::usersig::diagnosis::CheckName::{Decoded, Scheme, Sdkappid as App, Signature, Time};
use domain::usersig::diagnosis::{Advice as R, Field};
use domain::usersig::service_code::ServiceCode as C;

use super::{Row, again, made, row};
use crate::support::{opened, token};
use crate::world::{COURIER, NIGHT, STAGING, WARD, id, legacy, pair};

pub fn rows() -> Vec<Row> {
    const HALF_YEAR: u64 = 15_552_000;
    let (courier, night) = (pair(Curve::P256, 7), pair(Curve::Secp256k1, 9));
    let good = legacy(COURIER, &courier, HALF_YEAR);
    let hmac_on = |sdkappid: u32, key: Vec<u8>| {
        made(|made| {
            made.sdkappid = sdkappid;
            made.key = key;
        })
    };
    let pem = courier.expose().as_bytes().to_vec();
    vec![
        row("a legacy token", good.clone(), C::Ok, &[], vec![]).on(COURIER),
        row("a legacy token in lines", format!("{}\r\n{}", &good[..76], &good[76..]), C::Ok, &[], vec![])
            .on(COURIER),
        row(
            "a legacy token and a public key",
            legacy(WARD, &pair(Curve::Secp256k1, 8), HALF_YEAR),
            C::Ok,
            &[],
            vec![],
        )
        .on(WARD),
        row(
            "an expired legacy token",
            legacy(COURIER, &courier, 41),
            C::Expired,
            &[Time],
            vec![R::Renew { user: "minsu".into() }, R::LiveLonger { lifetime: 41 }],
        )
        .on(COURIER),
        row(
            "a legacy token of nobody's key",
            legacy(COURIER, &pair(Curve::P256, 1), HALF_YEAR),
            C::WrongKey,
            &[Signature],
            vec![R::CopyKey { sdkappid: id(COURIER), version: 1 }, again()],
        )
        .on(COURIER),
        row(
            "a legacy token of another's key",
            legacy(WARD, &courier, HALF_YEAR),
            C::WrongKey,
            &[Signature],
            vec![
                R::SetKey { sdkappid: id(WARD), other: id(COURIER), name: "Courier Dispatch".into() },
                again(),
            ],
        )
        .on(WARD),
        row(
            "a legacy token on an HMAC application",
            legacy(STAGING, &pair(Curve::P256, 1), HALF_YEAR),
            C::WrongKey,
            &[Scheme, Signature],
            vec![R::SignWithHmac { sdkappid: id(STAGING), version: 3 }, again()],
        ),
        row(
            "a legacy token after the update",
            legacy(NIGHT, &night, HALF_YEAR),
            C::WrongKey,
            &[Scheme, Signature],
            vec![R::SignWithHmac { sdkappid: id(NIGHT), version: 2 }, again()],
        )
        .on(NIGHT),
        row(
            "a current token on a legacy application",
            hmac_on(COURIER, b"nobody's".to_vec()),
            C::WrongKey,
            &[Scheme, Signature],
            vec![R::SignWithEcdsa { sdkappid: id(COURIER), version: 1 }, again()],
        )
        .on(COURIER),
        row(
            "a private key used as HMAC key",
            hmac_on(COURIER, pem),
            C::WrongKey,
            &[Scheme, Signature],
            vec![R::SignWithEcdsa { sdkappid: id(COURIER), version: 1 }, again()],
        )
        .on(COURIER),
        row(
            "a legacy token with a leading zero",
            {
                let json = opened(&good);
                token(&json.replace("\"15552000\"", "\"015552000\""))
            },
            C::Unreadable,
            &[Decoded],
            vec![R::WriteNumber(Field::ExpireAfter)],
        )
        .on(COURIER),
        row(
            "a legacy token of another application",
            good,
            C::OtherApplication,
            &[Scheme, App, Signature],
            vec![
                R::SetApplication { sdkappid: id(STAGING), token: COURIER.into() },
                R::UseWithApplication { sdkappid: id(COURIER), name: "Courier Dispatch".into() },
                again(),
            ],
        ),
    ]
}
