//! Randomness, read here and nowhere else.

use domain::Nonce;
use rand::{TryRng, rngs::SysRng};
use zeroize::Zeroizing;

/// Random bytes of the operating system.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads randomness"
)]
pub fn entropy<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SysRng
        .try_fill_bytes(&mut bytes)
        .expect("the operating system has randomness");
    bytes
}

/// A nonce for a new link.
pub fn nonce() -> Nonce {
    Nonce(entropy())
}

/// The secret of a new bearer token.
pub fn secret() -> Zeroizing<[u8; 32]> {
    Zeroizing::new(entropy())
}
