//! The inflate of `domain` against an independent implementation.

use domain::usersig::inflate::{InflateError, inflate_zlib};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use std::io::Read as _;

use crate::support::{Random, opened, zlib};
use crate::v2::PLAIN_STORED;

fn text(random: &mut Random) -> Vec<u8> {
    let length = random.below(2_000);
    // From one letter to all bytes: short codes, long codes, and far repeats.
    let letters = 1 + random.below(256);
    let mut text: Vec<u8> = (0..length).map(|_| random.below(letters).to_le_bytes()[0]).collect();
    if length > 10 {
        let start = random.below(length - 5);
        let repeated = text[start..].repeat(1 + random.below(3));
        text.extend(repeated);
    }
    text
}

#[test]
fn whatever_is_packed_is_unpacked() {
    let mut random = Random(9);
    for case in 0..4_000 {
        let text = text(&mut random);
        let packed = zlib(&text, Compression::new(u32::try_from(random.below(10)).unwrap()));
        assert!(inflate_zlib(&packed, text.len()).as_deref() == Ok(&text), "case {case}");
        if !text.is_empty() {
            assert!(inflate_zlib(&packed, text.len() - 1).is_err(), "case {case}");
        }
    }
}

#[test]
fn whatever_is_accepted_the_other_one_accepts_too() {
    let mut random = Random(10);
    let mut accepted = 0;
    for _ in 0..40_000 {
        let mut packed = zlib(&text(&mut random)[..], Compression::fast());
        packed.truncate(300);
        let place = random.below(packed.len());
        packed[place] = random.bytes::<1>()[0];
        if let Ok(ours) = inflate_zlib(&packed, 16_384) {
            let mut theirs = Vec::new();
            ZlibDecoder::new(&*packed).read_to_end(&mut theirs).unwrap();
            assert!(ours == theirs);
            accepted += 1;
        }
    }
    assert!(accepted > 0, "some bytes are written as they were");
}

/// Flips each bit of a packed token. Decoders skip the padding; only an equal back-reference may pass here
/// (docs/adr/0002-strict-inflate.md).
#[test]
fn a_flipped_bit_is_refused_or_changes_nothing() {
    let json = opened(PLAIN_STORED);
    for (level, skipped_by_others) in [(0, 5), (1, 7), (6, 4), (9, 4)] {
        let packed = zlib(json.as_bytes(), Compression::new(level));
        let mut skipped = 0;
        for bit in 0..packed.len() * 8 {
            let mut altered = packed.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            let mut theirs = Vec::new();
            let is_accepted = ZlibDecoder::new(&*altered).read_to_end(&mut theirs).is_ok();
            match inflate_zlib(&altered, 16_384) {
                Ok(ours) => assert!(ours == json.as_bytes() && level > 0, "level {level}, bit {bit}"),
                Err(_) => skipped += usize::from(is_accepted),
            }
        }
        assert_eq!(skipped, skipped_by_others, "level {level}");
    }
}

#[test]
fn a_bomb_is_refused_before_it_unfolds() {
    let packed = zlib(&vec![0; 100_000_000], Compression::best());
    assert!(packed.len() < 100_000);
    assert_eq!(inflate_zlib(&packed, 16_384), Err(InflateError::TooLarge));
}
