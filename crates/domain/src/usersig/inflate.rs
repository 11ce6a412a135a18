//! Unpacks a zlib container (RFC 1950, RFC 1951) strictly and within a limit.
//!
//! Decoders usually skip padding bits, and some ignore bytes after the end, so they accept a container that was altered
//! there. Here padding must be zero, codes must be complete, the checksum must match, and nothing may follow it. The
//! same content can still be packed in several ways (docs/adr/0002-strict-inflate.md).

mod bits;
mod table;

use bits::Bits;
use table::Table;

const LITERALS: usize = 288;
const DISTANCES: usize = 30;

/// An input as short as a token rarely has codes of more than nine bits.
type Literals = Table<LITERALS, 512>;
type Distances = Table<DISTANCES, 128>;

/// The fixed code of RFC 1951 3.2.6, which most tokens use.
static FIXED_LITERALS: Literals = Table::of(&fixed_lengths());
/// Thirty codes of five bits. Two remain unused, which is not an error here.
static FIXED_DISTANCES: Distances = Table::of(&[5; DISTANCES]);

/// Why a container cannot be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InflateError {
    /// The first two bytes are not a zlib header.
    Header,
    /// The input ends too early.
    Truncated,
    /// An invalid code or length, or padding that is not zero.
    Malformed,
    /// The Adler-32 checksum does not match.
    Checksum,
    /// Bytes follow the checksum.
    Trailing,
    /// The output exceeds the limit.
    TooLarge,
}

/// Unpacks `container` into at most `limit` bytes.
pub fn inflate_zlib(container: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
    let (out, rest) = unpack(container, limit)?;
    if rest.len() > 4 {
        return Err(InflateError::Trailing);
    }
    checked(out, rest)
}

/// Unpacks the container at the beginning of `bytes`, ignoring what follows. Also returns the container's length.
pub fn inflate_zlib_prefix(bytes: &[u8], limit: usize) -> Result<(Vec<u8>, usize), InflateError> {
    let (out, rest) = unpack(bytes, limit)?;
    let length = bytes.len() - rest.len() + 4;
    Ok((checked(out, rest)?, length))
}

/// Returns `out` if `rest` begins with its checksum.
fn checked(out: Vec<u8>, rest: &[u8]) -> Result<Vec<u8>, InflateError> {
    let sum = rest.first_chunk::<4>().ok_or(InflateError::Truncated)?;
    if *sum == adler32(&out).to_be_bytes() { Ok(out) } else { Err(InflateError::Checksum) }
}

/// The unpacked content, and the input from the checksum on.
fn unpack(container: &[u8], limit: usize) -> Result<(Vec<u8>, &[u8]), InflateError> {
    let [method, flags, deflated @ ..] = container else { return Err(InflateError::Truncated) };
    let check = u16::from_be_bytes([*method, *flags]);
    // Deflate with a window of at most 32 kB, no preset dictionary.
    if method & 0x0f != 8 || method >> 4 > 7 || flags & 0x20 != 0 || !check.is_multiple_of(31) {
        return Err(InflateError::Header);
    }
    let mut bits = Bits::new(deflated);
    let mut out = Vec::with_capacity(limit.min(512));
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => copy_stored(&mut bits, &mut out, limit)?,
            1 => expand(&mut bits, &mut out, limit, &FIXED_LITERALS, &FIXED_DISTANCES)?,
            2 => {
                let (mut literals, mut distances) = (Literals::EMPTY, Distances::EMPTY);
                read_tables(&mut bits, &mut literals, &mut distances)?;
                expand(&mut bits, &mut out, limit, &literals, &distances)?;
            }
            _ => return Err(InflateError::Malformed),
        }
        if last {
            break;
        }
    }
    Ok((out, bits.rest()?))
}

/// The checksum of a zlib container (RFC 1950 section 9).
pub fn adler32(bytes: &[u8]) -> u32 {
    const PRIME: u32 = 65_521;
    // Processed in blocks of this size, so that the compiler vectorises the sums.
    const STEP: usize = 16;
    const WEIGHTS: [u32; STEP] = [16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    let (mut low, mut high) = (1_u32, 0_u32);
    // 5552 is the most bytes whose sums fit into 32 bits.
    for chunk in bytes.chunks(5_552) {
        let (steps, rest) = chunk.as_chunks::<STEP>();
        for step in steps {
            high += low * WEIGHTS[0];
            for (byte, weight) in step.iter().zip(WEIGHTS) {
                low += u32::from(*byte);
                high += u32::from(*byte) * weight;
            }
        }
        for byte in rest {
            low += u32::from(*byte);
            high += low;
        }
        low %= PRIME;
        high %= PRIME;
    }
    high << 16 | low
}

fn copy_stored(bits: &mut Bits<'_>, out: &mut Vec<u8>, limit: usize) -> Result<(), InflateError> {
    let rest = bits.rest()?;
    let [low, high, not_low, not_high, after @ ..] = rest else { return Err(InflateError::Truncated) };
    let length = u16::from_le_bytes([*low, *high]);
    if length != !u16::from_le_bytes([*not_low, *not_high]) {
        return Err(InflateError::Malformed);
    }
    let stored = after.get(..usize::from(length)).ok_or(InflateError::Truncated)?;
    if out.len() + stored.len() > limit {
        return Err(InflateError::TooLarge);
    }
    out.extend_from_slice(stored);
    bits.skip(4 + stored.len());
    Ok(())
}

const fn fixed_lengths() -> [u8; LITERALS] {
    let mut lengths = [8; LITERALS];
    let mut symbol = 144;
    while symbol < 280 {
        lengths[symbol] = if symbol < 256 { 9 } else { 7 };
        symbol += 1;
    }
    lengths
}

/// Reads the dynamic codes of a block (RFC 1951 3.2.7).
fn read_tables(
    bits: &mut Bits<'_>,
    literals: &mut Literals,
    distances: &mut Distances,
) -> Result<(), InflateError> {
    const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    let literal_count = bits.take(5)? as usize + 257;
    let distance_count = bits.take(5)? as usize + 1;
    let length_count = bits.take(4)? as usize + 4;
    if literal_count > 286 || distance_count > DISTANCES {
        return Err(InflateError::Malformed);
    }
    let mut code_lengths = [0_u8; 19];
    for place in &ORDER[..length_count] {
        code_lengths[*place] = low_byte(bits.take(3)?);
    }
    let mut meta = Table::<19, 128>::EMPTY;
    meta.fill(&code_lengths, false)?;
    let mut lengths = [0_u8; LITERALS + DISTANCES];
    let total = literal_count + distance_count;
    let mut filled = 0;
    while filled < total {
        bits.refill();
        let symbol = meta.decode(bits)?;
        let (length, times) = match symbol {
            16 => {
                let previous = *filled
                    .checked_sub(1)
                    .and_then(|last| lengths.get(last))
                    .ok_or(InflateError::Malformed)?;
                (previous, 3 + bits.take(2)? as usize)
            }
            17 => (0, 3 + bits.take(3)? as usize),
            18 => (0, 11 + bits.take(7)? as usize),
            length => (low_byte(u32::from(length)), 1),
        };
        lengths
            .get_mut(filled..filled + times)
            .filter(|_| filled + times <= total)
            .ok_or(InflateError::Malformed)?
            .fill(length);
        filled += times;
    }
    // Without an end-of-block code the block would never end.
    if lengths[256] == 0 {
        return Err(InflateError::Malformed);
    }
    literals.fill(&lengths[..literal_count], false)?;
    distances.fill(&lengths[literal_count..total], true)
}

fn low_byte(number: u32) -> u8 {
    number.to_le_bytes()[0]
}

fn expand(
    bits: &mut Bits<'_>,
    out: &mut Vec<u8>,
    limit: usize,
    literals: &Literals,
    distances: &Distances,
) -> Result<(), InflateError> {
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
        // Enough for one iteration: 15 bits of length code, 5 extra, 15 of distance code, 13 extra.
        bits.refill();
        let symbol = usize::from(literals.decode(bits)?);
        match symbol {
            0..256 => {
                if out.len() == limit {
                    return Err(InflateError::TooLarge);
                }
                out.push(symbol.to_le_bytes()[0]);
            }
            256 => return Ok(()),
            _ => {
                let place = symbol - 257;
                let base = *LENGTH_BASE.get(place).ok_or(InflateError::Malformed)?;
                let length = usize::from(base) + bits.take(u32::from(LENGTH_EXTRA[place]))? as usize;
                let place = usize::from(distances.decode(bits)?);
                let base = *DISTANCE_BASE.get(place).ok_or(InflateError::Malformed)?;
                let distance = usize::from(base) + bits.take(u32::from(DISTANCE_EXTRA[place]))? as usize;
                let start = out.len().checked_sub(distance).ok_or(InflateError::Malformed)?;
                if out.len() + length > limit {
                    return Err(InflateError::TooLarge);
                }
                if distance >= length {
                    out.extend_from_within(start..start + length);
                } else {
                    // The copy overlaps its own output.
                    for from in start..start + length {
                        out.push(out[from]);
                    }
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

    /// In a container without back-references every bit counts.
    #[test]
    fn refuses_any_altered_bit() {
        for packed in PACKED {
            for bit in 0..packed.len() * 8 {
                let mut altered = packed.to_vec();
                altered[bit / 8] ^= 1 << (bit % 8);
                // This includes the compression level, which the check bits of the header cover.
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
            let followed = [packed, b"!"].concat();
            assert_eq!(inflate_zlib(&followed, 100), Err(InflateError::Trailing));
            assert_eq!(inflate_zlib_prefix(&followed, 100), Ok((b"hello".to_vec(), packed.len())));
        }
    }

    #[test]
    fn stops_at_the_limit() {
        for packed in PACKED {
            assert_eq!(inflate_zlib(packed, 4), Err(InflateError::TooLarge));
        }
    }

    #[test]
    fn sums_as_the_standard_says() {
        assert_eq!(adler32(b""), 1);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
        // The largest bytes, in the longest run without a division.
        for length in [5_551, 5_552, 5_553, 16_384] {
            let bytes = vec![255; length];
            assert_eq!(adler32(&bytes), adler32_slowly(&bytes));
        }
    }

    fn adler32_slowly(bytes: &[u8]) -> u32 {
        let step = |(low, high): (u32, u32), byte: &u8| {
            let low = (low + u32::from(*byte)) % 65_521;
            (low, (high + low) % 65_521)
        };
        let (low, high) = bytes.iter().fold((1, 0), step);
        high << 16 | low
    }

    proptest! {
        #[test]
        fn sums_any_bytes(bytes: Vec<u8>) {
            prop_assert_eq!(adler32(&bytes), adler32_slowly(&bytes));
        }

        #[test]
        fn any_bytes_are_judged(bytes: Vec<u8>) {
            let _ = inflate_zlib(&[&[0x78, 0x9c], bytes.as_slice()].concat(), 1_000);
        }
    }
}
