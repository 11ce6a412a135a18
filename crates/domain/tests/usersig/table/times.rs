//! Times.

use domain::usersig::diagnosis::Advice as R;
use domain::usersig::diagnosis::CheckName::Time;
use domain::usersig::service_code::ServiceCode as C;

use super::{Row, made, row};
use crate::world::{NOW, SIGNED};

pub fn rows() -> Vec<Row> {
    let now = u64::try_from(NOW).unwrap();
    let renew = || R::Renew { user: "minsu".into() };
    let at = |time: u64, expire: u64| {
        made(|made| {
            made.time = time;
            made.expire = expire;
        })
    };
    let doubt = |name, pasted, advice| row(name, pasted, C::Ok, &[], vec![advice]).doubtful(&[Time]);
    vec![
        row("its last second", at(now - 86_400, 86_400), C::Ok, &[], vec![]),
        row("one second too late", at(now - 86_401, 86_400), C::Expired, &[Time], vec![renew()]),
        row("expired for days", at(now - 200 * 86_400, 15_552_000), C::Expired, &[Time], vec![renew()]),
        row(
            "expired after an hour",
            at(now - 7_200, 3_600),
            C::Expired,
            &[Time],
            vec![renew(), R::LiveLonger { lifetime: 3_600 }],
        ),
        doubt("valid for an hour", at(SIGNED, 3_600), R::LiveLonger { lifetime: 3_600 }),
        doubt("valid for twenty years", at(SIGNED, 630_720_000), R::LiveShorter { lifetime: 630_720_000 }),
        doubt("seven minutes ahead", at(now + 420, 86_400), R::SetClock { ahead: 420 }),
        doubt("eight hours ahead", at(SIGNED + 8 * 3_600, 86_400), R::UseUtc { minutes: 480 }),
        row("a few seconds ahead", at(now + 3, 86_400), C::Ok, &[], vec![]),
        doubt("milliseconds", at(SIGNED * 1_000, 86_400), R::UseSeconds),
        doubt("an instant as its lifetime", at(SIGNED, SIGNED + 86_400), R::UseDuration),
        row("as late as can be", at(u64::MAX, u64::MAX), C::Ok, &[], vec![R::UseSeconds, R::UseDuration])
            .doubtful(&[Time]),
        row("expired in 1970", at(0, 0), C::Expired, &[Time], vec![renew(), R::LiveLonger { lifetime: 0 }]),
    ]
}
