//! Passwords: Argon2id, off the async threads, and never more than two at a time.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use domain::account::person::Password;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use vault::PortableKey;
use zeroize::Zeroizing;

use crate::{Error, Random};

/// Memory in KiB, passes and lanes: the first of the settings that OWASP recommends for Argon2id.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Memory in KiB and passes for the passphrase of a file: the second setting that RFC 9106 recommends, with one
/// lane.
const FILE_MEMORY: u32 = 65_536;
const FILE_PASSES: u32 = 3;
/// Bytes of the salt of a file.
pub(crate) const SALT_BYTES: usize = 16;

/// Upper limit of queued passwords; a full queue is worked off within a few seconds.
const MAX_WAITING: usize = 128;
/// Upper limit of queued files: most are read within milliseconds, none takes more than a few seconds.
const MAX_FILES_WAITING: usize = 32;
/// Retry interval that is suggested when a queue is full.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// As expensive as a real hash, and fitting no password: checked if nobody has the address, so that the response time
/// does not reveal it.
const DUMMY_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and checks passwords.
pub(crate) struct Passwords {
    /// Each hash takes 19 MiB and a core; a burst of sign-ins has to queue.
    workers: Arc<Semaphore>,
    /// Files may need seconds of hashing, so they have a worker of their own and no sign-in waits for them.
    file_worker: Arc<Semaphore>,
    /// Places in the queue of `file_worker`, the running one included.
    file_queue: Semaphore,
    /// Places in the queue of `workers`, the running ones included.
    queue: Semaphore,
}

impl Passwords {
    pub(crate) fn new() -> Self {
        Self {
            workers: Arc::new(Semaphore::new(2)),
            queue: Semaphore::new(MAX_WAITING),
            file_worker: Arc::new(Semaphore::new(1)),
            file_queue: Semaphore::new(MAX_FILES_WAITING),
        }
    }

    /// A hash of `password` with a salt of its own, in PHC string format.
    pub(crate) async fn hash(&self, password: &Password, random: &dyn Random) -> Result<String, Error> {
        let password = password.clone();
        let mut salt = [0; 16];
        random.fill(&mut salt);
        self.run_queued(move || {
            let hash: PasswordHash = argon2()?
                .hash_password_with_salt(password.expose_new().as_bytes(), &salt)
                .map_err(|error| Error::Internal(format!("password hash: {error}")))?;
            Ok(hash.to_string())
        })
        .await?
    }

    /// Verifies `password` against `hash`. Without a hash, or with the empty one of somebody who has no password, the answer
    /// is false, after the same time.
    pub(crate) async fn verify(&self, password: &Password, hash: Option<&str>) -> Result<bool, Error> {
        let password = password.clone();
        let hash = hash.filter(|hash| !hash.is_empty()).unwrap_or(DUMMY_HASH).to_owned();
        self.run_queued(move || {
            let hash = PasswordHash::new(&hash)
                .map_err(|error| Error::Internal(format!("kept password hash: {error}")))?;
            let argon2 = argon2()?;
            // How many ways there are depends on what was typed alone, so the time says nothing of who is known.
            Ok(password
                .ways()
                .iter()
                .fold(false, |right, way| right | argon2.verify_password(way.as_bytes(), &hash).is_ok()))
        })
        .await?
    }

    /// Stretches a passphrase to the key of a file. Whoever has the file may guess for as long as they like, so it
    /// costs more than a password does.
    pub(crate) async fn stretch(
        &self,
        passphrase: Zeroizing<String>,
        salt: [u8; SALT_BYTES],
    ) -> Result<PortableKey, Error> {
        self.run_queued(move || {
            let failed = |error: argon2::Error| Error::Internal(format!("passphrase: {error}"));
            let params = Params::new(FILE_MEMORY, FILE_PASSES, LANES, None).map_err(failed)?;
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            let mut key = Zeroizing::new([0; PortableKey::BYTES]);
            argon2.hash_password_into(passphrase.as_bytes(), &salt, key.as_mut_slice()).map_err(failed)?;
            Ok(PortableKey::new(&key))
        })
        .await?
    }

    /// Runs `work` on a blocking thread, in order of arrival; [`Error::TooMany`] when the queue is full. The worker is
    /// released when the work ends, not when the caller is cancelled.
    async fn run_queued<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let _queued = self.queue.try_acquire().map_err(|_| Error::TooMany { retry_after: RETRY_AFTER })?;
        run_blocking(&self.workers, work).await
    }

    /// Runs what reads a file that may be closed with a password, one at a time; [`Error::TooMany`] when too many wait
    /// already.
    pub(crate) async fn read_file<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let _queued =
            self.file_queue.try_acquire().map_err(|_| Error::TooMany { retry_after: RETRY_AFTER })?;
        run_blocking(&self.file_worker, work).await
    }
}

async fn run_blocking<T: Send + 'static>(
    workers: &Arc<Semaphore>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Internal(format!("password worker: {error}"));
    let worker = Arc::clone(workers).acquire_owned().await.map_err(|error| failed(&error))?;
    spawn_blocking(move || {
        let _worker = worker;
        work()
    })
    .await
    .map_err(|error| failed(&error))
}

/// Hashes with the settings above; checks with those of the hash.
fn argon2() -> Result<Argon2<'static>, Error> {
    let params = Params::new(MEMORY, PASSES, LANES, None)
        .map_err(|error| Error::Internal(format!("password hash settings: {error}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;
    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            (1..).zip(bytes).for_each(|(count, byte)| *byte = count);
        }
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hash_alone() {
        let passwords = Passwords::new();
        let password = Password::parse("correct horse battery").unwrap();
        let hash = passwords.hash(&password, &Counting).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify(&password, Some(&hash)).await.unwrap());
        let other = Password::parse("correct horse batterz").unwrap();
        assert!(!passwords.verify(&other, Some(&hash)).await.unwrap());
        assert!(passwords.verify(&password, Some("no hash")).await.is_err());
    }

    #[tokio::test]
    async fn a_password_fits_however_it_is_composed() {
        let passwords = Passwords::new();
        let typed = |text: &str| Password::parse(text).unwrap();
        let (composed, decomposed) = ("비밀번호는 아주 길다 é", "비밀번호는 아주 길다 e\u{301}");
        let hash = passwords.hash(&typed(decomposed), &Counting).await.unwrap();
        assert!(passwords.verify(&typed(composed), Some(&hash)).await.unwrap());
        assert!(passwords.verify(&typed(decomposed), Some(&hash)).await.unwrap());
        // From an earlier version, which hashed the text as typed.
        let earlier: PasswordHash =
            argon2().unwrap().hash_password_with_salt(decomposed.as_bytes(), &[7; 16]).unwrap();
        let earlier = earlier.to_string();
        assert!(passwords.verify(&typed(decomposed), Some(&earlier)).await.unwrap());
        assert!(!passwords.verify(&typed("비밀번호는 아주 길다 e"), Some(&earlier)).await.unwrap());
    }

    #[tokio::test]
    async fn the_queue_is_bounded() {
        let passwords = Passwords::new();
        let full = passwords.queue.try_acquire_many(u32::try_from(MAX_WAITING).unwrap()).unwrap();
        let password = Password::parse("anything at all").unwrap();
        assert!(matches!(passwords.verify(&password, None).await, Err(Error::TooMany { .. })));
        drop(full);
        assert!(!passwords.verify(&password, None).await.unwrap());
    }

    #[tokio::test]
    async fn nobodys_hash_is_as_costly_and_fits_nothing() {
        let hash = PasswordHash::new(DUMMY_HASH).unwrap();
        let params = Params::try_from(&hash).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (MEMORY, PASSES, LANES));
        let password = Password::parse("anything at all").unwrap();
        assert!(!Passwords::new().verify(&password, None).await.unwrap());
    }
}
