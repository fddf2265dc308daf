//! Every pair of writers on one account, many at a time. Whoever wins, the account has one password and at most one live
//! link, everybody was told the truth, and nothing that was accepted is lost.
//!
//! Seen to fail when the epoch is left out of `raise_epoch` (several are told that their password was set), when `as_read`
//! is left out of `issue_link` (more links than were issued one after the other), and when a claim holds nobody off (work
//! that was put off is mailed many times). The list is seen to fail when it takes whatever the index names.

mod writers;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::{Answer, PASSWORD, WITHOUT_LIMITS, World, all_at_once, token_in};
use tokio::task::JoinSet;
use writers::{Target, Writer};

/// So many of each of the two; `REKEY_RACES=25` has fifty at a time.
const OF_EACH: usize = 10;

/// So many worlds race side by side.
const WORLDS: usize = 3;

fn pairs() -> Vec<(Writer, Writer)> {
    let all = Writer::ALL.iter().enumerate();
    all.flat_map(|(place, one)| Writer::ALL[place..].iter().map(|other| (*one, *other)))
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "the test's own switch")]
fn of_each() -> usize {
    let asked = std::env::var("REKEY_RACES").ok();
    asked
        .and_then(|count| count.parse().ok())
        .unwrap_or(OF_EACH)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_wins_the_account_is_whole() {
    let mut racing = JoinSet::new();
    for first in 0..WORLDS {
        racing.spawn(race(
            pairs().into_iter().skip(first).step_by(WORLDS).collect(),
        ));
    }
    while let Some(raced) = racing.join_next().await {
        raced.expect("every pair leaves the account whole");
    }
    println!("{} pairs, {} at a time", pairs().len(), 2 * of_each());
}

async fn race(pairs: Vec<(Writer, Writer)>) {
    let accounts = (0..pairs.len()).map(|number| {
        json!({
            "username": Target::username(number), "email": Target::address(number), "name": "Person",
            "tenant": "acme", "password": PASSWORD,
        })
    });
    let world = World::among(accounts.collect::<Vec<_>>(), WITHOUT_LIMITS).await;
    for (number, pair) in pairs.into_iter().enumerate() {
        let target = Target::prepare(&world, number).await;
        let requests = (0..of_each())
            .flat_map(|turn| [pair.0, pair.1].map(|writer| writer.request(&world, &target, turn)));
        let answers = all_at_once(requests.collect::<Vec<_>>()).await;
        // First as it comes: a worker that is merely slow must not lose its claim to the clock.
        world.settle().await;
        world.work_the_outbox_off().await;
        let race = Race {
            world: &world,
            target: &target,
            pair,
            answers,
        };
        race.is_told_truly().await;
        race.leaves_one_link().await;
        race.loses_nothing().await;
    }
}

/// Between the look into the index and the read of what it names, an account may leave the tenant: no list of the other one
/// shows it then.
#[tokio::test(flavor = "multi_thread")]
async fn who_moves_between_tenants_is_listed_in_their_own() {
    let world = World::start().await;
    let gina = world.sign_in("gina@example.com").await;
    let gus = world.account_id("gus@example.com").await;
    let olivia = world.olivia().await;
    let mut lists = 0;
    for round in 0..100 {
        let tenant = ["acme", "globex"][round % 2];
        let list = || world.get("/v1/admin/accounts?search=gus").bearer(&gina);
        let version = world.account(&gus).await["version"].clone();
        let move_there = world
            .patch(&format!("/v1/admin/accounts/{gus}"))
            .bearer(&olivia)
            .json(&json!({"tenant": tenant, "version": version}));
        let all = [list(), list(), move_there, list(), list(), list()];
        for answer in all_at_once(all).await {
            let answer = answer.expect(200).json();
            for account in answer["accounts"].as_array().into_iter().flatten() {
                assert_eq!(account["tenant"], "globex", "{account}");
                lists += 1;
            }
        }
    }
    assert!(lists > 100, "gina found gus only {lists} times");
}

/// What came of one pair.
struct Race<'a> {
    world: &'a World,
    target: &'a Target,
    pair: (Writer, Writer),
    answers: Vec<Answer>,
}

impl Race<'_> {
    /// The turns in which that writer was told success.
    fn successes(&self, writer: Writer) -> Vec<usize> {
        let turns = self.answers.chunks(2).enumerate();
        let told = turns.flat_map(|(turn, answers)| {
            let pair = [self.pair.0, self.pair.1];
            pair.into_iter()
                .zip(answers)
                .map(move |(of, answer)| (of, turn, answer))
        });
        told.filter(|(of, _, answer)| *of == writer && answer.status < 300)
            .map(|(_, turn, _)| turn)
            .collect()
    }

    /// The passwords that somebody was told are set.
    fn told_set(&self) -> Vec<String> {
        let set = |writer: Writer| {
            let turns = self.successes(writer).into_iter();
            turns.map(move |turn| writer.password(turn))
        };
        let mut told: Vec<String> = set(Writer::Redeem).collect();
        for writer in [Writer::SetByHand, Writer::ChangeOwn] {
            if self.pair.0 == writer || self.pair.1 == writer {
                told.extend(set(writer));
            }
        }
        told
    }

    fn edits(&self) -> usize {
        self.successes(Writer::Edit).len()
    }

    /// Each success raised the epoch once, and nothing else did; one of the passwords told is the account's.
    async fn is_told_truly(&self) {
        let told = self.told_set();
        let epoch = self.world.epoch(&self.target.id).await;
        let risen = usize::try_from(epoch - self.target.epoch).expect("a small number");
        assert_eq!(
            risen,
            told.len() + self.edits(),
            "{:?}: {told:?}",
            self.pair
        );
        // Two of a pair may have set the same.
        let passwords: BTreeSet<&str> = told.iter().map(String::as_str).chain([PASSWORD]).collect();
        let mut good = Vec::new();
        for password in passwords {
            let answer = self.world.verify(&self.target.name, password).await;
            good.extend((answer.status == 200).then_some(password));
        }
        assert_eq!(good.len(), 1, "{:?}: {told:?}", self.pair);
        assert_eq!(good[0] == PASSWORD, told.is_empty(), "{:?}", self.pair);
    }

    /// At most one token is live, the one that was used is used, and none was made but one after the other.
    async fn leaves_one_link(&self) {
        let tokens = self.tokens().await;
        let mut states = Vec::new();
        for token in &tokens {
            states.push(self.world.state(token).await);
        }
        let count = |state: &str| states.iter().filter(|is| *is == state).count();
        assert!(count("live") <= 1, "{:?}: {states:?}", self.pair);
        let used = self.successes(Writer::Redeem).len();
        assert!(used <= 1, "{:?}", self.pair);
        assert_eq!(self.entries("link-redeemed").await, used, "{:?}", self.pair);
        let issued = self.entries("link-issued").await;
        let ended = self.entries("link-revoked").await + self.told_set().len() + self.edits();
        assert!(
            tokens.len() <= issued,
            "{:?}: a link without an entry",
            self.pair
        );
        assert!(
            issued <= 1 + ended,
            "{:?}: {issued} links, {ended} ends",
            self.pair
        );
    }

    /// Every ask has an end on record, and every change was told to its person once.
    async fn loses_nothing(&self) {
        let asked = self.successes(Writer::Ask).len() + Target::ASKS;
        let asks = self.world.items_of("asks", &self.target.id).await;
        let waits = |ask: &&Value| ask["outcome"] == "queued";
        assert_eq!(asks.iter().find(waits), None, "{:?}", self.pair);
        assert_eq!(asks.len(), asked, "{:?}: {asks:?}", self.pair);
        let mails = self.mails().await;
        let with_link = mails.iter().filter(|mail| mail.token().is_some()).count();
        let wanted = asked + self.successes(Writer::Send).len();
        assert!(
            with_link <= wanted,
            "{:?}: {with_link} mails for {wanted}",
            self.pair
        );
        let notices = mails.iter().filter(|mail| mail.token().is_none()).count();
        assert_eq!(
            notices,
            self.told_set().len() + self.edits(),
            "{:?}",
            self.pair
        );
    }

    async fn mails(&self) -> Vec<tests::Mail> {
        let mut mails = self.world.mails_to(&self.target.address).await;
        mails.extend(self.world.mails_to(&self.target.new_address).await);
        mails
    }

    /// Every token that anybody got.
    async fn tokens(&self) -> BTreeSet<String> {
        let mails = self.mails().await;
        let mut tokens: BTreeSet<String> = mails.iter().filter_map(tests::Mail::token).collect();
        let shown = self.answers.iter().filter(|answer| answer.status == 200);
        let shown = shown.filter(|answer| !answer.json()["link"].is_null());
        tokens.extend(shown.map(|answer| token_in(&answer.json())));
        tokens
    }

    async fn entries(&self, what: &str) -> usize {
        let entries = self.world.items_of("audit", &self.target.id).await;
        entries.iter().filter(|entry| entry["what"] == what).count()
    }
}
