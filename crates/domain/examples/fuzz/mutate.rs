//! Damages inputs.

/// Numbers that look random and are the same at every run (`SplitMix64`).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or(0)
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Pieces that mean something to one reader or another.
const PIECES: [&[u8]; 24] = [
    b"\"",
    b"{",
    b"}",
    b"[[[[[[[[",
    b"\\u0000",
    b"\\ud800",
    b"null",
    b"-1",
    b"18446744073709551615",
    b"18446744073709551616",
    b"1e308",
    b"\"TLS.ver\":\"2.0\",",
    b"\"TLS.time\":1,",
    b"\n",
    b"\r\n",
    b"%2A",
    b"____",
    b"=",
    b"\xef\xbb\xbf",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"-----BEGIN EC PRIVATE KEY-----",
    b"-----END PRIVATE KEY-----",
    b"eJ",
];

/// `input` with one to four changes; `others` are what pieces are taken from.
pub fn mutate(random: &mut Random, input: &mut Vec<u8>, others: &[Vec<u8>], most: usize) {
    for _ in 0..=random.below(4) {
        let place = random.below(input.len());
        match random.below(9) {
            0 if !input.is_empty() => input[place] ^= 1 << random.below(8),
            1 if !input.is_empty() => input[place] = random.next().to_le_bytes()[0],
            2 => input.truncate(place),
            3 if !input.is_empty() => {
                let end = (place + 1 + random.below(16)).min(input.len());
                input.drain(place..end);
            }
            4 if !input.is_empty() => {
                let end = (place + 1 + random.below(64)).min(input.len());
                let piece = input[place..end].to_vec();
                insert(input, place, &piece);
            }
            5 => insert(input, place, random.pick(&PIECES)),
            6 => {
                // The start of this one and the end of another.
                let other = random.pick(others);
                input.truncate(place);
                input.extend_from_slice(&other[random.below(other.len())..]);
            }
            7 if random.below(50) == 0 => {
                let piece = input.repeat(1 + random.below(64));
                *input = piece;
            }
            _ => insert(input, place, &[random.next().to_le_bytes()[0] & 0x7f]),
        }
        input.truncate(most);
    }
}

fn insert(input: &mut Vec<u8>, place: usize, piece: &[u8]) {
    let place = place.min(input.len());
    input.splice(place..place, piece.iter().copied());
}
