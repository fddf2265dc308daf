//! `cargo run`: everything on one machine; with a command, the operator's tool. Parses and prints, no more.

use std::convert::Infallible;
use std::future::pending;
use std::io::{self, Write};
use std::process::ExitCode;

use adapters::App;
use adapters::log::chain;
use clap::{CommandFactory as _, Parser as _};
use rekey::accounts_file::Passwords;
use rekey::arguments::{Accounts, Answer, Arguments, Command, Keys, Mail, Owner, Scope};
use rekey::commands::operator::{Needs, Operator};
use rekey::commands::{
    Error, Form, Outcome, accounts_export, accounts_import, keys, mail_doctor, owner_create,
    owner_recover,
};
use rekey::{Options, Stack, Surroundings};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use zeroize::Zeroizing;

/// What becomes of a program that serves: it cannot start, or it runs until it is told to end.
type Ran<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = Arguments::parse();
    log_to_standard_error(arguments.command.as_ref());
    match arguments.command.take() {
        None => ended(until_told_to_end(Box::pin(run_stack(arguments))).await),
        Some(Command::Emulators) => {
            ended(until_told_to_end(Box::pin(run_emulators(arguments))).await)
        }
        Some(command) => match run(&arguments, command).await {
            Ok(outcome) => ExitCode::from(outcome.exit_code()),
            Err(error) => {
                eprintln!("rekey: {}", chain(&error));
                ExitCode::from(error.exit_code())
            }
        },
    }
}

fn ended(ran: Ran<()>) -> ExitCode {
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Rekey cannot start: {}", chain(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments, command: Command) -> Result<Outcome, Error> {
    let open = |needs| Operator::open(arguments.data.as_deref(), arguments.port, needs);
    let out = &mut io::stdout();
    match command {
        Command::Owner(command) => {
            let needs = match command {
                Owner::Create { .. } => Needs::PLACE,
                Owner::Recover { .. } => Needs::DATA,
            };
            owner(&open(needs.and_links()).await?.app, command, out).await
        }
        Command::Accounts(command) => {
            let needs = match command {
                Accounts::Import { .. } => Needs::PLACE,
                Accounts::Export { .. } => Needs::DATA,
            };
            accounts(&open(needs).await?, command, out).await
        }
        Command::Keys(command) => {
            let needs = match command {
                Keys::Create { .. } => Needs::PLACE,
                Keys::List { .. } | Keys::Revoke { .. } => Needs::DATA,
            };
            service_keys(&open(needs).await?.app, command, out).await
        }
        Command::Mail(command) => mail(&open(Needs::DATA).await?.app, command, out).await,
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "rekey", out);
            Ok(Outcome::Done)
        }
        Command::Emulators => unreachable!("it is no operator's command"),
    }
}

async fn owner(app: &App, command: Owner, out: &mut impl Write) -> Result<Outcome, Error> {
    match command {
        Owner::Create {
            email,
            name,
            username,
            answer,
        } => {
            let owner = owner_create::NewOwner {
                email: &email,
                name: &name,
                username: username.as_deref(),
            };
            owner_create::run(app, &owner, form(&answer), out).await
        }
        Owner::Recover {
            identifier,
            even_so: _,
            reason,
            pin_stdin,
            answer,
        } => {
            let recovery = owner_recover::Recovery {
                identifier: &identifier,
                even_so: reason.as_deref(),
            };
            let ask = || ask_pin(pin_stdin);
            owner_recover::run(app, &recovery, ask, form(&answer), out).await
        }
    }
}

/// What is typed is not shown; nothing but a terminal can be asked.
fn ask_pin(standard_input: bool) -> io::Result<Zeroizing<String>> {
    if standard_input {
        let mut line = Zeroizing::new(String::new());
        io::stdin().read_line(&mut line)?;
        return Ok(line);
    }
    rpassword::prompt_password("PIN: ").map(Zeroizing::new)
}

async fn accounts(
    operator: &Operator,
    command: Accounts,
    out: &mut impl Write,
) -> Result<Outcome, Error> {
    let app = &operator.app;
    match command {
        Accounts::Import { file, answer } => {
            let passwords = if operator.is_local {
                Passwords::Hashed
            } else {
                Passwords::Refused
            };
            accounts_import::run(app, &file, passwords, form(&answer), out).await
        }
        Accounts::Export {
            json,
            csv: _,
            with_hashes,
            output,
        } => {
            let form = form(&Answer { json });
            accounts_export::run(app, output.as_deref(), with_hashes, form, out).await
        }
    }
}

async fn service_keys(app: &App, command: Keys, out: &mut impl Write) -> Result<Outcome, Error> {
    match command {
        Keys::Create {
            name,
            scopes,
            highest_role,
            tenant,
            expires,
            answer,
        } => {
            let key = keys::NewKey {
                name: &name,
                may_verify: scopes.contains(&Scope::Verify),
                may_administer: scopes.contains(&Scope::Admin),
                highest_role,
                tenant: tenant.as_deref(),
                expires: expires.as_deref(),
            };
            keys::create(app, &key, form(&answer), out).await
        }
        Keys::List { answer } => keys::list(app, form(&answer), out).await,
        Keys::Revoke { id, answer } => keys::revoke(app, &id, form(&answer), out).await,
    }
}

async fn mail(app: &App, command: Mail, out: &mut impl Write) -> Result<Outcome, Error> {
    let Mail::Doctor { to, send, answer } = command;
    let examination = mail_doctor::Examination {
        to: to.as_deref(),
        send,
    };
    mail_doctor::run(app, &examination, form(&answer), out).await
}

fn form(answer: &Answer) -> Form {
    if answer.json { Form::Json } else { Form::Text }
}

/// Listens for both signals before the work begins: whoever sees the ready line may send one, and so may who does not wait
/// for it.
async fn until_told_to_end(work: impl Future<Output = Ran<Infallible>>) -> Ran<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        ran = work => match ran? {},
        _ = interrupt.recv() => Ok(()),
        _ = terminate.recv() => Ok(()),
    }
}

async fn run_stack(arguments: Arguments) -> Ran<Infallible> {
    let stack = Stack::start(options(arguments)).await?;
    welcome(&stack);
    println!("Rekey is ready: {}", stack.url());
    pending().await
}

fn welcome(stack: &Stack) {
    let url = stack.url();
    if stack.has_demo_accounts() {
        println!("Sign in as      olivia@example.com (owner) or adam@example.com (admin of acme)");
        println!("with password   correct horse battery staple");
    }
    println!("Service key: {}", stack.service_key());
    println!("Mail is caught  {url}/_local/");
    if !stack.has_demo_accounts() {
        println!("Administrators  {url}/console");
        return;
    }
    println!(
        "Try             curl {url}/v1/password-resets -H 'Content-Type: application/json' -d '{{\"identifier\":\"ana@example.com\"}}'"
    );
}

async fn run_emulators(arguments: Arguments) -> Ran<Infallible> {
    let surroundings = Surroundings::start(options(arguments)).await?;
    print!("{surroundings}");
    pending().await
}

fn options(arguments: Arguments) -> Options {
    Options {
        port: arguments.port,
        data: arguments.data,
        accounts: arguments.accounts,
        ..Options::default()
    }
}

/// For the person at the terminal: warnings, unless `LOG_LEVEL` asks for more. An operator's command tells by itself what
/// went wrong.
#[expect(clippy::disallowed_methods, reason = "the local program's own start")]
fn log_to_standard_error(command: Option<&Command>) {
    let usual = match command {
        None | Some(Command::Emulators) => tracing::Level::WARN,
        Some(_) => tracing::Level::ERROR,
    };
    let level = std::env::var("LOG_LEVEL")
        .ok()
        .and_then(|name| name.parse().ok())
        .unwrap_or(usual);
    // The emulated store warns of each condition that did not hold, which is how a store decides.
    let worth_telling =
        filter_fn(|of| *of.level() != tracing::Level::WARN || !of.target().starts_with("dynoxide"));
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(level)
        .finish()
        .with(worth_telling)
        .init();
}
