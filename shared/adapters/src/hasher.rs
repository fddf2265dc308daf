//! Argon2id: memory reused between calls and wiped, never on a thread where others wait.

mod imported;

use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, KeyId, Params, ParamsBuilder, Version};
use domain::Password;
use tokio::sync::Semaphore;
use zeroize::{Zeroize, Zeroizing};

use crate::entropy::entropy;
use crate::keys::Named;
use crate::settings::Hashing;

pub use imported::Unusable;
use imported::{ImportedHash, within_bounds};

const HASH_BYTES: usize = 32;

/// What verifying a password told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The password, hashed as today's settings want it.
    Right,
    /// The password, hashed in a way that has since been given up.
    RightButOutdated,
    /// Not the password.
    Wrong,
}

impl Verdict {
    /// Whether it is the password.
    pub fn is_right(self) -> bool {
        self != Self::Wrong
    }
}

/// Hashes and verifies passwords, no more at a time than there are cores.
#[derive(Clone)]
pub struct Hasher(Arc<Parts>);

struct Parts {
    params: Params,
    peppers: Vec<(KeyId, Zeroizing<Vec<u8>>)>,
    memory: Mutex<Vec<Vec<Block>>>,
    places: Arc<Semaphore>,
}

impl Hasher {
    /// A hasher with these costs; new hashes take the first of the peppers, if there is one.
    pub fn new(hashing: Hashing, peppers: &[Named]) -> Self {
        let peppers: Vec<_> = peppers
            .iter()
            .map(|key| {
                (
                    KeyId::new(&short_id(&key.id)).expect("eight bytes are a key id"),
                    key.bytes.clone(),
                )
            })
            .collect();
        let mut params = ParamsBuilder::new();
        params
            .m_cost(hashing.memory_kib)
            .t_cost(hashing.passes)
            .p_cost(1)
            .output_len(HASH_BYTES);
        if let Some((id, _)) = peppers.first() {
            params.keyid(*id);
        }
        Self(Arc::new(Parts {
            params: params.build().expect("the settings keep Argon2's bounds"),
            peppers,
            memory: Mutex::default(),
            places: Arc::new(Semaphore::new(
                std::thread::available_parallelism().map_or(1, usize::from),
            )),
        }))
    }

    /// The PHC string of a password, with a salt of its own.
    pub async fn hash(&self, password: Password) -> String {
        let salt = Salt::new(&entropy::<16>()).expect("sixteen bytes are a salt");
        self.work(move |parts| {
            let hash = parts
                .raw(&parts.params, password.expose(), &salt)
                .expect("the settings keep Argon2's bounds");
            PasswordHash {
                algorithm: Algorithm::Argon2id.ident(),
                version: Some(Version::V0x13.into()),
                params: ParamsString::try_from(&parts.params)
                    .expect("Argon2's parameters can be written"),
                salt: Some(salt),
                hash: Some(Output::new(hash.as_slice()).expect("32 bytes are an output")),
            }
            .to_string()
        })
        .await
    }

    /// Compares in constant time. Without a stored string the same work is done and the answer is no.
    pub async fn verify(&self, password: Password, stored: Option<String>) -> Verdict {
        self.work(move |parts| match stored.as_deref() {
            Some(text) => parts.verify(&password, text),
            None => parts.verify_nothing(&password),
        })
        .await
    }

    /// Whether a hash that was made elsewhere can be verified here, at a bearable cost.
    ///
    /// # Errors
    /// Says what is wanted instead.
    pub fn takes(&self, text: &str) -> Result<(), Unusable> {
        match own(text) {
            Some(hash) if self.0.pepper(hash.params.keyid()).is_none() => {
                Err(Unusable::UnknownPepper)
            }
            Some(_) => Ok(()),
            None => ImportedHash::parse(text).map(drop),
        }
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce(&Parts) -> T + Send + 'static) -> T {
        let parts = Arc::clone(&self.0);
        let place = Arc::clone(&parts.places).acquire_owned().await;
        let place = place.expect("the semaphore is never closed");
        // The place goes with the work: a caller who hangs up ends the waiting, and not the hash.
        let working = tokio::task::spawn_blocking(move || {
            let done = work(&parts);
            drop(place);
            done
        });
        working.await.expect("hashing does not panic")
    }
}

impl Parts {
    fn verify(&self, password: &Password, stored: &str) -> Verdict {
        if let Some(hash) = own(stored) {
            return self.verify_own(password, &hash);
        }
        match ImportedHash::parse(stored) {
            Ok(hash) if hash.is_of(password.expose()) => Verdict::RightButOutdated,
            Ok(_) => Verdict::Wrong,
            Err(_) => self.verify_nothing(password),
        }
    }

    fn verify_own(&self, password: &Password, stored: &Own) -> Verdict {
        let Some(computed) = self.raw(&stored.params, password.expose(), &stored.salt) else {
            return self.verify_nothing(password);
        };
        // `Output` compares in constant time.
        if Output::new(computed.as_slice()) != Ok(stored.hash) {
            Verdict::Wrong
        } else if self.is_current(&stored.params) {
            Verdict::Right
        } else {
            Verdict::RightButOutdated
        }
    }

    fn verify_nothing(&self, password: &Password) -> Verdict {
        let salt = Salt::new(&[0; 16]).expect("sixteen bytes are a salt");
        let _spent = self.raw(&self.params, password.expose(), &salt);
        Verdict::Wrong
    }

    fn is_current(&self, params: &Params) -> bool {
        let costs = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        costs(params) == costs(&self.params) && params.keyid() == self.params.keyid()
    }

    /// `None` when the pepper that the parameters name is gone.
    fn raw(
        &self,
        params: &Params,
        password: &str,
        salt: &Salt,
    ) -> Option<Zeroizing<[u8; HASH_BYTES]>> {
        let mut builder = ParamsBuilder::new();
        builder
            .m_cost(params.m_cost())
            .t_cost(params.t_cost())
            .p_cost(params.p_cost())
            .output_len(HASH_BYTES);
        let params_alone = builder.build().ok()?;
        let pepper = self.pepper(params.keyid())?;
        let argon2 =
            Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params_alone)
                .ok()?;
        let mut memory = self.take_memory(argon2.params().block_count());
        let mut hash = Zeroizing::new([0; HASH_BYTES]);
        let done = argon2.hash_password_into_with_memory(
            password.as_bytes(),
            salt.as_ref(),
            hash.as_mut_slice(),
            &mut memory,
        );
        self.put_back(memory);
        done.ok().map(|()| hash)
    }

    /// The pepper of that name; nothing at all for no name, which is how Argon2 takes the lack of one.
    fn pepper(&self, id: &[u8]) -> Option<&[u8]> {
        if id.is_empty() {
            return Some(&[]);
        }
        self.peppers
            .iter()
            .find(|(of, _)| of.as_bytes() == id)
            .map(|(_, bytes)| bytes.as_slice())
    }

    /// Fresh memory costs a page fault for every 4 KiB, a third of the whole hash.
    fn take_memory(&self, blocks: usize) -> Vec<Block> {
        let kept = self
            .memory
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let mut memory = kept.unwrap_or_default();
        memory.resize(blocks, Block::default());
        memory
    }

    fn put_back(&self, mut memory: Vec<Block>) {
        memory.iter_mut().for_each(Zeroize::zeroize);
        if memory.len() > self.params.block_count() {
            // An older setting, or another system, wanted more than is worth keeping.
            return;
        }
        self.memory
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(memory);
    }
}

/// A hash of the form that is made here, whatever its costs.
struct Own {
    params: Params,
    salt: Salt,
    hash: Output,
}

/// `None` for every other form, and for one that costs more than is bearable.
fn own(text: &str) -> Option<Own> {
    let stored = PasswordHash::new(text).ok()?;
    let (salt, hash) = (stored.salt?, stored.hash?);
    let made_here = stored.algorithm == Algorithm::Argon2id.ident()
        && stored.version == Some(Version::V0x13.into())
        && hash.len() == HASH_BYTES;
    let params = Params::try_from(&stored).ok().filter(|_| made_here)?;
    within_bounds(u64::from(params.m_cost()) * 1024, params.t_cost()).ok()?;
    Some(Own { params, salt, hash })
}

/// Argon2's key id holds eight bytes, so it is the start of a digest of the name.
fn short_id(name: &str) -> [u8; 8] {
    use sha2::{Digest, Sha256};
    let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    *digest.first_chunk().expect("32 bytes begin with eight")
}

#[cfg(test)]
mod tests;
