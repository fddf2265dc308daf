//! The mails that Rekey writes: which there are, and what stands in each. The words are in `words/`.

use jiff::Timestamp;

use crate::language::Language;

use super::{
    Mail,
    letter::{
        KnownAs, Letterhead, LinkLetter, Occasion, Part, PasswordChange, Recipient, Sheet,
        is_web_address,
    },
    plain::harmless,
    words::Message,
};

/// Writes an installation's mails in one language.
#[derive(Debug, Clone, Copy)]
pub struct Writer<'a> {
    head: &'a Letterhead,
    language: Language,
}

impl Letterhead {
    /// The one who writes in `language`.
    pub fn in_language(&self, language: Language) -> Writer<'_> {
        Writer {
            head: self,
            language,
        }
    }
}

impl Writer<'_> {
    /// The mail that carries a reset link.
    pub fn reset_link(&self, recipient: Recipient<'_>, letter: &LinkLetter<'_>) -> Mail {
        let words = LinkWords::of(letter.occasion);
        let left = self.language.time_left(letter.now, letter.expires_at);
        let moment = self.language.moment(letter.expires_at);
        let mut parts = vec![self.paragraph(words.why)];
        if letter.admin_area {
            parts.push(self.paragraph(Message::AdminArea));
        }
        parts.extend([
            Part::Button {
                label: self.say(words.label),
                url: letter.reset_link.to_owned(),
            },
            self.paragraph_with(words.ends, &[("left", &left), ("moment", &moment)]),
            self.paragraph_with(
                Message::CodePage,
                &[("page", without_scheme(letter.code_page))],
            ),
            Part::Code(letter.token.to_owned()),
            self.paragraph(words.unexpected),
            Part::Link {
                label: self.say(Message::NotMe),
                url: letter.not_me_link.to_owned(),
            },
        ]);
        self.write("reset-link", recipient, words.subject, parts)
    }

    /// The mail for people whose password is kept elsewhere: who does, and where to go. It has no reset link.
    pub fn managed_elsewhere(&self, recipient: Recipient<'_>, provider: &str, url: &str) -> Mail {
        let (why, help) = match harmless(provider) {
            Some(provider) => {
                let provider = [("provider", provider.as_str())];
                (
                    self.paragraph_with(Message::ManagedWhy, &provider),
                    self.paragraph_with(Message::ManagedHelp, &provider),
                )
            }
            None => (
                self.paragraph(Message::ManagedWhyUnnamed),
                self.paragraph(Message::ManagedHelpUnnamed),
            ),
        };
        let mut parts = vec![why];
        if is_web_address(url) {
            parts.extend([help, Part::Address(url.to_owned())]);
        } else {
            parts.push(self.paragraph(Message::ManagedAsk));
        }
        parts.push(self.paragraph(Message::ManagedUnexpected));
        self.write(
            "managed-elsewhere",
            recipient,
            Message::ManagedSubject,
            parts,
        )
    }

    /// The notice that a password was changed. It has neither link nor password.
    pub fn password_changed(
        &self,
        recipient: Recipient<'_>,
        change: PasswordChange,
        changed_at: Timestamp,
    ) -> Mail {
        let (how, fine, doubt) = match change {
            PasswordChange::ByLink => (
                Message::ChangedByLink,
                Message::ChangedFine,
                Message::ChangedDoubt,
            ),
            PasswordChange::ByHolder => (
                Message::ChangedByHolder,
                Message::ChangedFine,
                Message::ChangedDoubt,
            ),
            PasswordChange::ByAdministrator => (
                Message::ChangedByAdministrator,
                Message::ChangedFineByAdministrator,
                Message::ChangedDoubtByAdministrator,
            ),
        };
        let mut parts = self.notice(how, changed_at, fine, doubt);
        if change == PasswordChange::ByLink {
            parts.push(self.paragraph(Message::ChangedMailbox));
        }
        self.write_notice(
            "password-changed",
            recipient,
            Message::ChangedSubject,
            parts,
        )
    }

    /// The notice that a password was deleted, because its holder signs in through the organisation from now on.
    pub fn password_removed(&self, recipient: Recipient<'_>, removed_at: Timestamp) -> Mail {
        let parts = self.notice(
            Message::RemovedWhy,
            removed_at,
            Message::KnownFine,
            Message::KnownDoubt,
        );
        self.write_notice(
            "password-removed",
            recipient,
            Message::RemovedSubject,
            parts,
        )
    }

    /// The notice to the address that an account had until now. The new one is not told: whoever reads the old mailbox need
    /// not be the account's owner any more.
    pub fn address_changed(&self, recipient: Recipient<'_>, changed_at: Timestamp) -> Mail {
        let parts = self.notice(
            Message::AddressChanged,
            changed_at,
            Message::KnownFine,
            Message::KnownDoubt,
        );
        self.write_notice("address-changed", recipient, Message::AddressSubject, parts)
    }

    /// The notice that the operator made a reset link for an owner. It has no link: the operator handed that over.
    pub fn owner_recovered(&self, recipient: Recipient<'_>, recovered_at: Timestamp) -> Mail {
        let parts = self.notice(
            Message::RecoveredWhy,
            recovered_at,
            Message::RecoveredFine,
            Message::RecoveredDoubt,
        );
        self.write_notice(
            "owner-recovered",
            recipient,
            Message::RecoveredSubject,
            parts,
        )
    }

    /// What happened, when it is fine, and what to do when it is not.
    fn notice(&self, what: Message, at: Timestamp, fine: Message, doubt: Message) -> Vec<Part> {
        let whom = match &self.head.support {
            Some(support) => support.clone(),
            None => self.say(Message::Administrator),
        };
        vec![
            self.paragraph_with(what, &[("moment", &self.language.moment(at))]),
            self.paragraph(fine),
            self.paragraph_with(doubt, &[("whom", &whom)]),
        ]
    }

    /// Every notice ends with where to sign in.
    fn write_notice(
        &self,
        kind: &'static str,
        recipient: Recipient<'_>,
        subject: Message,
        mut parts: Vec<Part>,
    ) -> Mail {
        parts.extend(self.sign_in());
        self.write(kind, recipient, subject, parts)
    }

    fn sign_in(&self) -> Option<Part> {
        let url = self.head.sign_in_url.clone()?;
        let label = self.say(Message::SignIn);
        Some(Part::Link { label, url })
    }

    /// Prints the mail, with what stands in all of them: the username follows the first part, which says why the mail comes.
    fn write(
        &self,
        kind: &'static str,
        recipient: Recipient<'_>,
        subject: Message,
        mut parts: Vec<Part>,
    ) -> Mail {
        let person = recipient.known_as();
        if let Some(username) = &person.username {
            let username = [("username", username.as_str())];
            parts.insert(1, self.paragraph_with(Message::Username, &username));
        }
        let sheet = Sheet {
            language: self.language,
            subject: self.say(subject),
            greeting: self.greeting(&person),
            parts,
            colon: self.say(Message::Colon),
            footer: self.footer(),
        };
        self.head.print(recipient.to, kind, &sheet)
    }

    fn greeting(&self, person: &KnownAs) -> String {
        match &person.name {
            Some(name) => self.say_with(Message::Greeting, &[("name", name)]),
            None => self.say(Message::GreetingUnnamed),
        }
    }

    fn footer(&self) -> Vec<String> {
        let support = self.head.support.as_ref();
        let questions =
            support.map(|support| self.say_with(Message::Questions, &[("support", support)]));
        let never_asked = self.say(Message::NeverAsked);
        questions.into_iter().chain([never_asked]).collect()
    }

    fn paragraph(&self, message: Message) -> Part {
        self.paragraph_with(message, &[])
    }

    fn paragraph_with(&self, message: Message, values: &[(&'static str, &str)]) -> Part {
        Part::Paragraph(self.say_with(message, values))
    }

    fn say(&self, message: Message) -> String {
        self.say_with(message, &[])
    }

    /// Every sentence may name the product.
    fn say_with(&self, message: Message, values: &[(&'static str, &str)]) -> String {
        let brand = ("brand", self.head.brand.as_str());
        let values: Vec<_> = values
            .iter()
            .copied()
            .chain([brand])
            .map(|(name, value)| (name, value.into()))
            .collect();
        self.language.say(message, &values)
    }
}

/// What differs between the mails with a link.
struct LinkWords {
    subject: Message,
    why: Message,
    label: Message,
    ends: Message,
    unexpected: Message,
}

impl LinkWords {
    fn of(occasion: Occasion) -> Self {
        match occasion {
            Occasion::SelfService => Self {
                subject: Message::SelfServiceSubject,
                why: Message::SelfServiceWhy,
                label: Message::ChooseNewPassword,
                ends: Message::LinkEndsOldPasswordWorks,
                unexpected: Message::SelfServiceUnexpected,
            },
            Occasion::Admin => Self {
                subject: Message::AdminSubject,
                why: Message::AdminWhy,
                label: Message::ChooseNewPassword,
                ends: Message::LinkEndsOldPasswordWorks,
                unexpected: Message::AdminUnexpected,
            },
            Occasion::Invitation => Self {
                subject: Message::InvitationSubject,
                why: Message::InvitationWhy,
                label: Message::ChoosePassword,
                ends: Message::LinkEnds,
                unexpected: Message::InvitationUnexpected,
            },
        }
    }
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, address)| address)
}
