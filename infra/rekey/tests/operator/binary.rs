//! The program itself: what scripts see.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use rekey::emulators::Emulators;

use crate::world::{Folder, token_in};

fn rekey(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rekey"))
        .arg("--data")
        .arg(data)
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn exits(output: &Output, code: i32) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{told}");
    told
}

#[test]
fn each_end_has_its_exit_code() {
    let folder = Folder::new();
    let data = folder.path().join("data");
    let create = [
        "owner",
        "create",
        "--email",
        "olga@example.com",
        "--name",
        "Olga",
    ];
    let made = rekey(&data, &create);
    exits(&made, 0);
    assert_eq!(token_in(&String::from_utf8(made.stdout).unwrap()).len(), 64);
    assert!(exits(&rekey(&data, &create), 4).starts_with("rekey: another account has this email"));
    exits(
        &rekey(
            &data,
            &["owner", "create", "--email", "nonsense", "--name", "N"],
        ),
        2,
    );
    exits(&rekey(&data, &["owner", "create"]), 2);
    exits(
        &rekey(
            &data,
            &["owner", "recover", "olga@example.com", "--even-so"],
        ),
        2,
    );
    exits(
        &rekey(
            &data,
            &["owner", "recover", "olga@example.com", "--pin-stdin"],
        ),
        4,
    );
    let file = folder.path().join("accounts.csv");
    std::fs::write(&file, "username,role\nana,user\nben,king\n").unwrap();
    let file = file.to_str().unwrap();
    exits(&rekey(&data, &["accounts", "import", file]), 3);
    let json = rekey(&data, &["accounts", "import", file, "--json"]);
    exits(&json, 3);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        (&json["created"], &json["unchanged"]),
        (&0.into(), &1.into())
    );
    assert_eq!(json["refused"][0]["column"], "role");
    exits(&rekey(&data, &["accounts", "import", "/not/there.csv"]), 1);
    exits(
        &rekey(&folder.path().join("other"), &["accounts", "export"]),
        1,
    );
    let exported = rekey(&data, &["accounts", "export"]);
    exits(&exported, 0);
    assert_eq!(
        String::from_utf8(exported.stdout).unwrap().lines().count(),
        3
    );
}

#[test]
fn a_setting_that_cannot_be_used_is_named_whatever_is_done() {
    let folder = Folder::new();
    let create = [
        "owner",
        "create",
        "--email",
        "olga@example.com",
        "--name",
        "O",
    ];
    // So that it ends, whatever it takes.
    let serve = ["--port", "0", "--accounts", "/not/there.csv"];
    let no_text = OsStr::from_bytes(b"M\xfcller <mail@example.com>");
    for (name, value) in [
        ("MAIL_FROM", no_text),
        ("MANUAL_SET", no_text),
        ("LINK_KEYS", OsStr::new("")),
    ] {
        let mut on_aws = Command::new(env!("CARGO_BIN_EXE_rekey"));
        on_aws
            .args(create)
            .env("BASE_URL", "https://reset.example.com");
        let mut on_folder = Command::new(env!("CARGO_BIN_EXE_rekey"));
        on_folder.args(create).arg("--data").arg(folder.path());
        let mut local = Command::new(env!("CARGO_BIN_EXE_rekey"));
        local.args(serve);
        for program in [&mut on_aws, &mut on_folder, &mut local] {
            let output = program.env(name, value).output().expect("it starts");
            let told = exits(&output, 1);
            assert!(told.contains(&format!("the setting {name}")), "{told}");
        }
    }
}

#[tokio::test]
async fn a_folder_that_a_program_uses_is_left_alone() {
    let folder = Folder::new();
    let running = Emulators::start(Some(folder.path()), "rekey-")
        .await
        .unwrap();
    let told = exits(&rekey(folder.path(), &["keys", "list"]), 1);
    assert!(
        told.contains("another program uses the data folder"),
        "{told}"
    );
    drop(running);
    exits(&rekey(folder.path(), &["keys", "list"]), 0);
}

#[test]
fn completions_are_made_for_the_usual_shells() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = rekey(folder.path(), &["completions", shell]);
        exits(&output, 0);
        assert!(
            String::from_utf8(output.stdout)
                .unwrap()
                .contains("recover"),
            "{shell}"
        );
    }
}

#[test]
fn the_help_tells_the_exit_codes() {
    let folder = Folder::new();
    for arguments in [
        &["--help"][..],
        &["owner", "recover", "--help"],
        &["accounts", "import", "--help"],
    ] {
        let output = rekey(folder.path(), arguments);
        exits(&output, 0);
        let help = String::from_utf8(output.stdout).unwrap();
        assert!(help.contains("refused by a rule"), "{help}");
    }
}

fn serving(data: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_rekey"))
        .args(["--port", "0", "--data"])
        .arg(data)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

fn ends_well_on(signal: &str, program: Child) {
    let id = program.id().to_string();
    let sent = Command::new("kill").args(["-s", signal, &id]).status();
    assert!(sent.expect("a kill").success(), "{signal}");
    let output = program.wait_with_output().expect("it ends");
    assert_eq!(exits(&output, 0), "", "{signal}");
}

#[test]
fn a_signal_sent_at_the_ready_line_ends_the_program_well() {
    for arguments in [&[][..], &["emulators"]] {
        for signal in ["TERM", "INT"] {
            let folder = Folder::new();
            let mut program = serving(folder.path(), arguments);
            let printed = program.stdout.as_mut().expect("its output is ours");
            let mut lines = BufReader::new(printed)
                .lines()
                .map(|line| line.expect("text"));
            assert!(lines.any(|line| line.contains("ready: http://")));
            ends_well_on(signal, program);
        }
    }
}

#[test]
fn a_signal_sent_during_the_start_ends_the_program_well() {
    for arguments in [&[][..], &["emulators"]] {
        for signal in ["TERM", "INT"] {
            let folder = Folder::new();
            let data = folder.path().join("data");
            let program = serving(&data, arguments);
            // The first thing that a start leaves behind; accounts are still to be made.
            while !data.exists() {
                std::thread::yield_now();
            }
            ends_well_on(signal, program);
        }
    }
}
