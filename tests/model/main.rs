//! The life of one account's links, explored whole: every order in which people, administrators, workers and time can take
//! their steps, with lost answers and workers that die in between.
//!
//! What the store does is modelled in `store.rs`, a condition for each of the product's; what is decided on what was read
//! is decided by the product's own `domain`. DESIGN's promises are looked at after each step. A rule can be left out: the
//! tests below leave out one after the other and see which promise breaks, so that none of them is there for nothing.
//!
//! `REKEY_MODEL=whole cargo test --package tests --test model -- --nocapture` lets one fault more happen to each cast.

mod clock;
mod hands;
mod marks;
mod model;
mod promises;
mod store;
mod witness;

use std::collections::BTreeSet;

use model::{Cast, EVERY_PROMISE, Life};
use promises::{Event, Promise};
use stateright::{Checker, Model};
use store::Rule;

/// What an exploration found.
struct Found {
    broken: BTreeSet<Promise>,
    met: BTreeSet<Event>,
}

/// Explores everything that this cast can do, until a promise breaks.
fn explore(cast: Cast, without: &[Rule]) -> Found {
    let life = Life::new(cast, without);
    let met = life.met();
    let checker = life.checker().threads(2).spawn_bfs().join();
    let states = checker.unique_state_count();
    println!("{states:>7} states: {cast:?}, without {without:?}");
    let broken = checker.discovery(EVERY_PROMISE).map(|path| {
        let broken = path.last_state().broken().clone();
        println!("{broken:?} after {:?}", path.into_actions());
        broken
    });
    let met = met.lock().expect("nobody panics while it holds it").clone();
    Found {
        broken: broken.unwrap_or_default(),
        met,
    }
}

#[expect(clippy::disallowed_methods, reason = "the test's own switch")]
fn more_faults() -> u8 {
    u8::from(std::env::var("REKEY_MODEL").is_ok_and(|value| value == "whole"))
}

/// Small enough that all of it takes half a minute; between them they have two of everybody.
fn casts() -> [Cast; 5] {
    let one = Cast::ONE_OF_EACH;
    let without_askers = Cast {
        askers: 0,
        administrators: 2,
        ..one
    };
    let without_administrators = Cast {
        askers: 2,
        administrators: 0,
        ..one
    };
    [
        one,
        without_askers,
        Cast {
            holders: 2,
            faults: 0,
            ..without_askers
        },
        Cast {
            minutes: 2,
            ..without_administrators
        },
        Cast {
            workers: 2,
            ..without_administrators
        },
    ]
}

#[test]
fn whatever_the_order_every_promise_is_kept() {
    for cast in casts() {
        let cast = Cast {
            faults: cast.faults + more_faults(),
            ..cast
        };
        let found = explore(cast, &[]);
        assert_eq!(found.broken, BTreeSet::new());
        if cast.faults > 0 {
            let all = BTreeSet::from(Event::ALL);
            assert_eq!(found.met, all, "the model is too small to try anything");
        }
    }
}

/// A cast without faults in which links run out.
const LONG: Cast = Cast {
    askers: 0,
    administrators: 2,
    minutes: 2,
    faults: 0,
    ..Cast::ONE_OF_EACH
};
const ASKER: Cast = Cast {
    administrators: 0,
    ..Cast::ONE_OF_EACH
};
const ADMINISTRATOR: Cast = Cast {
    askers: 0,
    ..Cast::ONE_OF_EACH
};

#[test]
fn without_any_one_rule_a_promise_breaks() {
    let needed = [
        (Rule::EpochAtUse, LONG, Promise::DeadStaysDead),
        (Rule::DigestAtUse, LONG, Promise::DeadStaysDead),
        (Rule::UnrevokedAtUse, LONG, Promise::DeadStaysDead),
        (Rule::UnexpiredAtUse, LONG, Promise::DeadStaysDead),
        (Rule::EpochAtIssue, LONG, Promise::BornAlive),
        (Rule::LinksAtIssue, LONG, Promise::SameLinkInItsWindow),
        (Rule::LinksAtRevoke, LONG, Promise::RevokedIsRevoked),
        (Rule::WindowAtErase, LONG, Promise::SameLinkInItsWindow),
        (Rule::SameLinkAgain, ASKER, Promise::SameLinkInItsWindow),
        (Rule::Outdating, LONG, Promise::NothingFromBefore),
        (Rule::WorkOnLink, ADMINISTRATOR, Promise::OneLinkForOneAsk),
        (Rule::WorkUntilItsEnd, ASKER, Promise::EveryAskEnds),
        (Rule::RequestToken, ASKER, Promise::ToldTheTruth),
        (Rule::RecordBeforeMail, ASKER, Promise::MailOnRecord),
    ];
    for (rule, cast, promise) in needed {
        let found = explore(cast, &[rule]);
        assert!(
            found.broken.contains(&promise),
            "{rule:?}: {:?}",
            found.broken
        );
    }
}

/// What a link's own condition lets through, the epoch stops: it has risen with the first use. The other two keep apart
/// what does no harm to a link: two passwords set by hand at once, and two workers who end the same work.
#[test]
fn some_rules_are_held_by_others_too() {
    for rule in [Rule::UnusedAtUse, Rule::EpochAtChange, Rule::ClaimAtEnd] {
        for cast in [LONG, ASKER, ADMINISTRATOR] {
            assert_eq!(explore(cast, &[rule]).broken, BTreeSet::new(), "{rule:?}");
        }
    }
    let both = explore(LONG, &[Rule::UnusedAtUse, Rule::EpochAtUse]);
    assert!(!both.broken.is_empty());
}
