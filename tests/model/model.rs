//! Every step that anybody can take, for the checker to take in every order.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex};

use domain::LinkRecord;
use jiff::Timestamp;
use stateright::{Model, Property};

use crate::clock::{Clock, Number, minutes};
use crate::hands::{Decision, Hand, Part, Stage, Wish, account, decide, mark_links};
use crate::marks::Marks;
use crate::promises::{Event, Promise};
use crate::store::{Claim, Item, Rule, Rules, Tables, Write};
use crate::witness::Witness;

/// The one property: which promise was broken, its counterexample tells.
pub const EVERY_PROMISE: &str = "every promise is kept";

/// Who takes part, and how much may happen.
#[derive(Clone, Copy, Debug)]
pub struct Cast {
    pub askers: usize,
    pub administrators: usize,
    pub holders: usize,
    pub workers: usize,
    /// How often the minute turns.
    pub minutes: i64,
    /// How many answers are lost, mails refused and workers killed, all together.
    pub faults: u8,
}

impl Cast {
    /// One of each, a minute, a fault.
    pub const ONE_OF_EACH: Self = Self {
        askers: 1,
        administrators: 1,
        holders: 1,
        workers: 1,
        minutes: 1,
        faults: 1,
    };
}

/// The model: everybody's possible steps.
pub struct Life {
    cast: Cast,
    without: Vec<Rule>,
    met: Arc<Mutex<BTreeSet<Event>>>,
}

impl Life {
    pub fn new(cast: Cast, without: &[Rule]) -> Self {
        Self {
            cast,
            without: without.to_vec(),
            met: Arc::default(),
        }
    }

    /// What was come across; filled while the model is explored.
    pub fn met(&self) -> Arc<Mutex<BTreeSet<Event>>> {
        Arc::clone(&self.met)
    }

    fn meet(&self, event: Event) {
        let mut met = self.met.lock().expect("nobody panics while it holds it");
        met.insert(event);
    }
}

/// Everything at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    clock: Clock,
    tables: Tables,
    hands: Vec<Hand>,
    faults: u8,
    witness: Witness,
}

impl Hash for Moment {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut marks = Marks::default();
        marks.plain(self.clock.minute()).plain(self.faults);
        marks.count(self.tables.account.epoch);
        marks.time(self.tables.account.epoch_at);
        mark_links(&self.tables.links, &mut marks);
        let work = self.tables.outbox.iter().map(|item| {
            let mut marks = Marks::default();
            marks
                .placed(item.work)
                .plain(item.is_ask)
                .time(item.asked_at);
            let (by, until) = item.claim.unzip();
            marks
                .maybe(by)
                .maybe_time(until)
                .maybe_time(item.not_before);
            marks
        });
        marks.set(work);
        marks.set(self.hands.iter().map(Hand::mark));
        self.witness.mark(&mut marks);
        marks.hash(state);
    }
}

/// How the store's answer to a write fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Arrives,
    /// The write is done, and the answer is lost.
    IsLost,
    /// The write is not done: throttled, or the connection is lost before.
    IsNone,
}

/// How a mail fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    Taken,
    /// Refused for now.
    Refused,
    /// Taken, but who knows.
    Unclear,
}

/// One step of somebody.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Ask(usize),
    Wish(usize, Wish),
    Take(usize, Number),
    Write(usize, Answer),
    GiveUp(usize),
    Mail(usize, Post),
    Tell(usize),
    Die(usize),
    Tick,
}

impl Model for Life {
    type State = Moment;
    type Action = Step;

    fn init_states(&self) -> Vec<Moment> {
        let mut clock = Clock::default();
        let tables = Tables {
            account: Arc::new(account(clock.stamp())),
            links: Arc::new(LinkRecord::default()),
            outbox: Vec::new(),
        };
        let parts = [
            (Part::Asker, self.cast.askers),
            (Part::Administrator, self.cast.administrators),
            (Part::Holder, self.cast.holders),
            (Part::Worker, self.cast.workers),
            (Part::Cleaner, 1),
        ];
        let hands = parts.into_iter().flat_map(|(part, count)| {
            std::iter::repeat_with(move || Hand {
                part,
                acts: 1,
                stage: Stage::Idle,
                written: 0,
            })
            .take(count)
        });
        vec![Moment {
            clock,
            tables,
            hands: hands.collect(),
            faults: self.cast.faults,
            witness: Witness::default(),
        }]
    }

    fn actions(&self, moment: &Moment, steps: &mut Vec<Step>) {
        if !moment.witness.broken.is_empty() {
            return;
        }
        for (place, hand) in moment.hands.iter().enumerate() {
            moment.steps_of(place, hand, steps);
        }
        if moment.clock.minute() < self.cast.minutes {
            steps.push(Step::Tick);
        }
    }

    fn next_state(&self, moment: &Moment, step: Step) -> Option<Moment> {
        let mut next = moment.clone();
        let rules = Rules(&self.without);
        match step {
            Step::Ask(place) => next.ask(place),
            Step::Wish(place, wish) => {
                next.hands[place].acts -= 1;
                next.decide(place, wish, rules);
            }
            Step::Take(place, work) => next.take(self, place, work, rules),
            Step::Write(place, answer) => next.write(self, place, answer, rules),
            Step::GiveUp(place) => next.give_up(place, rules),
            Step::Mail(place, post) => next.mail(place, post),
            Step::Tell(place) => next.tell(place, rules),
            Step::Die(place) => {
                next.faults -= 1;
                next.rest(place);
            }
            Step::Tick => next.clock.tick(),
        }
        let now = next.clock.now();
        next.witness.looks_at(&next.tables, now);
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let kept = |_: &Self, moment: &Moment| moment.witness.broken.is_empty();
        vec![Property::always(EVERY_PROMISE, kept)]
    }
}

impl Moment {
    /// The promises that are broken.
    pub fn broken(&self) -> &BTreeSet<Promise> {
        &self.witness.broken
    }

    fn steps_of(&self, place: usize, hand: &Hand, steps: &mut Vec<Step>) {
        let fault = self.faults > 0;
        match &hand.stage {
            Stage::Idle => self.beginnings(place, hand, steps),
            Stage::Decided(..) => {
                steps.push(Step::Write(place, Answer::Arrives));
                if fault {
                    steps.push(Step::Write(place, Answer::IsLost));
                    steps.push(Step::Write(place, Answer::IsNone));
                }
            }
            Stage::Unsure(..) => {
                steps.push(Step::Write(place, Answer::Arrives));
                steps.push(Step::GiveUp(place));
            }
            Stage::ToMail(..) => {
                steps.push(Step::Mail(place, Post::Taken));
                if fault {
                    steps.push(Step::Mail(place, Post::Refused));
                    steps.push(Step::Mail(place, Post::Unclear));
                }
            }
            Stage::ToTell(..) => steps.push(Step::Tell(place)),
        }
        if fault && hand.part == Part::Worker && !matches!(hand.stage, Stage::Idle) {
            steps.push(Step::Die(place));
        }
    }

    /// What somebody who rests may begin; of several who are alike only the first begins.
    fn beginnings(&self, place: usize, hand: &Hand, steps: &mut Vec<Step>) {
        let alike = |other: &Hand| {
            other.part == hand.part && other.acts == hand.acts && matches!(other.stage, Stage::Idle)
        };
        if self.hands[..place].iter().any(alike) || hand.acts == 0 {
            return;
        }
        let out = self.witness.issued.iter().filter(|issued| issued.is_out);
        let wishes = match hand.part {
            Part::Asker => {
                steps.push(Step::Ask(place));
                Vec::new()
            }
            Part::Administrator => vec![Wish::Link, Wish::Change, Wish::Revoke, Wish::Order],
            Part::Holder => out
                .flat_map(|issued| {
                    let digest = issued.link.digest;
                    [Wish::Redeem(digest), Wish::Kill(digest)]
                })
                .collect(),
            Part::Worker => {
                let due = self.tables.outbox.iter();
                let due = due.filter(|item| item.is_due(self.clock.now()));
                steps.extend(due.map(|item| Step::Take(place, item.work)));
                Vec::new()
            }
            Part::Cleaner => vec![Wish::Erase],
        };
        steps.extend(wishes.into_iter().map(|wish| Step::Wish(place, wish)));
    }

    fn ask(&mut self, place: usize) {
        let (work, now) = self.clock.next();
        self.tables.put(work, true, now);
        self.witness.accepted.insert(work, false);
        self.hands[place].acts -= 1;
    }

    fn take(&mut self, life: &Life, place: usize, work: Number, rules: Rules<'_>) {
        let (by, now) = self.clock.next();
        let held = |item: &Item| item.work == work && item.claim.is_some();
        if self.tables.outbox.iter().any(held) {
            life.meet(Event::TakenOver);
        }
        if let Some(claim) = self.tables.claim(work, by, now, rules) {
            self.decide(place, Wish::Do(claim), rules);
        }
    }

    /// Reads and decides.
    fn decide(&mut self, place: usize, wish: Wish, rules: Rules<'_>) {
        match decide(&wish, &self.tables, &mut self.clock, rules) {
            Decision::Over => self.answer(place, false),
            Decision::Write(write) => {
                if let (Wish::Do(_), Write::Issue { link, .. }) = (&wish, &write)
                    && !rules.hold(Rule::RecordBeforeMail)
                {
                    self.witness.goes_out(&link.digest);
                }
                self.hands[place].stage = Stage::Decided(wish, write);
            }
        }
    }

    /// Sends what was decided, or sends it again.
    fn write(&mut self, life: &Life, place: usize, answer: Answer, rules: Rules<'_>) {
        let stage = std::mem::replace(&mut self.hands[place].stage, Stage::Idle);
        let (wish, write, done) = match stage {
            Stage::Decided(wish, write) => (wish, write.built_at(self.clock.stamp()), false),
            Stage::Unsure(wish, write, done) => (wish, write, done),
            other => panic!("nothing is to be written: {other:?}"),
        };
        if done && rules.hold(Rule::RequestToken) {
            life.meet(Event::ToldAgain);
            return self.go_on(place, wish, &write);
        }
        if answer == Answer::IsNone {
            self.faults -= 1;
            self.hands[place].stage = Stage::Unsure(wish, write, done);
            return;
        }
        let before = self.tables.clone();
        let written = self.tables.write(&write, rules);
        if written.is_ok() {
            self.hands[place].written += 1;
            let work = match &wish {
                Wish::Do(claim) => Some((claim.item.work, claim.item.asked_at)),
                _ => None,
            };
            let event = self.witness.sees(&write, work, &before, &self.tables);
            if let Some(event) = event {
                life.meet(event);
            }
        }
        if answer == Answer::IsLost {
            self.faults -= 1;
            let done = done || written.is_ok();
            self.hands[place].stage = Stage::Unsure(wish, write, done);
            return;
        }
        if written.is_ok() {
            return self.go_on(place, wish, &write);
        }
        life.meet(Event::TurnedAway);
        self.turned_away(place, wish, rules);
    }

    /// A write was done, and who sent it knows.
    fn go_on(&mut self, place: usize, wish: Wish, write: &Write) {
        match (wish, write) {
            (Wish::Do(claim), Write::Issue { link, .. }) => {
                self.hands[place].written = 0;
                self.hands[place].stage = Stage::ToMail(claim, link.digest);
            }
            (_, Write::Issue { link, .. }) => {
                self.witness.goes_out(&link.digest);
                self.answer(place, true);
            }
            _ => self.answer(place, true),
        }
    }

    /// A condition did not hold. Some decide again on what is there now; for others that is the answer.
    fn turned_away(&mut self, place: usize, wish: Wish, rules: Rules<'_>) {
        match wish {
            Wish::Link | Wish::Revoke => self.decide(place, wish, rules),
            Wish::Do(ref claim)
                if self
                    .tables
                    .outbox
                    .iter()
                    .any(|item| item.work == claim.item.work) =>
            {
                self.decide(place, wish, rules);
            }
            _ => self.answer(place, false),
        }
    }

    /// Whoever waits is answered. A worker has nobody to answer.
    fn answer(&mut self, place: usize, success: bool) {
        let hand = &self.hands[place];
        let truth = hand.part == Part::Worker || hand.written == u8::from(success);
        self.witness.promise(Promise::ToldTheTruth, truth);
        self.rest(place);
    }

    /// The caller is told that nobody knows; a worker lets go of the work.
    fn give_up(&mut self, place: usize, rules: Rules<'_>) {
        let now = self.clock.stamp();
        if let Stage::Unsure(Wish::Do(claim), ..) = &self.hands[place].stage {
            // Whether it is still this worker's to let go of does not matter.
            self.tables.put_off(&claim.clone(), now, rules).ok();
        }
        self.rest(place);
    }

    fn rest(&mut self, place: usize) {
        let hand = &mut self.hands[place];
        (hand.stage, hand.written) = (Stage::Idle, 0);
    }

    fn mail(&mut self, place: usize, post: Post) {
        let Stage::ToMail(claim, digest) = self.hands[place].stage.clone() else {
            panic!("there is no mail");
        };
        let now = self.clock.stamp();
        if post != Post::Refused {
            self.witness.goes_out(&digest);
        }
        if post != Post::Taken {
            self.faults -= 1;
        }
        let later = (post != Post::Taken).then(|| now + minutes(1));
        self.hands[place].stage = Stage::ToTell(claim, later);
    }

    fn tell(&mut self, place: usize, rules: Rules<'_>) {
        let Stage::ToTell(claim, later) = self.hands[place].stage.clone() else {
            panic!("there is nothing to tell");
        };
        self.settle(&claim, later, rules);
        self.rest(place);
    }

    /// Ends the work or puts it off; whoever took it over settles it otherwise.
    fn settle(&mut self, claim: &Claim, later: Option<Timestamp>, rules: Rules<'_>) {
        let settled = match later {
            Some(later) => self.tables.put_off(claim, later, rules),
            None => self.tables.end(claim, rules),
        };
        if settled.is_ok() && later.is_none() {
            self.witness.accepted.insert(claim.item.work, true);
        }
    }
}
