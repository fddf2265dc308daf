//! Hashes that other systems made, read as those systems write them: verified once more at the price that they chose,
//! within bounds, and then replaced by our own.

use argon2::password_hash::phc::Output;
use argon2::{Algorithm, Argon2, ParamsBuilder, Version};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

/// What a hash may cost: whoever signs in makes a function spend it.
const BCRYPT_COST: u32 = 16;
const PBKDF2_ROUNDS: u32 = 10_000_000;
const MEMORY_BYTES: u64 = 1 << 30;
/// Memory times passes (or lanes): how much is written until the hash is there.
const WORK_BYTES: u64 = 8 << 30;

/// Django pads, passlib and the PHC format do not.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Why a hash cannot be used. Holds nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// No form that is known.
    #[error(
        "a hash of bcrypt, scrypt, PBKDF2 or Argon2 as Django, passlib or the PHC format write it"
    )]
    Unknown,
    /// Whoever signs in would keep a function busy for too long, or take all its memory.
    #[error(
        "a hash within bounds: bcrypt to cost 16, PBKDF2 to 10 million rounds, scrypt and Argon2 to 1 GiB of memory and 8 GiB of work"
    )]
    TooCostly,
    /// Made by Rekey with a key that is not among the `PEPPER_KEYS`.
    #[error("a hash made with one of the keys in PEPPER_KEYS, or without a key")]
    UnknownPepper,
}

/// A hash by another system.
#[derive(Debug)]
pub(super) enum ImportedHash {
    Bcrypt {
        text: String,
        digested: bool,
    },
    Scrypt {
        params: scrypt::Params,
        salt: Vec<u8>,
        hash: Output,
    },
    Pbkdf2 {
        function: Function,
        rounds: u32,
        salt: Vec<u8>,
        hash: Output,
    },
    Argon2 {
        argon2: Box<Argon2<'static>>,
        salt: Vec<u8>,
        hash: Output,
    },
}

/// What PBKDF2 repeats.
#[derive(Clone, Copy, Debug)]
pub(super) enum Function {
    Sha1,
    Sha256,
    Sha512,
}

impl ImportedHash {
    /// Reads a hash as Django, passlib, bcrypt's libraries or the PHC format write it.
    pub(super) fn parse(text: &str) -> Result<Self, Unusable> {
        let fields: Vec<&str> = text.split('$').collect();
        match fields[..] {
            ["", "2a" | "2b" | "2y", _, _] => bcrypt_hash(text, false),
            ["bcrypt", ref rest @ ..] => bcrypt_hash(&rest.join("$"), false),
            ["bcrypt_sha256", ref rest @ ..] => bcrypt_hash(&rest.join("$"), true),
            ["", "scrypt", params, salt, hash] => scrypt_phc(params, salt, hash),
            ["scrypt", n, salt, r, p, hash] => scrypt_django([n, r, p], salt, hash),
            ["pbkdf2_sha256", rounds, salt, hash] => {
                pbkdf2_django(Function::Sha256, rounds, salt, hash)
            }
            ["pbkdf2_sha1", rounds, salt, hash] => {
                pbkdf2_django(Function::Sha1, rounds, salt, hash)
            }
            ["", "pbkdf2", rounds, salt, hash] => pbkdf2_phc(Function::Sha1, rounds, salt, hash),
            ["", "pbkdf2-sha256", rounds, salt, hash] => {
                pbkdf2_phc(Function::Sha256, rounds, salt, hash)
            }
            ["", "pbkdf2-sha512", rounds, salt, hash] => {
                pbkdf2_phc(Function::Sha512, rounds, salt, hash)
            }
            ["" | "argon2", kind, params, salt, hash] => {
                argon2_hash(kind, "v=16", params, salt, hash)
            }
            ["" | "argon2", kind, version, params, salt, hash] => {
                argon2_hash(kind, version, params, salt, hash)
            }
            _ => Err(Unusable::Unknown),
        }
    }

    /// Whether the password has this hash, compared in constant time.
    pub(super) fn is_of(&self, password: &str) -> bool {
        let password = password.as_bytes();
        match self {
            Self::Bcrypt {
                text,
                digested: false,
            } => bcrypt::verify(password, text).unwrap_or(false),
            Self::Bcrypt {
                text,
                digested: true,
            } => bcrypt::verify(hexadecimal_digest(password).as_slice(), text).unwrap_or(false),
            Self::Scrypt { params, salt, hash } => {
                same(hash, |out| scrypt::scrypt(password, salt, params, out).ok())
            }
            Self::Pbkdf2 {
                function,
                rounds,
                salt,
                hash,
            } => same(hash, |out| {
                match function {
                    Function::Sha1 => {
                        pbkdf2::pbkdf2_hmac::<sha1::Sha1>(password, salt, *rounds, out);
                    }
                    Function::Sha256 => {
                        pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, *rounds, out);
                    }
                    Function::Sha512 => {
                        pbkdf2::pbkdf2_hmac::<Sha512>(password, salt, *rounds, out);
                    }
                }
                Some(())
            }),
            Self::Argon2 { argon2, salt, hash } => same(hash, |out| {
                argon2.hash_password_into(password, salt, out).ok()
            }),
        }
    }
}

/// `Output` compares in constant time.
fn same(expected: &Output, compute: impl FnOnce(&mut [u8]) -> Option<()>) -> bool {
    let mut computed = Zeroizing::new(vec![0; expected.len()]);
    compute(&mut computed).is_some() && Output::new(&computed).as_ref() == Ok(expected)
}

/// bcrypt looks at 72 bytes and no further, as the libraries that made these hashes do; Django's `bcrypt_sha256` gives
/// it the digest in hexadecimal instead.
fn bcrypt_hash(text: &str, digested: bool) -> Result<ImportedHash, Unusable> {
    let parts: bcrypt::HashParts = text.parse().map_err(|_| Unusable::Unknown)?;
    match parts.get_cost() {
        // 2x marks hashes of a faulty library.
        _ if text.starts_with("$2x") => Err(Unusable::Unknown),
        4..=BCRYPT_COST => Ok(ImportedHash::Bcrypt {
            text: text.to_owned(),
            digested,
        }),
        ..4 => Err(Unusable::Unknown),
        _ => Err(Unusable::TooCostly),
    }
}

fn hexadecimal_digest(password: &[u8]) -> Zeroizing<[u8; 64]> {
    let mut digits = Zeroizing::new([0; 64]);
    let digest = Sha256::digest(password);
    hex::encode_to_slice(digest, digits.as_mut()).expect("two digits for each byte");
    digits
}

/// `$scrypt$ln=14,r=8,p=1$salt$hash`
fn scrypt_phc(params: &str, salt: &str, hash: &str) -> Result<ImportedHash, Unusable> {
    let [Some(log_n), Some(r), Some(p)] = numbers(params, ["ln", "r", "p"])? else {
        return Err(Unusable::Unknown);
    };
    scrypt_hash(log_n, r, p, decoded(salt)?, hash)
}

/// `scrypt$16384$salt$8$5$hash`, the salt as it stands.
fn scrypt_django(numbers: [&str; 3], salt: &str, hash: &str) -> Result<ImportedHash, Unusable> {
    let [Some(n), Some(r), Some(p)] = numbers.map(number) else {
        return Err(Unusable::Unknown);
    };
    if !n.is_power_of_two() {
        return Err(Unusable::Unknown);
    }
    scrypt_hash(n.ilog2(), r, p, salt.as_bytes().to_vec(), hash)
}

fn scrypt_hash(
    log_n: u32,
    r: u32,
    p: u32,
    salt: Vec<u8>,
    hash: &str,
) -> Result<ImportedHash, Unusable> {
    let n = 1_u64.checked_shl(log_n).ok_or(Unusable::TooCostly)?;
    let block = u64::from(r) * 128;
    let memory = n.checked_mul(block).ok_or(Unusable::TooCostly)?;
    within_bounds(memory, p)?;
    // What is mixed in parallel lies in memory too, however little each part takes.
    within_bounds(memory.saturating_add(block.saturating_mul(p.into())), 1)?;
    let log_n = u8::try_from(log_n).map_err(|_| Unusable::TooCostly)?;
    Ok(ImportedHash::Scrypt {
        params: scrypt::Params::new(log_n, r, p).map_err(|_| Unusable::Unknown)?,
        salt,
        hash: output(hash)?,
    })
}

/// `pbkdf2_sha256$600000$salt$hash`, the salt as it stands.
fn pbkdf2_django(
    function: Function,
    rounds: &str,
    salt: &str,
    hash: &str,
) -> Result<ImportedHash, Unusable> {
    let rounds = number(rounds).ok_or(Unusable::Unknown)?;
    pbkdf2_hash(function, rounds, salt.as_bytes().to_vec(), output(hash)?)
}

/// `$pbkdf2-sha256$29000$salt$hash` by passlib, with dots for pluses; `$pbkdf2-sha256$i=600000,l=32$salt$hash` by others.
fn pbkdf2_phc(
    function: Function,
    rounds: &str,
    salt: &str,
    hash: &str,
) -> Result<ImportedHash, Unusable> {
    let rounds = match number(rounds) {
        Some(rounds) => rounds,
        None => numbers(rounds, ["i", "l"])?[0].ok_or(Unusable::Unknown)?,
    };
    let plus = |text: &str| text.replace('.', "+");
    pbkdf2_hash(
        function,
        rounds,
        decoded(&plus(salt))?,
        output(&plus(hash))?,
    )
}

fn pbkdf2_hash(
    function: Function,
    rounds: u32,
    salt: Vec<u8>,
    hash: Output,
) -> Result<ImportedHash, Unusable> {
    match rounds {
        0 => Err(Unusable::Unknown),
        1..=PBKDF2_ROUNDS => Ok(ImportedHash::Pbkdf2 {
            function,
            rounds,
            salt,
            hash,
        }),
        _ => Err(Unusable::TooCostly),
    }
}

/// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`; without a version it is the first one.
fn argon2_hash(
    kind: &str,
    version: &str,
    params: &str,
    salt: &str,
    hash: &str,
) -> Result<ImportedHash, Unusable> {
    let algorithm = Algorithm::new(kind).map_err(|_| Unusable::Unknown)?;
    let version = match version {
        "v=16" => Version::V0x10,
        "v=19" => Version::V0x13,
        _ => return Err(Unusable::Unknown),
    };
    let [Some(memory_kib), Some(passes), Some(lanes)] = numbers(params, ["m", "t", "p"])? else {
        return Err(Unusable::Unknown);
    };
    within_bounds(u64::from(memory_kib) * 1024, passes)?;
    let hash = output(hash)?;
    let params = ParamsBuilder::new()
        .m_cost(memory_kib)
        .t_cost(passes)
        .p_cost(lanes)
        .output_len(hash.len())
        .build()
        .map_err(|_| Unusable::Unknown)?;
    let salt = decoded(salt)?;
    if salt.len() < argon2::MIN_SALT_LEN {
        return Err(Unusable::Unknown);
    }
    Ok(ImportedHash::Argon2 {
        argon2: Box::new(Argon2::new(algorithm, version, params)),
        salt,
        hash,
    })
}

/// Whether a hash that fills so much memory so often may be verified here.
pub(super) fn within_bounds(memory_bytes: u64, times: u32) -> Result<(), Unusable> {
    let work = memory_bytes.saturating_mul(u64::from(times));
    if memory_bytes <= MEMORY_BYTES && work <= WORK_BYTES {
        Ok(())
    } else {
        Err(Unusable::TooCostly)
    }
}

/// The numbers of `m=19456,t=2,p=1` in the order of the names; any other name is not understood.
fn numbers<const N: usize>(text: &str, names: [&str; N]) -> Result<[Option<u32>; N], Unusable> {
    let mut found = [None; N];
    for pair in text.split(',') {
        let (name, value) = pair.split_once('=').ok_or(Unusable::Unknown)?;
        let at = names.iter().position(|known| *known == name);
        let value = number(value).ok_or(Unusable::Unknown)?;
        found[at.ok_or(Unusable::Unknown)?] = Some(value);
    }
    Ok(found)
}

/// Digits alone: `parse` would take a plus.
fn number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|c| c.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn decoded(text: &str) -> Result<Vec<u8>, Unusable> {
    BASE64.decode(text).map_err(|_| Unusable::Unknown)
}

/// A hash of 10 to 64 bytes.
fn output(text: &str) -> Result<Output, Unusable> {
    Output::new(&decoded(text)?).map_err(|_| Unusable::Unknown)
}
