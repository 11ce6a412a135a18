//! Unpacks a zlib container (RFC 1950, RFC 1951), strictly and within a limit.
//!
//! A UserSig must have one meaning and one form: a decoder that overlooks padding bits or bytes after the
//! end would accept tokens that somebody has altered. So every bit counts here: padding must be zero, the
//! checksum must match, and nothing may follow it.

/// Longest code of a Huffman table, in bits (RFC 1951 3.2.7).
const LONGEST_CODE: usize = 15;
const LITERALS: usize = 288;
const DISTANCES: usize = 30;

/// Why a container cannot be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// The two bytes at the start are not those of zlib.
    Header,
    /// It ends before its end.
    Truncated,
    /// A code, a length or padding that cannot be.
    Malformed,
    /// The Adler-32 checksum does not match.
    Checksum,
    /// Bytes after the end.
    Trailing,
    /// More than the limit comes out.
    TooLarge,
}

/// Unpacks `container`; at most `limit` bytes may come out.
pub fn inflate_zlib(container: &[u8], limit: usize) -> Result<Vec<u8>, Broken> {
    let [method, flags, deflated @ ..] = container else { return Err(Broken::Truncated) };
    let check = u16::from_be_bytes([*method, *flags]);
    // Deflate with a window of at most 32 kB, no preset dictionary.
    if method & 0x0f != 8 || method >> 4 > 7 || flags & 0x20 != 0 || !check.is_multiple_of(31) {
        return Err(Broken::Header);
    }
    let mut bits = Bits { bytes: deflated, next: 0, held: 0, count: 0 };
    let mut out = Vec::with_capacity(limit.min(512));
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => copy_stored(&mut bits, &mut out, limit)?,
            1 => {
                let (literals, distances) = fixed_tables();
                expand(&mut bits, &mut out, limit, &literals, &distances)?;
            }
            2 => {
                let (literals, distances) = dynamic_tables(&mut bits)?;
                expand(&mut bits, &mut out, limit, &literals, &distances)?;
            }
            _ => return Err(Broken::Malformed),
        }
        if last {
            break;
        }
    }
    bits.align()?;
    let sum = bits.bytes.get(bits.next..bits.next + 4).ok_or(Broken::Truncated)?;
    if bits.bytes.len() > bits.next + 4 {
        return Err(Broken::Trailing);
    }
    if sum == adler32(&out).to_be_bytes() { Ok(out) } else { Err(Broken::Checksum) }
}

/// The checksum of a zlib container (RFC 1950 section 9).
pub fn adler32(bytes: &[u8]) -> u32 {
    const PRIME: u32 = 65_521;
    let (mut low, mut high) = (1_u32, 0_u32);
    // 5552 is the most bytes whose sums fit into 32 bits.
    for chunk in bytes.chunks(5_552) {
        for byte in chunk {
            low += u32::from(*byte);
            high += low;
        }
        low %= PRIME;
        high %= PRIME;
    }
    high << 16 | low
}

struct Bits<'a> {
    bytes: &'a [u8],
    next: usize,
    held: u32,
    count: u32,
}

impl Bits<'_> {
    /// The next `count` bits (at most 16), the first one lowest.
    fn take(&mut self, count: u32) -> Result<u32, Broken> {
        while self.count < count {
            let byte = *self.bytes.get(self.next).ok_or(Broken::Truncated)?;
            self.next += 1;
            self.held |= u32::from(byte) << self.count;
            self.count += 8;
        }
        let taken = self.held & ((1 << count) - 1);
        self.held >>= count;
        self.count -= count;
        Ok(taken)
    }

    /// Goes to the next whole byte; what is skipped must be zero. Never more than 7 bits are held.
    fn align(&mut self) -> Result<(), Broken> {
        if self.held != 0 {
            return Err(Broken::Malformed);
        }
        self.count = 0;
        Ok(())
    }
}

/// A canonical Huffman code: how many codes of each length, and the symbols in the order of their codes.
struct Table<const SYMBOLS: usize> {
    counts: [u16; LONGEST_CODE + 1],
    symbols: [u16; SYMBOLS],
}

impl<const SYMBOLS: usize> Table<SYMBOLS> {
    /// From the length of each symbol's code. More codes than the lengths allow are refused; fewer only
    /// where `lone` says that a single code of one bit will do.
    fn new(lengths: &[u8], lone: bool) -> Result<Self, Broken> {
        let mut counts = [0_u16; LONGEST_CODE + 1];
        for length in lengths {
            counts[usize::from(*length)] += 1;
        }
        counts[0] = 0;
        let mut left = 1_i32;
        for count in &counts[1..] {
            left = (left << 1) - i32::from(*count);
            if left < 0 {
                return Err(Broken::Malformed);
            }
        }
        let used: u16 = counts.iter().sum();
        if left > 0 && !(lone && (used == 0 || (used == 1 && counts[1] == 1))) {
            return Err(Broken::Malformed);
        }
        let mut offsets = [0_u16; LONGEST_CODE + 2];
        for length in 1..=LONGEST_CODE {
            offsets[length + 1] = offsets[length] + counts[length];
        }
        let mut symbols = [0_u16; SYMBOLS];
        for (symbol, length) in (0_u16..).zip(lengths) {
            if *length > 0 {
                let offset = &mut offsets[usize::from(*length)];
                symbols[usize::from(*offset)] = symbol;
                *offset += 1;
            }
        }
        Ok(Self { counts, symbols })
    }

    fn decode(&self, bits: &mut Bits<'_>) -> Result<u16, Broken> {
        let (mut code, mut first, mut index) = (0_i32, 0_i32, 0_i32);
        for length in 1..=LONGEST_CODE {
            code |= i32::from(bits.take(1)? == 1);
            let count = i32::from(self.counts[length]);
            if code - count < first {
                let place = usize::try_from(index + code - first).map_err(|_| Broken::Malformed)?;
                return self.symbols.get(place).copied().ok_or(Broken::Malformed);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(Broken::Malformed)
    }
}

fn copy_stored(bits: &mut Bits<'_>, out: &mut Vec<u8>, limit: usize) -> Result<(), Broken> {
    bits.align()?;
    let length = bits.take(16)?;
    if length ^ bits.take(16)? != 0xffff {
        return Err(Broken::Malformed);
    }
    let end = bits.next + length as usize;
    let stored = bits.bytes.get(bits.next..end).ok_or(Broken::Truncated)?;
    if out.len() + stored.len() > limit {
        return Err(Broken::TooLarge);
    }
    out.extend_from_slice(stored);
    bits.next = end;
    Ok(())
}

fn fixed_tables() -> (Table<LITERALS>, Table<DISTANCES>) {
    let mut lengths = [8_u8; LITERALS];
    lengths[144..256].fill(9);
    lengths[256..280].fill(7);
    // Thirty codes of five bits: two stay unused, which is no error here.
    let mut counts = [0; LONGEST_CODE + 1];
    counts[5] = 30;
    let mut symbols = [0; DISTANCES];
    for (symbol, place) in (0..).zip(&mut symbols) {
        *place = symbol;
    }
    let literals = Table::new(&lengths, false).expect("the fixed code of RFC 1951 3.2.6 is complete");
    (literals, Table { counts, symbols })
}

fn dynamic_tables(bits: &mut Bits<'_>) -> Result<(Table<LITERALS>, Table<DISTANCES>), Broken> {
    const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    let literal_count = bits.take(5)? as usize + 257;
    let distance_count = bits.take(5)? as usize + 1;
    let length_count = bits.take(4)? as usize + 4;
    if literal_count > 286 || distance_count > DISTANCES {
        return Err(Broken::Malformed);
    }
    let mut code_lengths = [0_u8; 19];
    for place in &ORDER[..length_count] {
        code_lengths[*place] = low_byte(bits.take(3)?);
    }
    let meta = Table::<19>::new(&code_lengths, false)?;
    let mut lengths = [0_u8; LITERALS + DISTANCES];
    let total = literal_count + distance_count;
    let mut filled = 0;
    while filled < total {
        let symbol = meta.decode(bits)?;
        let (length, times) = match symbol {
            16 => {
                let previous =
                    *filled.checked_sub(1).and_then(|last| lengths.get(last)).ok_or(Broken::Malformed)?;
                (previous, 3 + bits.take(2)? as usize)
            }
            17 => (0, 3 + bits.take(3)? as usize),
            18 => (0, 11 + bits.take(7)? as usize),
            length => (low_byte(u32::from(length)), 1),
        };
        lengths
            .get_mut(filled..filled + times)
            .filter(|_| filled + times <= total)
            .ok_or(Broken::Malformed)?
            .fill(length);
        filled += times;
    }
    // Without a code for the end of the block it would never end.
    if lengths[256] == 0 {
        return Err(Broken::Malformed);
    }
    let literals = Table::new(&lengths[..literal_count], false)?;
    let distances = Table::new(&lengths[literal_count..total], true)?;
    Ok((literals, distances))
}

fn low_byte(number: u32) -> u8 {
    number.to_le_bytes()[0]
}

fn expand(
    bits: &mut Bits<'_>,
    out: &mut Vec<u8>,
    limit: usize,
    literals: &Table<LITERALS>,
    distances: &Table<DISTANCES>,
) -> Result<(), Broken> {
    const LENGTH_BASE: [u16; 29] = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
        195, 227, 258,
    ];
    const LENGTH_EXTRA: [u8; 29] =
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    const DISTANCE_BASE: [u16; DISTANCES] = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
        3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ];
    const DISTANCE_EXTRA: [u8; DISTANCES] =
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
    loop {
        let symbol = usize::from(literals.decode(bits)?);
        match symbol {
            0..256 => {
                if out.len() == limit {
                    return Err(Broken::TooLarge);
                }
                out.push(symbol.to_le_bytes()[0]);
            }
            256 => return Ok(()),
            _ => {
                let place = symbol - 257;
                let base = *LENGTH_BASE.get(place).ok_or(Broken::Malformed)?;
                let length = usize::from(base) + bits.take(u32::from(LENGTH_EXTRA[place]))? as usize;
                let place = usize::from(distances.decode(bits)?);
                let base = *DISTANCE_BASE.get(place).ok_or(Broken::Malformed)?;
                let distance = usize::from(base) + bits.take(u32::from(DISTANCE_EXTRA[place]))? as usize;
                let start = out.len().checked_sub(distance).ok_or(Broken::Malformed)?;
                if out.len() + length > limit {
                    return Err(Broken::TooLarge);
                }
                for from in start..start + length {
                    out.push(out[from]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// "hello" as zlib packs it at levels 0, 6 and 1.
    const PACKED: [&[u8]; 3] = [
        b"\x78\x01\x01\x05\x00\xfa\xffhello\x06\x2c\x02\x15",
        b"\x78\x9c\xcb\x48\xcd\xc9\xc9\x07\x00\x06\x2c\x02\x15",
        b"\x78\x01\xcb\x48\xcd\xc9\xc9\x07\x00\x06\x2c\x02\x15",
    ];

    #[test]
    fn unpacks_what_zlib_packed() {
        for packed in PACKED {
            assert_eq!(inflate_zlib(packed, 100).unwrap(), b"hello");
        }
    }

    #[test]
    fn refuses_any_altered_bit() {
        for packed in PACKED {
            for bit in 0..packed.len() * 8 {
                let mut altered = packed.to_vec();
                altered[bit / 8] ^= 1 << (bit % 8);
                // The level in the header is a remark, but the header's own check covers it.
                assert!(inflate_zlib(&altered, 100).is_err(), "bit {bit}");
            }
        }
    }

    #[test]
    fn refuses_what_is_cut_or_continued() {
        for packed in PACKED {
            for length in 0..packed.len() {
                assert!(inflate_zlib(&packed[..length], 100).is_err());
            }
            assert_eq!(inflate_zlib(&[packed, b"!"].concat(), 100), Err(Broken::Trailing));
        }
    }

    #[test]
    fn stops_at_the_limit() {
        for packed in PACKED {
            assert_eq!(inflate_zlib(packed, 4), Err(Broken::TooLarge));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_judged(bytes: Vec<u8>) {
            let _ = inflate_zlib(&[&[0x78, 0x9c], bytes.as_slice()].concat(), 1_000);
        }
    }
}
