//! The mails' sentences: which there are, and how one is said in a language.

use crate::book;
use crate::language::Language;
use crate::words::{Book, Values};

#[cfg(test)]
mod tests;

/// Names the sentences, so that none can be said that is not there (the tests compare them with every file), and none be
/// there that is not said (the compiler knows).
macro_rules! messages {
    ($($name:ident = $id:literal,)*) => {
        /// A sentence, or a piece of one.
        #[derive(Debug, Clone, Copy)]
        pub(super) enum Message { $($name,)* }

        impl Message {
            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name in `words/`.
            const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

messages! {
    Greeting = "greeting",
    GreetingUnnamed = "greeting-unnamed",
    Username = "username",
    Colon = "colon",
    SignIn = "sign-in",
    Administrator = "administrator",
    Questions = "questions",
    NeverAsked = "never-asked",

    SelfServiceSubject = "self-service-subject",
    SelfServiceWhy = "self-service-why",
    SelfServiceUnexpected = "self-service-unexpected",
    AdminSubject = "admin-subject",
    AdminWhy = "admin-why",
    AdminUnexpected = "admin-unexpected",
    AdminArea = "admin-area",
    InvitationSubject = "invitation-subject",
    InvitationWhy = "invitation-why",
    InvitationUnexpected = "invitation-unexpected",
    ChooseNewPassword = "choose-new-password",
    ChoosePassword = "choose-password",
    LinkEnds = "link-ends",
    LinkEndsOldPasswordWorks = "link-ends-old-password-works",
    CodePage = "code-page",
    NotMe = "not-me",

    ManagedSubject = "managed-subject",
    ManagedWhy = "managed-why",
    ManagedWhyUnnamed = "managed-why-unnamed",
    ManagedHelp = "managed-help",
    ManagedHelpUnnamed = "managed-help-unnamed",
    ManagedAsk = "managed-ask",
    ManagedUnexpected = "managed-unexpected",

    ChangedSubject = "changed-subject",
    ChangedByLink = "changed-by-link",
    ChangedByHolder = "changed-by-holder",
    ChangedByAdministrator = "changed-by-administrator",
    ChangedFine = "changed-fine",
    ChangedFineByAdministrator = "changed-fine-by-administrator",
    ChangedDoubt = "changed-doubt",
    ChangedDoubtByAdministrator = "changed-doubt-by-administrator",
    ChangedMailbox = "changed-mailbox",

    RemovedSubject = "removed-subject",
    RemovedWhy = "removed-why",

    AddressSubject = "address-subject",
    AddressChanged = "address-changed",

    KnownFine = "known-fine",
    KnownDoubt = "known-doubt",

    RecoveredSubject = "recovered-subject",
    RecoveredWhy = "recovered-why",
    RecoveredFine = "recovered-fine",
    RecoveredDoubt = "recovered-doubt",

    Moment = "moment",
    Minutes = "minutes",
    Hours = "hours",
    Days = "days",
}

/// The words of the mails.
static LETTERS: Book = book!("words");

impl Language {
    /// The sentence, with `values` in its gaps.
    pub(super) fn say(self, message: Message, values: &Values<'_>) -> String {
        LETTERS.say(self, message.id(), values)
    }
}
