//! What may be typed behind `rekey`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use domain::Role;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  failed; nothing was changed, or what was done is told
  2  wrong usage
  3  partly done: some rows were not taken
  4  refused by a rule";

const WHERE: &str = "\
Exit codes: 0 done · 1 failed · 2 wrong usage · 3 partly done · 4 refused by a rule

Where it works:
  with --data DIR, on that folder of this machine (no other program may use it at the same time);
  without, on AWS with the ordinary configuration: AWS_PROFILE, AWS_REGION, SSO, the machine's role.
  TABLE_PREFIX, PEPPER_KEYS, LINK_KEYS, MAIL_FROM and the other settings are read from the environment, and must be
  those of the functions.";

/// A complete password reset for applications on AWS. Without a command: everything, on this machine.
#[derive(Parser)]
#[command(name = "rekey", version, about, after_help = EXIT_CODES)]
pub struct Arguments {
    /// Port to serve on; 0 takes any that is free
    #[arg(long, default_value_t = 8787)]
    pub port: u16,
    /// Folder of this machine: to keep data in, and for the commands to work on instead of AWS
    #[arg(long, value_name = "DIR", global = true, display_order = 900)]
    pub data: Option<PathBuf>,
    /// Accounts to begin with instead of the demo accounts: CSV or JSON lines, as `accounts import` takes them
    #[arg(long, value_name = "FILE")]
    pub accounts: Option<PathBuf>,
    /// What to do instead of serving.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Start only the store and the mail catcher, and print the environment for the functions
    Emulators,
    /// Make an owner, or help the only one left
    #[command(subcommand, after_help = EXIT_CODES)]
    Owner(Owner),
    /// Bring accounts in and out
    #[command(subcommand, after_help = EXIT_CODES)]
    Accounts(Accounts),
    /// Service keys, with which applications sign their calls
    #[command(subcommand, after_help = EXIT_CODES)]
    Keys(Keys),
    /// Look after the mail
    #[command(subcommand, after_help = EXIT_CODES)]
    Mail(Mail),
    /// Print the completions for a shell
    Completions {
        /// For which shell
        shell: Shell,
    },
}

/// `--json`, where an answer can be one.
#[derive(Args)]
pub struct Answer {
    /// Answer in JSON, for programs
    #[arg(long)]
    pub json: bool,
}

/// `rekey owner …`
#[derive(Subcommand)]
pub enum Owner {
    /// Make an owner and print the link by which the password is chosen
    #[command(after_help = WHERE)]
    Create {
        /// Where notices go; no other account may have it
        #[arg(long, value_name = "ADDRESS")]
        email: String,
        /// The person's name
        #[arg(long)]
        name: String,
        /// To sign in with besides
        #[arg(long)]
        username: Option<String>,
        /// How to answer
        #[command(flatten)]
        answer: Answer,
    },
    /// Ask for the PIN of the only owner left, and print a link for it
    #[command(after_help = WHERE)]
    Recover {
        /// The owner's username or email
        identifier: String,
        /// Although another owner is there who could help
        #[arg(long, requires = "reason")]
        even_so: bool,
        /// Why; it is kept in the owner's history
        #[arg(long, value_name = "TEXT", requires = "even_so")]
        reason: Option<String>,
        /// Read the PIN from standard input instead of asking for it
        #[arg(long)]
        pin_stdin: bool,
        /// How to answer
        #[command(flatten)]
        answer: Answer,
    },
}

/// `rekey accounts …`
#[derive(Subcommand)]
pub enum Accounts {
    /// Make the accounts of a file that are not there yet; those that are there stay as they are
    #[command(after_help = WHERE, after_long_help = format!("{COLUMNS_HELP}\n\n{WHERE}"))]
    Import {
        /// CSV with a header row, or JSON lines; `-` is standard input
        file: PathBuf,
        /// How to answer
        #[command(flatten)]
        answer: Answer,
    },
    /// Write every account, in the columns that an import takes
    #[command(after_help = WHERE)]
    Export {
        /// JSON lines instead of CSV
        #[arg(long)]
        json: bool,
        /// CSV, as without it
        #[arg(long, conflicts_with = "json")]
        csv: bool,
        /// Password hashes too
        #[arg(long)]
        with_hashes: bool,
        /// Into this file, for its owner alone, instead of to standard output
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

const COLUMNS_HELP: &str = "\
Columns (all of them optional, in any order; an empty cell is none; a row needs a username or an email):
  username, email, name, tenant, locale
  role           user (also when empty), admin, owner
  standing       active (also when empty), invited, expired, disabled
  sso_provider, sso_url
  password_hash  of bcrypt ($2a$ $2b$ $2y$), scrypt ($scrypt$, Django's scrypt$), PBKDF2 (passlib's $pbkdf2…$,
                 Django's pbkdf2_…$), Argon2 ($argon2id$, Django's argon2$), Django's bcrypt$ and bcrypt_sha256$;
                 each is replaced by Rekey's own at the next sign-in
  password       in clear, to try things with; with --data alone";

/// `rekey keys …`
#[derive(Subcommand)]
pub enum Keys {
    /// Make a key and print its token, once
    #[command(after_help = WHERE)]
    Create {
        /// What it is for
        #[arg(long)]
        name: String,
        /// What it may do; give it twice for both
        #[arg(long = "scope", required = true, value_enum)]
        scopes: Vec<Scope>,
        /// It never acts above this role; wanted with the scope admin
        #[arg(long, value_name = "ROLE", value_parser = role)]
        highest_role: Option<Role>,
        /// It never acts outside this tenant
        #[arg(long)]
        tenant: Option<String>,
        /// How long it is good for, like 90d; for ever without
        #[arg(long, value_name = "DURATION")]
        expires: Option<String>,
        /// How to answer
        #[command(flatten)]
        answer: Answer,
    },
    /// List the keys, never their tokens
    #[command(after_help = WHERE)]
    List {
        /// How to answer
        #[command(flatten)]
        answer: Answer,
    },
    /// Revoke a key: its next call is refused
    #[command(after_help = WHERE)]
    Revoke {
        /// As `keys list` shows it
        id: String,
        /// How to answer
        #[command(flatten)]
        answer: Answer,
    },
}

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scope {
    /// Verify credentials for an application
    Verify,
    /// Administer, for an account that each call names
    Admin,
}

fn role(name: &str) -> Result<Role, String> {
    Role::from_name(name).ok_or_else(|| "user, admin or owner".to_owned())
}

/// `rekey mail …`
#[derive(Subcommand)]
pub enum Mail {
    /// Tell what stands between this installation and its mails; exits 1 if something keeps them from going out
    #[command(after_help = WHERE)]
    Doctor {
        /// An address that gets no mail
        #[arg(long, value_name = "ADDRESS")]
        to: Option<String>,
        /// Send it a sample
        #[arg(long, requires = "to")]
        send: bool,
        /// How to answer
        #[command(flatten)]
        answer: Answer,
    },
}
