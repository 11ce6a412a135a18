//! Rooms: what a PrivateMapKey says.

use domain::usersig::diagnosis::Advice as R;
use domain::usersig::diagnosis::CheckName::PrivateMapKey;
use domain::usersig::service_code::ServiceCode as C;

use super::{Row, made, room, row, with_room};
use crate::world::{ORBIT, SIGNED, STAGING};

pub fn rows() -> Vec<Row> {
    let end = u32::try_from(SIGNED).unwrap() + 15_552_000;
    let good = room(STAGING, end, 255);
    let changed = |place: usize, to: u8| {
        let mut bytes = room(STAGING, end, 255);
        bytes[place] = to;
        with_room(&bytes)
    };
    vec![
        row("a room", with_room(&good), C::Ok, &[], vec![]),
        row(
            "a room of another user",
            changed(3, b'M'),
            C::Ok,
            &[PrivateMapKey],
            vec![R::RoomForUser { user: "minsu".into() }],
        ),
        row(
            "a room of another application",
            with_room(&room(ORBIT, end, 255)),
            C::Ok,
            &[PrivateMapKey],
            vec![R::RoomForApplication { sdkappid: STAGING.into() }],
        ),
        row(
            "a room that is over",
            with_room(&room(STAGING, 1_763_800_000, 255)),
            C::Ok,
            &[PrivateMapKey],
            vec![R::RenewRoom],
        ),
        row("a room of an unknown version", changed(0, 2), C::Ok, &[PrivateMapKey], vec![R::RoomWithLibrary]),
        row(
            "a room cut off",
            with_room(&good[..good.len() - 1]),
            C::Ok,
            &[PrivateMapKey],
            vec![R::RoomWithLibrary],
        ),
        row(
            "a room that is not base64",
            made(|made| made.userbuf = Some("!".into())),
            C::Ok,
            &[PrivateMapKey],
            vec![R::RoomWithLibrary],
        ),
        row(
            "a room without privileges",
            with_room(&room(STAGING, end, 0)),
            C::Ok,
            &[],
            vec![R::GrantPrivileges],
        )
        .doubtful(&[PrivateMapKey]),
        row(
            "a room with unknown privileges",
            with_room(&room(STAGING, end, 0x1ff)),
            C::Ok,
            &[],
            vec![R::GrantPrivileges],
        )
        .doubtful(&[PrivateMapKey]),
    ]
}
