//! Bit reader for deflate, lowest bit of each byte first (RFC 1951 3.1.1).

use super::InflateError;

/// Reads bits; buffers up to 63 of them.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// Index of the first byte after the buffered ones.
    next: usize,
    held: u64,
    /// Number of valid bits in `held`, from the lowest.
    count: u32,
}

impl<'a> Bits<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, next: 0, held: 0, count: 0 }
    }

    /// Fills the buffer to at least 56 bits, or to the end of the input.
    pub(super) fn refill(&mut self) {
        if let Some(eight) = self.bytes[self.next..].first_chunk::<8>() {
            // The last byte may fit only in part. It is read again, and yields the same bits then.
            self.held |= u64::from_le_bytes(*eight) << self.count;
            self.next += (63 - self.count as usize) >> 3;
            self.count |= 0b11_1000;
            return;
        }
        while self.count < 56
            && let Some(byte) = self.bytes.get(self.next)
        {
            self.held |= u64::from(*byte) << self.count;
            self.next += 1;
            self.count += 8;
        }
    }

    /// Takes the next `count` bits (at most 16), the first one lowest.
    pub(super) fn take(&mut self, count: u32) -> Result<u32, InflateError> {
        if self.count < count {
            self.refill();
        }
        let [low, high, ..] = self.held.to_le_bytes();
        let taken = u32::from(u16::from_le_bytes([low, high])) & ((1 << count) - 1);
        self.drop(count)?;
        Ok(taken)
    }

    /// The next 16 bits without consuming them; zeros after the end.
    pub(super) const fn peek(&self) -> usize {
        let [low, high, ..] = self.held.to_le_bytes();
        u16::from_le_bytes([low, high]) as usize
    }

    /// Consumes `count` buffered bits.
    pub(super) fn drop(&mut self, count: u32) -> Result<(), InflateError> {
        self.count = self.count.checked_sub(count).ok_or(InflateError::Truncated)?;
        self.held >>= count;
        Ok(())
    }

    /// The bytes from the next byte boundary on; the bits skipped to reach it must be zero.
    pub(super) fn rest(&mut self) -> Result<&'a [u8], InflateError> {
        if self.held & ((1 << (self.count & 7)) - 1) != 0 {
            return Err(InflateError::Malformed);
        }
        self.next -= self.count as usize >> 3;
        self.held = 0;
        self.count = 0;
        Ok(&self.bytes[self.next..])
    }

    /// Continues after `count` bytes of the rest.
    pub(super) const fn skip(&mut self, count: usize) {
        self.next += count;
    }
}
