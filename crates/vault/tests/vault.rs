//! Sealed secrets open in the row they were sealed for and in no other.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use proptest::prelude::*;
use vault::{Binding, Error, MasterKey, Sealed, Vault};

/// Random bytes for tests: they differ between calls and repeat in every run.
fn counting() -> impl FnMut(&mut [u8]) {
    let mut state = 0_u64;
    move |bytes| {
        for byte in bytes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = u8::try_from(state >> 56).unwrap();
        }
    }
}

/// A master key, and a vault with the data keys 1 to `count`.
fn vault(count: i64) -> (MasterKey, Vec<(i64, Vec<u8>)>, Vault) {
    let mut random = counting();
    let master = MasterKey::generate(&mut random);
    let rows: Vec<_> = (1..=count).map(|id| (id, master.new_data_key(id, &mut random).unwrap())).collect();
    let vault = unlock(&master, &rows).unwrap();
    (master, rows, vault)
}

fn unlock(master: &MasterKey, rows: &[(i64, Vec<u8>)]) -> Result<Vault, Error> {
    Vault::unlock(master, rows.iter().map(|(id, wrapped)| (*id, wrapped.as_slice())))
}

fn binding(account: i64, index: u64, version: i64) -> Binding {
    Binding::Key { account: AccountId(account), sdkappid: Sdkappid::from_random(index), version }
}

proptest! {
    #[test]
    fn a_secret_opens_in_its_own_row_alone(
        secret in proptest::collection::vec(any::<u8>(), 0..200),
        (account, index, version) in (any::<i64>(), any::<u64>(), any::<i64>()),
        (other_account, other_index, other_version) in (any::<i64>(), any::<u64>(), any::<i64>()),
    ) {
        let (_, _, vault) = vault(1);
        let here = binding(account, index, version);
        let sealed = vault.seal(&here, &secret, &mut counting()).unwrap();
        prop_assert_eq!(&**vault.open(&here, &sealed).unwrap(), &secret[..]);
        for there in [
            binding(other_account, index, version),
            binding(account, other_index, version),
            binding(account, index, other_version),
        ] {
            prop_assume!(there != here);
            prop_assert!(matches!(vault.open(&there, &sealed), Err(Error::Unopenable(_))));
        }
    }

    #[test]
    fn a_shortened_or_lengthened_one_fails(secret in proptest::collection::vec(any::<u8>(), 1..50), cut in 0_usize..80) {
        let (_, _, vault) = vault(1);
        let here = binding(1, 1, 1);
        let whole = vault.seal(&here, &secret, &mut counting()).unwrap().into_bytes();
        let short = whole[..cut.min(whole.len() - 1)].to_vec();
        prop_assert!(vault.open(&here, &Sealed::from_bytes(short)).is_err());
        let long = [whole, vec![0]].concat();
        prop_assert!(vault.open(&here, &Sealed::from_bytes(long)).is_err());
    }

    #[test]
    fn no_text_but_a_key_is_a_master_key(text in "\\PC{0,100}") {
        let is_hex = text.trim().len() == 64 && text.trim().bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hex && !matches!(text.trim().len(), 43 | 44) {
            prop_assert!(matches!(text.parse::<MasterKey>(), Err(Error::NotAMasterKey)));
        }
    }
}

#[test]
fn every_flipped_bit_fails() {
    let (_, _, vault) = vault(1);
    let here = binding(7, 7, 7);
    let whole = vault.seal(&here, b"a secret of some length", &mut counting()).unwrap().into_bytes();
    for position in 0..whole.len() {
        for bit in 0..8 {
            let mut altered = whole.clone();
            altered[position] ^= 1 << bit;
            assert!(vault.open(&here, &Sealed::from_bytes(altered)).is_err(), "byte {position}, bit {bit}");
        }
    }
}

#[test]
fn the_newest_data_key_seals_and_all_open() {
    let (master, rows, both) = vault(2);
    let old = unlock(&master, &rows[..1]).unwrap();
    let here = binding(1, 2, 3);
    let by_first = old.seal(&here, b"first", &mut counting()).unwrap();
    let by_second = both.seal(&here, b"second", &mut counting()).unwrap();
    assert_eq!(&**both.open(&here, &by_first).unwrap(), b"first");
    assert_eq!(&**both.open(&here, &by_second).unwrap(), b"second");
    assert!(matches!(old.open(&here, &by_second), Err(Error::UnknownDataKey { id: 2 })));

    // Writing another key's number into the header does not make the ciphertext open with that key.
    let mut relabelled = by_second.into_bytes();
    relabelled[8] = 1;
    assert!(matches!(both.open(&here, &Sealed::from_bytes(relabelled)), Err(Error::Unopenable(_))));
}

#[test]
fn the_same_secret_never_looks_the_same() {
    let (_, _, vault) = vault(1);
    let (here, mut random) = (binding(1, 1, 1), counting());
    let one = vault.seal(&here, b"secret", &mut random).unwrap();
    let two = vault.seal(&here, b"secret", &mut random).unwrap();
    assert_ne!(one, two);
}

#[test]
fn another_master_key_is_recognised_by_name() {
    let (master, rows, _) = vault(1);
    let other = MasterKey::generate(&mut |bytes| bytes.fill(9));
    let Err(error) = unlock(&other, &rows) else { panic!("a wrong master key opened the vault") };
    let words = error.to_string();
    assert!(matches!(error, Error::WrongMasterKey { .. }), "{error:?}");
    assert!(words.contains(&master.fingerprint().to_string()), "{words}");
    assert!(words.contains(&other.fingerprint().to_string()), "{words}");
}

#[test]
fn a_damaged_data_key_is_recognised_at_every_byte() {
    let (master, rows, _) = vault(1);
    let whole = &rows[0].1;
    for position in 0..whole.len() {
        let mut altered = whole.clone();
        altered[position] ^= 1;
        assert!(unlock(&master, &[(1, altered)]).is_err(), "byte {position}");
        assert!(unlock(&master, &[(1, whole[..position].to_vec())]).is_err(), "cut at {position}");
    }
    // A data key does not unwrap under another number.
    assert!(matches!(unlock(&master, &[(2, whole.clone())]), Err(Error::DamagedDataKey { id: 2 })));
    assert!(matches!(unlock(&master, &[]), Err(Error::NoDataKey)));
}

#[test]
fn a_master_key_is_read_as_people_write_it() {
    let hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    let expected = hex.parse::<MasterKey>().unwrap().fingerprint();
    for text in [
        &hex.to_uppercase(),
        &format!("  {hex}\r\n"),
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n",
    ] {
        assert_eq!(text.parse::<MasterKey>().unwrap().fingerprint(), expected, "{text}");
    }
    for text in ["", "0", &hex[1..], &format!("{hex}00"), &hex.replace('0', "g"), "AAECAwQFBgcICQoLDA0ODw=="]
    {
        assert!(matches!(text.parse::<MasterKey>(), Err(Error::NotAMasterKey)), "{text}");
    }
}

#[test]
fn nothing_secret_is_printed() {
    let hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    let printed = format!("{:?}", hex.parse::<MasterKey>().unwrap());
    assert!(printed.len() < 40 && !printed.contains("0001"), "{printed}");
}
