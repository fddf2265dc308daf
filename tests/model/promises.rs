//! What must hold after every step, and what must come up at least once, or else nothing was tried.

/// A promise of DESIGN and of the contract's rules about links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// At most one link sets a password.
    OneLiveLink,
    /// A link sets a password at most once.
    UsedOnce,
    /// After success, change, revocation, replacement or expiry no earlier link works.
    DeadStaysDead,
    /// Who was told success had it, once; who was told failure changed nothing.
    ToldTheTruth,
    /// Every accepted ask ends in a mail or a recorded reason, or waits in the outbox.
    EveryAskEnds,
    /// One ask, or row of a batch, makes one link.
    OneLinkForOneAsk,
    /// Inside its window a live link is not replaced.
    SameLinkInItsWindow,
    /// A link is live when it is put on record: its mail does not carry a dead one.
    BornAlive,
    /// An ask older than a change or a revocation makes no link.
    NothingFromBefore,
    /// When a revocation is done, no link lives.
    RevokedIsRevoked,
    /// "This was not me" kills the link that it came with.
    KillsItsOwn,
    /// What is told of a link is what ended it first.
    TruthfulState,
    /// No mail carries a link that is not on record.
    MailOnRecord,
}

/// What an exploration has to come across.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// A password is set with a link.
    Redeemed,
    /// Somebody whose answer was lost asks again and is told success.
    ToldAgain,
    /// The same link goes out twice.
    SentAgain,
    /// A link is replaced by a newer one while it lives.
    Replaced,
    /// A worker takes over what another held.
    TakenOver,
    /// Work ends because it is out of date.
    Outdated,
    /// A condition turns somebody away.
    TurnedAway,
    /// A nonce is erased.
    Erased,
}

impl Event {
    pub const ALL: [Self; 8] = [
        Self::Redeemed,
        Self::ToldAgain,
        Self::SentAgain,
        Self::Replaced,
        Self::TakenOver,
        Self::Outdated,
        Self::TurnedAway,
        Self::Erased,
    ];
}
