//! Verification of the chain: entries are read in the order of their numbers, and what is wrong is named by number.

use std::fmt;

use super::chain::{ChainEntry, ChainHash, ChainHead};

/// Something that the console cannot have written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The hash of the entry does not follow from the entry and the one before it.
    Changed { number: i64 },
    /// The entry is at a place at which it was not written.
    Reordered { number: i64 },
    /// Entries are missing.
    Removed { first: i64, last: i64 },
    /// The last entries are missing; `last` is the highest number that is known to have been written.
    TailCut { first: i64, last: i64 },
    /// A signed checkpoint states another hash of entry `number`: the trail was written again somewhere after entry
    /// `after`.
    Rewritten { after: i64, number: i64 },
    /// The entry has a number beyond the head of the chain.
    Inserted { number: i64 },
    /// The head of the chain has another hash than entry `number`, the last one.
    WrongHead { number: i64 },
    /// Entries that have no number: added past the console, or by a version that knew no chain.
    Unnumbered { count: i64 },
    /// The signature of a checkpoint is not valid.
    ForgedCheckpoint { number: i64 },
    /// The signature of the cut of the retention is not valid.
    ForgedCut { number: i64 },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { number } => {
                write!(f, "entry {number} was changed (or the hash of the entry before it)")
            }
            Self::Reordered { number } => write!(f, "entry {number} was reordered: another was written here"),
            Self::Removed { first, last } if first == last => write!(f, "entry {first} was removed"),
            Self::Removed { first, last } => write!(f, "entries {first} to {last} were removed"),
            Self::TailCut { first, last } if first == last => {
                write!(f, "entry {first} is missing: the end of the trail was cut off")
            }
            Self::TailCut { first, last } => {
                write!(f, "entries {first} to {last} are missing: the end of the trail was cut off")
            }
            Self::Rewritten { after, number } => write!(
                f,
                "entry {number} differs from its signed checkpoint: the trail was rewritten after entry {after}"
            ),
            Self::Inserted { number } => write!(f, "entry {number} was added past the console"),
            Self::WrongHead { number } => {
                write!(f, "the head of the trail does not have the hash of entry {number}, the last one")
            }
            Self::Unnumbered { count: 1 } => f.write_str("1 entry is not in the chain"),
            Self::Unnumbered { count } => write!(f, "{count} entries are not in the chain"),
            Self::ForgedCheckpoint { number } => {
                write!(f, "the checkpoint of entry {number} is not signed by this installation")
            }
            Self::ForgedCut { number } => write!(
                f,
                "the record that entries up to {number} were removed by the retention is not signed by this installation"
            ),
        }
    }
}

/// Result of a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Number of the first entry that was verified.
    pub first: i64,
    /// Number of entries that follow from the one before them.
    pub verified: u64,
    /// The first faults, up to [`Verifier::MAX_FAULTS`], in the order of their detection.
    pub faults: Vec<Fault>,
    /// Number of all faults.
    pub fault_count: u64,
}

/// Verifies entries in the order of their numbers.
#[derive(Debug)]
pub struct Verifier {
    verdict: Verdict,
    /// What the next entry has to follow.
    previous: ChainHead,
    /// Highest row ID so far. Rows are numbered in the order in which they are inserted.
    last_id: i64,
    /// Checkpoints beyond the cut, highest number first.
    checkpoints: Vec<ChainHead>,
    /// The last entry that a checkpoint confirms.
    confirmed: i64,
}

impl Verifier {
    /// Faults that are kept; the others are only counted.
    pub const MAX_FAULTS: usize = 20;

    /// A verification of the entries after `cut`, which has to agree with `checkpoints` (signatures already checked).
    pub fn new(cut: ChainHead, mut checkpoints: Vec<ChainHead>) -> Self {
        checkpoints.retain(|checkpoint| checkpoint.number > cut.number);
        checkpoints.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.number));
        checkpoints.dedup();
        let verdict = Verdict { first: cut.number + 1, verified: 0, faults: Vec::new(), fault_count: 0 };
        Self { verdict, previous: cut, last_id: i64::MIN, checkpoints, confirmed: cut.number }
    }

    /// Records a fault that was found elsewhere.
    pub fn report(&mut self, fault: Fault) {
        self.verdict.fault_count += 1;
        if self.verdict.faults.len() < Self::MAX_FAULTS {
            self.verdict.faults.push(fault);
        }
    }

    /// The next entry, with the ID of its row and the hash that is stored with it (`None`: not a hash).
    pub fn read(&mut self, id: i64, entry: &ChainEntry<'_>, stored: Option<ChainHash>) {
        let number = entry.number;
        let is_in_order = id > self.last_id;
        if number > self.previous.number + 1 {
            // What it followed is unknown, so its own hash is taken as it is.
            self.report(Fault::Removed { first: self.previous.number + 1, last: number - 1 });
        } else if stored == Some(entry.hash(&self.previous.hash)) {
            self.verdict.verified += 1;
        } else if is_in_order {
            self.report(Fault::Changed { number });
        } else {
            self.report_reordered(number);
        }
        self.last_id = self.last_id.max(id);
        self.previous = ChainHead { number, hash: stored.unwrap_or(ChainHash::START) };
        self.compare_with_checkpoints();
    }

    /// An entry with a lower row ID than those before it: if the one before it was wrong as well, that one came too
    /// early.
    fn report_reordered(&mut self, number: i64) {
        if let Some(last @ Fault::Changed { .. }) = self.verdict.faults.last_mut()
            && *last == (Fault::Changed { number: number - 1 })
        {
            *last = Fault::Reordered { number: number - 1 };
        }
        self.report(Fault::Reordered { number });
    }

    fn compare_with_checkpoints(&mut self) {
        let ChainHead { number, hash } = self.previous;
        while let Some(checkpoint) = self.checkpoints.pop_if(|checkpoint| checkpoint.number <= number) {
            if checkpoint.number == number && checkpoint.hash != hash {
                self.report(Fault::Rewritten { after: self.confirmed, number });
            } else if checkpoint.number == number {
                self.confirmed = number;
            }
        }
    }

    /// Ends the verification: `before` is the head of the chain as it was before the entries were read, `after` as it
    /// is now.
    pub fn finish(mut self, before: ChainHead, after: ChainHead) -> Verdict {
        let last = self.previous.number;
        let checkpoint = self.checkpoints.first().map_or(0, |checkpoint| checkpoint.number);
        let known = before.number.max(checkpoint);
        if last < known {
            self.report(Fault::TailCut { first: last + 1, last: known });
        }
        if last > after.number {
            self.report(Fault::Inserted { number: after.number + 1 });
        }
        if last == after.number && self.previous.hash != after.hash {
            self.report(Fault::WrongHead { number: last });
        }
        self.verdict
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of the table: ID, number, who, hash.
    type Row = (i64, i64, String, ChainHash);

    fn entry((_, number, who, _): &Row) -> ChainEntry<'_> {
        let number = *number;
        ChainEntry {
            number,
            account: None,
            sdkappid: None,
            version: None,
            at: 0,
            who,
            action: "",
            changes: "",
        }
    }

    /// Entries 1 to 6 in rows 11 to 16.
    fn chain() -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for number in 1..=6 {
            let previous = rows.last().map_or(ChainHash::START, |row| row.3);
            let mut row = (number + 10, number, format!("person {number}"), ChainHash::START);
            row.3 = entry(&row).hash(&previous);
            rows.push(row);
        }
        rows
    }

    /// Hashes the rows from that number on again, as somebody who knows how.
    fn rehash(rows: &mut [Row], from: i64) {
        let mut previous = ChainHash::START;
        for row in rows {
            if row.1 >= from {
                row.3 = entry(row).hash(&previous);
            }
            previous = row.3;
        }
    }

    fn head(row: &Row) -> ChainHead {
        ChainHead { number: row.1, hash: row.3 }
    }

    fn verify(rows: &[Row], head: ChainHead, checkpoints: &[ChainHead]) -> Verdict {
        let mut verifier = Verifier::new(ChainHead::START, checkpoints.to_vec());
        let mut rows = rows.to_vec();
        rows.sort_by_key(|row| row.1);
        for row in &rows {
            verifier.read(row.0, &entry(row), Some(row.3));
        }
        verifier.finish(head, head)
    }

    #[test]
    fn what_was_written_is_right() {
        let rows = chain();
        let verdict = verify(&rows, head(&rows[5]), &[head(&rows[2]), head(&rows[5])]);
        assert_eq!((verdict.verified, verdict.faults.as_slice()), (6, &[][..]));
        let verdict = verify(&[], ChainHead::START, &[]);
        assert_eq!((verdict.first, verdict.verified, verdict.fault_count), (1, 0, 0));
    }

    #[test]
    fn each_way_to_tamper_is_named_with_its_number() {
        let end = head(&chain()[5]);
        let faults = |tamper: fn(&mut Vec<Row>)| {
            let mut rows = chain();
            tamper(&mut rows);
            verify(&rows, end, &[]).faults
        };
        assert_eq!(faults(|rows| rows[2].2.push('x')), [Fault::Changed { number: 3 }]);
        assert_eq!(faults(|rows| drop(rows.remove(2))), [Fault::Removed { first: 3, last: 3 }]);
        assert_eq!(faults(|rows| drop(rows.drain(..2))), [Fault::Removed { first: 1, last: 2 }]);
        assert_eq!(faults(|rows| rows.truncate(4)), [Fault::TailCut { first: 5, last: 6 }]);
        assert_eq!(faults(Vec::clear), [Fault::TailCut { first: 1, last: 6 }]);
        let reordered = faults(|rows| {
            (rows[2].1, rows[3].1) = (rows[3].1, rows[2].1);
        });
        assert_eq!(reordered[..2], [Fault::Reordered { number: 3 }, Fault::Reordered { number: 4 }]);
        let reordered = faults(|rows| {
            (rows[1].1, rows[4].1) = (rows[4].1, rows[1].1);
        });
        assert_eq!(reordered[0], Fault::Reordered { number: 2 });
        // Removed, and those after it counted anew.
        let renumbered = faults(|rows| {
            rows.remove(2);
            rows[2..].iter_mut().for_each(|row| row.1 -= 1);
        });
        assert_eq!(renumbered[0], Fault::Changed { number: 3 });
    }

    #[test]
    fn an_entry_beyond_the_head_is_found() {
        let rows = chain();
        let verdict = verify(&rows, head(&rows[4]), &[]);
        assert_eq!(verdict.faults, [Fault::Inserted { number: 6 }]);
        let verdict = verify(&rows, ChainHead { hash: rows[4].3, ..head(&rows[5]) }, &[]);
        assert_eq!(verdict.faults, [Fault::WrongHead { number: 6 }]);
    }

    #[test]
    fn a_trail_that_was_hashed_again_differs_from_a_checkpoint() {
        let original = chain();
        let checkpoints = [head(&original[5]), head(&original[1]), head(&original[4])];
        let mut rows = chain();
        rows[2].2.push('x');
        rehash(&mut rows, 3);
        assert_eq!(verify(&rows, head(&rows[5]), &[]).faults, []);
        let faults = verify(&rows, head(&rows[5]), &checkpoints).faults;
        assert_eq!(faults[0], Fault::Rewritten { after: 2, number: 5 });
        // The head is set back with the tail.
        let cut = &original[..4];
        assert_eq!(verify(cut, head(&cut[3]), &checkpoints[1..2]).faults, []);
        assert_eq!(verify(cut, head(&cut[3]), &checkpoints).faults, [Fault::TailCut { first: 5, last: 6 }]);
    }

    #[test]
    fn what_was_cut_off_by_the_retention_is_not_missed() {
        let rows = chain();
        let mut verifier =
            Verifier::new(head(&rows[2]), vec![head(&rows[0]), head(&rows[2]), head(&rows[4])]);
        for row in &rows[3..] {
            verifier.read(row.0, &entry(row), Some(row.3));
        }
        let verdict = verifier.finish(head(&rows[5]), head(&rows[5]));
        assert_eq!((verdict.first, verdict.verified, verdict.faults.as_slice()), (4, 3, &[][..]));
    }

    #[test]
    fn only_the_first_faults_are_kept() {
        let mut verifier = Verifier::new(ChainHead::START, Vec::new());
        for number in 1..=30 {
            verifier.report(Fault::ForgedCheckpoint { number });
        }
        let verdict = verifier.finish(ChainHead::START, ChainHead::START);
        assert_eq!((verdict.faults.len(), verdict.fault_count), (Verifier::MAX_FAULTS, 30));
    }
}
