//! The unpacking against an independent implementation.

use domain::inflate::{Broken, inflate_zlib};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use std::io::Read as _;

use crate::support::{Random, zlib};

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

#[test]
fn a_bomb_is_refused_before_it_unfolds() {
    let packed = zlib(&vec![0; 100_000_000], Compression::best());
    assert!(packed.len() < 100_000);
    assert_eq!(inflate_zlib(&packed, 16_384), Err(Broken::TooLarge));
}
