//! PrivateMapKey: the published vector (docs/facts/usersig.md#test-vectors), both kinds of rooms, and malformed input.

use crate::support::Random;
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;
use domain::usersig::private_map_key::{
    ParsePrivateMapKeyError, PrivateMapKey, Privilege, Privileges, Room, RoomName,
};

const VECTOR: &str = "0000077869616f6a756e53724e000000271066413f00000000ff00000000";

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn key(room: Room, privileges: Privileges) -> PrivateMapKey {
    let (app, user): (Sdkappid, _) = ("1400000000".parse().unwrap(), "xiaojun".parse().unwrap());
    PrivateMapKey::new(app, &user, room, privileges, Timestamp::from_unix_seconds(1_700_000_000), 15_552_000)
}

#[test]
fn the_vector_to_the_byte() {
    let room = key(Room::number("10000").unwrap(), Privileges::ALL);
    assert_eq!(room.encode(), hex(VECTOR));
    assert_eq!(PrivateMapKey::decode(&hex(VECTOR)), Ok(room));
}

#[test]
fn a_room_by_name() {
    let room = key(Room::Name("lobby 한".parse().unwrap()), Privileges::WATCH);
    let bytes = room.encode();
    assert_eq!(bytes[0], 1);
    assert_eq!(bytes[14..18], [0, 0, 0, 0], "no number");
    assert_eq!(&bytes[bytes.len() - 11..], b"\0\x09lobby \xed\x95\x9c");
    assert_eq!(PrivateMapKey::decode(&bytes), Ok(room));
}

#[test]
fn what_is_malformed_is_named() {
    let number = hex(VECTOR);
    let name = key(Room::Name("lobby".parse().unwrap()), Privileges::ALL).encode();
    for bytes in [&number, &name] {
        for length in 0..bytes.len() {
            assert_eq!(PrivateMapKey::decode(&bytes[..length]), Err(ParsePrivateMapKeyError::Truncated));
        }
        assert_eq!(
            PrivateMapKey::decode(&[bytes, &[0][..]].concat()),
            Err(ParsePrivateMapKeyError::Trailing)
        );
    }
    let altered = |bytes: &[u8], place: usize, to: u8| {
        let mut altered = bytes.to_vec();
        altered[place] = to;
        PrivateMapKey::decode(&altered)
    };
    assert_eq!(altered(&number, 0, 2), Err(ParsePrivateMapKeyError::Version(2)));
    assert_eq!(altered(&number, 0, 1), Err(ParsePrivateMapKeyError::TwoRooms));
    assert_eq!(altered(&name, 0, 0), Err(ParsePrivateMapKeyError::Trailing));
    assert_eq!(altered(&number, 3, 0xff), Err(ParsePrivateMapKeyError::NotText));
    assert_eq!(altered(&number, 2, 255), Err(ParsePrivateMapKeyError::Truncated));
}

#[test]
fn privileges_have_names() {
    let names: Vec<_> = Privileges::WATCH.named().collect();
    assert_eq!(names, [Privilege::EnterRoom, Privilege::ReceiveAudio, Privilege::ReceiveVideo]);
    assert_eq!(Privilege::ALL.into_iter().collect::<Privileges>(), Privileges::ALL);
    assert_eq!(Privileges::from_bits(0x1ff).unknown(), 0x100);
    for privilege in Privilege::ALL {
        assert_eq!(Privilege::from_code(privilege.code()), Some(privilege));
    }
}

#[test]
fn rooms_are_numbers_or_names() {
    for wrong in ["", "0", "-1", "+1", "1.0", "4294967295", "99999999999999999999", "lobby", " 1"] {
        assert!(Room::number(wrong).is_err(), "{wrong}");
    }
    assert_eq!(Room::number("4294967294"), Ok(Room::Number(4_294_967_294)));
    assert!("".parse::<RoomName>().is_err() && "a\n".parse::<RoomName>().is_err());
    assert!("a".repeat(65).parse::<RoomName>().is_err());
}

#[test]
fn round_trips() {
    let mut random = Random(22);
    for _ in 0..10_000 {
        let room = if random.next().is_multiple_of(2) {
            Room::Number(random.next().to_le_bytes()[0].into())
        } else {
            Room::Name("x".repeat(1 + random.below(64)).parse().unwrap())
        };
        let user = "u".repeat(1 + random.below(32)).parse().unwrap();
        let privileges = Privileges::from_bits(u32::from_le_bytes(random.bytes()));
        let now = Timestamp::from_unix_seconds(i64::from(i32::from_le_bytes(random.bytes())));
        let key = PrivateMapKey::new(
            Sdkappid::from_random(random.next()),
            &user,
            room,
            privileges,
            now,
            random.next() >> 20,
        );
        let bytes = key.encode();
        assert_eq!(PrivateMapKey::decode(&bytes).as_ref(), Ok(&key));
        // Whatever is read says all that stands there.
        let mut altered = bytes;
        let place = random.below(altered.len());
        altered[place] = random.bytes::<1>()[0];
        if let Ok(key) = PrivateMapKey::decode(&altered) {
            assert_eq!(key.encode(), altered);
        }
    }
}
