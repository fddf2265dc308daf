//! The mails' sentences: which there are, and how one is said in a language.

use std::sync::OnceLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

use super::language::Language;

#[cfg(test)]
mod tests;

/// What stands in a sentence's gaps, by name. Values are never read as Fluent.
pub(super) type Values<'a> = [(&'static str, FluentValue<'a>)];

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

    AddressSubject = "address-subject",
    AddressChanged = "address-changed",
    AddressFine = "address-fine",
    AddressDoubt = "address-doubt",

    RecoveredSubject = "recovered-subject",
    RecoveredWhy = "recovered-why",
    RecoveredFine = "recovered-fine",
    RecoveredDoubt = "recovered-doubt",

    Moment = "moment",
    Minutes = "minutes",
    Hours = "hours",
    Days = "days",
}

impl Language {
    /// The sentence, with `values` in its gaps.
    pub(super) fn say(self, message: Message, values: &Values<'_>) -> String {
        let bundle = self.bundle();
        let pattern = bundle
            .get_message(message.id())
            .and_then(|found| found.value())
            .expect("every language has every message, see the tests");
        let values: FluentArgs<'_> = values.iter().cloned().collect();
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&values), &mut errors);
        debug_assert!(errors.is_empty(), "{message:?} in {self:?}: {errors:?}");
        said.into_owned()
    }

    /// Its words, read when they are first needed: a function that starts should not read five languages to write one mail.
    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static BUNDLES: [OnceLock<FluentBundle<FluentResource>>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        BUNDLES[self as usize].get_or_init(|| self.read())
    }

    fn read(self) -> FluentBundle<FluentResource> {
        let words = FluentResource::try_new(self.words().to_owned())
            .expect("the words can be read, see the tests");
        let tag = self.tag().parse().expect("the tag is one");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks that Fluent can put around values (U+2068, U+2069) would be copied with codes and names, and some mail
        // programs show them as boxes. Names from right to left do well without: they stand between words or marks of the
        // sentence, never beside a number, and `plain` takes out what could turn the sentence itself.
        bundle.set_use_isolating(false);
        bundle
            .add_resource(words)
            .expect("no message is there twice, see the tests");
        bundle
    }
}
