//! The JSON inside a token.

use domain::usersig::diagnosis::CheckName::Decoded;
use domain::usersig::diagnosis::{Advice as R, Field, JsonType};
use domain::usersig::service_code::ServiceCode as C;

use super::{Row, again, rewritten, row};
use crate::support::token;
use crate::world::{Made, SIGNED};

pub fn rows() -> Vec<Row> {
    let time = format!("\"TLS.time\":{SIGNED}");
    let time = time.as_str();
    let unreadable =
        |name, pasted, advice| row(name, pasted, C::Unreadable, &[Decoded], vec![advice, again()]);
    let lost = |name, pasted, advice| row(name, pasted, C::Unreadable, &[Decoded], vec![advice]);
    vec![
        lost("not JSON inside", token("hello"), R::UseLibrary),
        lost("a list inside", token("[1]"), R::UseLibrary),
        lost("without signature", rewritten("TLS.sig", "TLS.signature"), R::AddField(Field::Sig)),
        lost("without time", rewritten("TLS.time", "TLS.Time"), R::AddField(Field::Time)),
        unreadable("without version", rewritten("\"TLS.ver\":\"2.0\"", "\"a\":1"), R::AddField(Field::Ver)),
        unreadable("another version", rewritten("2.0", "1.0"), R::SetVersion),
        unreadable(
            "a number in quotes",
            rewritten(time, &format!("\"TLS.time\":\"{SIGNED}\"")),
            R::WriteNumber(Field::Time),
        ),
        unreadable(
            "a text without quotes",
            token(&Made { user: "42".into(), ..Made::default() }.json().replace("\"42\"", "42")),
            R::WriteType { field: Field::Identifier, wanted: JsonType::Text },
        )
        .user(Some("42"))
        .signed_for("42"),
        lost("a negative number", rewritten(time, "\"TLS.time\":-1"), R::WriteNumber(Field::Time)),
        lost(
            "a number beyond 2^64",
            rewritten(time, "\"TLS.time\":18446744073709551616"),
            R::WriteNumber(Field::Time),
        ),
        lost("a fraction", rewritten(time, &format!("{time}.5")), R::WriteNumber(Field::Time)),
        unreadable(
            "the version as a number",
            rewritten("\"2.0\"", "2.0"),
            R::WriteType { field: Field::Ver, wanted: JsonType::Text },
        ),
        unreadable(
            "a useless field of a wrong type",
            rewritten("\"TLS.ver\"", "\"TLS.account_type\":[],\"TLS.ver\""),
            R::WriteType { field: Field::AccountType, wanted: JsonType::Text },
        ),
        lost("null for a number", rewritten(time, "\"TLS.time\":null"), R::WriteNumber(Field::Time)),
        unreadable("a field twice", rewritten(time, &format!("{time},{time}")), R::WriteOnce),
        unreadable("two objects", token(&Made::default().json().repeat(2)), R::WriteOnce),
    ]
}
