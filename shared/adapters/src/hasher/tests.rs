use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::*;

const PASSWORD: &str = "violet trombone under the stairs";
const OTHER: &str = "violet trombone under the chairs";
/// Enough to tell hashes apart, and quick.
const CHEAP: Hashing = Hashing {
    memory_kib: 64,
    passes: 1,
};
const REAL: Hashing = Hashing {
    memory_kib: 19_456,
    passes: 2,
};

fn pepper(name: &str, byte: u8) -> Named {
    Named {
        id: name.to_owned(),
        bytes: Zeroizing::new(vec![byte; 32]),
    }
}

fn hasher(peppers: &[Named]) -> Hasher {
    Hasher::new(CHEAP, peppers)
}

async fn hash(hasher: &Hasher) -> String {
    hasher.hash(Password::new(PASSWORD)).await
}

async fn verify(hasher: &Hasher, typed: &str, stored: &str) -> Verdict {
    hasher
        .verify(Password::new(typed), Some(stored.to_owned()))
        .await
}

#[tokio::test]
async fn its_own_hash_is_verified_and_no_other_password_is() {
    for peppers in [vec![], vec![pepper("a", 1)]] {
        let hasher = hasher(&peppers);
        let stored = hash(&hasher).await;
        assert_eq!(verify(&hasher, PASSWORD, &stored).await, Verdict::Right);
        let others = [
            OTHER,
            "",
            &PASSWORD[1..],
            "Violet trombone under the stairs",
        ];
        let longer = [
            format!("{PASSWORD} "),
            format!(" {PASSWORD}"),
            format!("{PASSWORD}\0"),
        ];
        for other in others.into_iter().chain(longer.iter().map(String::as_str)) {
            assert_eq!(
                verify(&hasher, other, &stored).await,
                Verdict::Wrong,
                "{other:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_hash_says_how_it_was_made_and_has_a_salt_of_its_own() {
    let hasher = Hasher::new(REAL, &[]);
    let (one, two) = (hash(&hasher).await, hash(&hasher).await);
    assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
    let salt = |hash: &str| hash.split('$').nth(4).map(str::to_owned);
    assert_ne!(salt(&one), salt(&two));
    assert_eq!(salt(&one).expect("a salt").len(), 22, "sixteen bytes");
    assert_ne!(one, two);
}

// T-324, T-326: nothing is cut off, however long.
#[tokio::test]
async fn every_character_counts() {
    let hasher = hasher(&[]);
    let long = "x".repeat(256);
    let stored = hasher.hash(Password::new(&long)).await;
    assert_eq!(verify(&hasher, &long, &stored).await, Verdict::Right);
    assert_eq!(verify(&hasher, &long[1..], &stored).await, Verdict::Wrong);
    assert_eq!(
        verify(&hasher, &"x".repeat(257), &stored).await,
        Verdict::Wrong
    );
}

// T-328
#[tokio::test]
async fn a_password_is_verified_however_its_letters_are_composed() {
    let hasher = hasher(&[]);
    let (composed, decomposed) = ("Zürich trägt Schnee", "Zu\u{308}rich tra\u{308}gt Schnee");
    for (set, typed) in [(composed, decomposed), (decomposed, composed)] {
        let stored = hasher.hash(Password::new(set)).await;
        assert_eq!(verify(&hasher, typed, &stored).await, Verdict::Right);
    }
}

// T-1004
#[tokio::test]
async fn an_older_pepper_still_verifies_and_is_outdated() {
    let before = hasher(&[pepper("2026-05", 1)]);
    let after = hasher(&[pepper("2026-11", 2), pepper("2026-05", 1)]);
    let stored = hash(&before).await;
    assert_eq!(
        verify(&after, PASSWORD, &stored).await,
        Verdict::RightButOutdated
    );
    assert_eq!(verify(&after, OTHER, &stored).await, Verdict::Wrong);
    assert_eq!(
        verify(&after, PASSWORD, &hash(&after).await).await,
        Verdict::Right
    );
    // One that was made before there was any.
    let plain = hash(&hasher(&[])).await;
    assert_eq!(
        verify(&after, PASSWORD, &plain).await,
        Verdict::RightButOutdated
    );
}

// T-1004
#[tokio::test]
async fn a_pepper_that_is_gone_fails_closed() {
    let stored = hash(&hasher(&[pepper("2026-05", 1)])).await;
    for peppers in [
        vec![],
        vec![pepper("2026-11", 1)],
        vec![pepper("2026-05", 2)],
    ] {
        assert_eq!(
            verify(&hasher(&peppers), PASSWORD, &stored).await,
            Verdict::Wrong
        );
    }
}

#[tokio::test]
async fn the_name_of_an_unknown_pepper_on_a_hash_without_one_fails_closed() {
    let hasher = hasher(&[]);
    let named = hash(&self::hasher(&[pepper("a", 1)])).await;
    let plain = hash(&hasher).await;
    let params = |hash: &str| hash.split('$').nth(3).expect("parameters").to_owned();
    let forged = plain.replace(&params(&plain), &params(&named));
    assert_ne!(forged, plain);
    assert_eq!(verify(&hasher, PASSWORD, &forged).await, Verdict::Wrong);
}

#[tokio::test]
async fn a_hash_of_other_costs_is_verified_and_outdated() {
    let hasher = hasher(&[]);
    for other in [
        Hashing {
            memory_kib: 128,
            passes: 1,
        },
        Hashing {
            memory_kib: 64,
            passes: 2,
        },
        Hashing {
            memory_kib: 32,
            passes: 1,
        },
    ] {
        let stored = hash(&Hasher::new(other, &[])).await;
        assert_eq!(
            verify(&hasher, PASSWORD, &stored).await,
            Verdict::RightButOutdated
        );
        assert_eq!(verify(&hasher, OTHER, &stored).await, Verdict::Wrong);
    }
}

#[tokio::test]
async fn what_is_no_hash_is_wrong() {
    let hasher = hasher(&[pepper("a", 1)]);
    let stored = hash(&hasher).await;
    let fields: Vec<&str> = stored.split('$').collect();
    let with = |place: usize, text: &str| {
        let mut fields = fields.clone();
        fields[place] = text;
        fields.join("$")
    };
    let broken = [
        String::new(),
        "$".to_owned(),
        PASSWORD.to_owned(),
        stored[..stored.len() - 1].to_owned(),
        format!("{stored}x"),
        with(1, "argon2i"),
        with(1, "argon2d"),
        with(2, "v=16"),
        with(3, "m=64,t=1,p=1"),
        with(3, "m=64,t=2,p=1"),
        with(3, "m=4294967295,t=1,p=1"),
        with(3, "m=64,t=4294967295,p=1"),
        with(3, ""),
        with(4, "AAAAAAAAAAAAAAAAAAAAAA"),
        with(5, ""),
        with(5, &"A".repeat(43)),
    ];
    for stored in broken {
        let start = Instant::now();
        assert_eq!(
            verify(&hasher, PASSWORD, &stored).await,
            Verdict::Wrong,
            "{stored}"
        );
        assert!(start.elapsed() < Duration::from_secs(5), "{stored}");
    }
}

// T-121
#[tokio::test]
async fn nothing_stored_is_wrong_and_costs_as_much() {
    let hasher = Hasher::new(REAL, &[]);
    let stored = Some(hash(&hasher).await);
    // The quickest of several is what the machine's other work disturbs least; the busier it is, the more it takes.
    let mut quickest = [Duration::MAX; 3];
    for round in 1..=60 {
        let kinds = [stored.clone(), None, Some("no hash".to_owned())];
        for (quickest, stored) in quickest.iter_mut().zip(kinds) {
            let start = Instant::now();
            assert_eq!(
                hasher.verify(Password::new(OTHER), stored).await,
                Verdict::Wrong
            );
            *quickest = start.elapsed().min(*quickest);
        }
        let [known, none, broken] = quickest;
        let is_as_much = |other: Duration| other * 2 > known && known * 2 > other;
        if round >= 7 && is_as_much(none) && is_as_much(broken) {
            return;
        }
    }
    panic!("known, none, broken: {quickest:?}");
}

#[tokio::test]
async fn memory_is_reused_and_wiped() {
    let hasher = hasher(&[]);
    for _ in 0..3 {
        hash(&hasher).await;
        let kept = hasher.0.memory.lock().expect("nobody panicked");
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].len(), 64);
        assert!(
            kept[0]
                .iter()
                .all(|block| block.as_ref().iter().all(|word| *word == 0))
        );
    }
}

#[tokio::test]
async fn memory_of_another_size_is_cut_or_grown() {
    let small = hash(&Hasher::new(
        Hashing {
            memory_kib: 32,
            passes: 1,
        },
        &[],
    ))
    .await;
    let large = hash(&Hasher::new(
        Hashing {
            memory_kib: 256,
            passes: 1,
        },
        &[],
    ))
    .await;
    let hasher = hasher(&[]);
    let own = hash(&hasher).await;
    for stored in [&small, &own, &large, &own, &small, &large, &own] {
        assert!(verify(&hasher, PASSWORD, stored).await.is_right());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_are_each_told_their_own() {
    let hasher = hasher(&[pepper("a", 1)]);
    let stored = hash(&hasher).await;
    let mut tries = JoinSet::new();
    for number in 0..200 {
        let (hasher, stored) = (hasher.clone(), stored.clone());
        tries.spawn(async move {
            let typed = if number % 3 == 0 { PASSWORD } else { OTHER };
            (
                number % 3 == 0,
                verify(&hasher, typed, &stored).await.is_right(),
            )
        });
    }
    assert!(
        tries
            .join_all()
            .await
            .iter()
            .all(|(right, told)| right == told)
    );
    let kept = hasher.0.memory.lock().expect("nobody panicked").len();
    assert!(
        kept <= std::thread::available_parallelism().map_or(1, usize::from),
        "{kept}"
    );
}

#[tokio::test]
async fn a_caller_who_hangs_up_frees_no_place_before_the_hash_is_done() {
    let hasher = Hasher::new(
        Hashing {
            memory_kib: 19_456,
            passes: 20,
        },
        &[],
    );
    let all = hasher.0.places.available_permits();
    let hung_up = tokio::time::timeout(Duration::from_millis(1), hash(&hasher)).await;
    assert!(hung_up.is_err());
    assert_eq!(hasher.0.places.available_permits(), all - 1);
    hash(&hasher).await;
}

#[test]
fn a_pepper_is_named_by_what_a_hash_can_hold() {
    assert_eq!(short_id("2026-05"), short_id("2026-05"));
    assert_ne!(short_id("2026-05"), short_id("2026-11"));
}
