//! Canonical Huffman codes (RFC 1951 3.2.2).

use super::InflateError;
use super::bits::Bits;

/// Longest code, in bits (RFC 1951 3.2.7).
const MAX_BITS: usize = 15;

/// A code. One lookup in `quick` decodes short codes; longer ones are decoded bit by bit.
pub(super) struct Table<const SYMBOLS: usize, const QUICK: usize> {
    /// Indexed by the next bits: the symbol times 16 plus the length of its code; 0 if the code is longer.
    quick: [u16; QUICK],
    /// Number of codes of each length.
    counts: [u16; MAX_BITS + 1],
    /// Symbols in the order of their codes.
    symbols: [u16; SYMBOLS],
}

impl<const SYMBOLS: usize, const QUICK: usize> Table<SYMBOLS, QUICK> {
    /// A code without symbols.
    pub(super) const EMPTY: Self =
        Self { quick: [0; QUICK], counts: [0; MAX_BITS + 1], symbols: [0; SYMBOLS] };

    /// Fills an empty table from the code length of each symbol. An oversubscribed code is an error; an
    /// incomplete one too, unless `lone` permits no code at all or a single code of one bit.
    pub(super) const fn fill(&mut self, lengths: &[u8], lone: bool) -> Result<(), InflateError> {
        self.count(lengths);
        let (mut left, mut used, mut length) = (1_i32, 0, 1);
        while length <= MAX_BITS {
            left = (left << 1) - self.counts[length] as i32;
            if left < 0 {
                return Err(InflateError::Malformed);
            }
            used += self.counts[length];
            length += 1;
        }
        if left > 0 && !(lone && (used == 0 || (used == 1 && self.counts[1] == 1))) {
            return Err(InflateError::Malformed);
        }
        self.assign(lengths);
        Ok(())
    }

    /// Builds a table from lengths that need not form a complete code.
    pub(super) const fn of(lengths: &[u8]) -> Self {
        let mut table = Self::EMPTY;
        table.count(lengths);
        table.assign(lengths);
        table
    }

    const fn count(&mut self, lengths: &[u8]) {
        let mut symbol = 0;
        while symbol < lengths.len() {
            self.counts[lengths[symbol] as usize] += 1;
            symbol += 1;
        }
        self.counts[0] = 0;
    }

    /// Assigns a code to each symbol.
    const fn assign(&mut self, lengths: &[u8]) {
        // For each length, the next code, and the index in `symbols` for it.
        let (mut codes, mut places) = ([0_u16; MAX_BITS + 2], [0_u16; MAX_BITS + 2]);
        let mut length = 1;
        while length <= MAX_BITS {
            codes[length + 1] = (codes[length] + self.counts[length]) << 1;
            places[length + 1] = places[length] + self.counts[length];
            length += 1;
        }
        let mut symbol = 0;
        while symbol < lengths.len() {
            let length = lengths[symbol] as usize;
            if length > 0 {
                self.symbols[places[length] as usize] = low_half(symbol);
                places[length] += 1;
                if 1 << length <= QUICK {
                    // Codes are packed starting with their highest bit.
                    let mut at = (codes[length].reverse_bits() >> (16 - length)) as usize;
                    while at < QUICK {
                        self.quick[at] = low_half(symbol << 4 | length);
                        at += 1 << length;
                    }
                }
                codes[length] += 1;
            }
            symbol += 1;
        }
    }

    /// Decodes the next symbol. At least 15 bits must be buffered, or all that remain.
    pub(super) fn decode(&self, bits: &mut Bits<'_>) -> Result<u16, InflateError> {
        let entry = self.quick[bits.peek() & (QUICK - 1)];
        if entry == 0 {
            return self.decode_long(bits);
        }
        bits.drop(u32::from(entry & 15))?;
        Ok(entry >> 4)
    }

    #[cold]
    fn decode_long(&self, bits: &mut Bits<'_>) -> Result<u16, InflateError> {
        let (mut code, mut first, mut index) = (0_i32, 0_i32, 0_i32);
        for length in 1..=MAX_BITS {
            code |= i32::from(bits.peek() & 1 == 1);
            bits.drop(1)?;
            let count = i32::from(self.counts[length]);
            if code - count < first {
                let place = usize::try_from(index + code - first).map_err(|_| InflateError::Malformed)?;
                return self.symbols.get(place).copied().ok_or(InflateError::Malformed);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(InflateError::Malformed)
    }
}

/// Symbols are below 288, and with a length below 2^13.
#[expect(clippy::cast_possible_truncation)]
const fn low_half(number: usize) -> u16 {
    number as u16
}
