//! What was promised of the deployed installation, as far as the template shows it.

use rekey::template::{functions, resources, template};
use serde_json::Value;

const PUBLIC_PATIENCE: i64 = 10;
const API_PATIENCE: i64 = 30;
/// How long a worker's claim on a piece of work holds.
const CLAIM: i64 = 60;

/// Every statement of every role, with the role's logical id.
fn statements() -> Vec<(&'static str, &'static Value)> {
    let of_role = |(id, role): (&'static str, &'static Value)| {
        let policies = role["Policies"].as_array().into_iter().flatten();
        policies
            .flat_map(|policy| {
                policy["PolicyDocument"]["Statement"]
                    .as_array()
                    .into_iter()
                    .flatten()
            })
            .map(move |statement| (id, statement))
    };
    resources("AWS::IAM::Role").flat_map(of_role).collect()
}

fn only(kind: &str) -> &'static Value {
    let mut all = resources(kind);
    let (_, properties) = all.next().unwrap_or_else(|| panic!("a {kind}"));
    assert!(all.next().is_none(), "one {kind}");
    properties
}

// T-1201
#[test]
fn no_role_has_a_star_but_where_iam_knows_nothing_smaller() {
    assert!(statements().len() > 50);
    for (role, statement) in statements() {
        assert_eq!(statement["Effect"], "Allow");
        assert!(statement["NotAction"].is_null() && statement["NotResource"].is_null());
        let actions = statement["Action"].to_string();
        assert!(!actions.contains('*'), "{role}: {actions}");
        if actions != r#"["ses:GetSuppressedDestination"]"# {
            let resource = statement["Resource"].to_string();
            assert!(
                !resource.contains('*') && resource != "null",
                "{role}: {resource}"
            );
        }
    }
}

// T-1202
#[test]
fn every_function_has_a_role_of_its_own_and_may_write_its_log() {
    for (name, properties) in functions() {
        let role = properties["Role"]["Fn::GetAtt"]
            .as_str()
            .and_then(|role| role.strip_suffix(".Arn"));
        let role = &template()["Resources"][role.expect("a role")]["Properties"];
        assert_eq!(
            role["ManagedPolicyArns"].to_string(),
            r#"[{"Ref":"WriteLogs"}]"#,
            "{name}"
        );
        assert!(properties["Policies"].is_null(), "{name}");
    }
}

// T-1204
#[test]
fn a_domain_of_ones_own_has_tls_1_2_and_no_second_door() {
    let api = only("AWS::ApiGatewayV2::Api");
    assert_eq!(
        api["DisableExecuteApiEndpoint"].to_string(),
        r#"{"Fn::If":["HasDomain",true,false]}"#
    );
    let domain = only("AWS::ApiGatewayV2::DomainName");
    assert_eq!(
        domain["DomainNameConfigurations"][0]["SecurityPolicy"],
        "TLS_1_2"
    );
}

// T-1206
#[test]
fn functions_end_before_those_who_wait_for_them() {
    let globals = &template()["Globals"]["Function"];
    for (name, properties) in functions() {
        let timeout = properties["Timeout"]
            .as_i64()
            .or(globals["Timeout"].as_i64())
            .expect("a time-out");
        let waits = if properties["Events"].is_null() {
            API_PATIENCE
        } else {
            CLAIM
        };
        // Not below the nine seconds after which a function itself answers 503.
        assert!(
            (PUBLIC_PATIENCE..waits).contains(&timeout),
            "{name}: {timeout}"
        );
    }
}

// T-1206
#[test]
fn no_function_is_given_a_secret_or_told_to_trace() {
    let globals = &template()["Globals"]["Function"];
    let of_functions = functions().map(|(_, properties)| properties);
    for properties in of_functions.chain([globals]) {
        assert!(properties["Tracing"].is_null());
        for (name, _) in properties["Environment"]["Variables"]
            .as_object()
            .into_iter()
            .flatten()
        {
            assert!(
                !["LINK_KEYS", "PEPPER_KEYS"].contains(&name.as_str()),
                "{name}"
            );
        }
    }
}

// T-1206
#[test]
fn logs_are_kept_for_so_long_and_the_access_log_has_neither_path_nor_query() {
    for (id, group) in resources("AWS::Logs::LogGroup") {
        assert_eq!(group["RetentionInDays"]["Ref"], "LogRetentionDays", "{id}");
    }
    assert_eq!(
        template()["Globals"]["Function"]["LoggingConfig"]["LogGroup"]["Ref"],
        "FunctionLogs"
    );
    let format = only("AWS::ApiGatewayV2::Stage")["AccessLogSettings"]["Format"]
        .as_str()
        .expect("a format");
    serde_json::from_str::<Value>(format).expect("each line is JSON");
    for told in ["path", "querystring", "rawQuery", "protocol\"", "userAgent"] {
        assert!(!format.contains(told), "{told}");
    }
}

// T-605, T-1209
#[test]
fn mails_go_over_tls_end_in_time_and_are_not_tracked() {
    let set = only("AWS::SES::ConfigurationSet");
    assert_eq!(set["DeliveryOptions"]["TlsPolicy"], "REQUIRE");
    assert!(set["TrackingOptions"].is_null() && set["VdmOptions"].is_null());
    let destination = &only("AWS::SES::ConfigurationSetEventDestination")["EventDestination"];
    assert_eq!(destination["Enabled"], true);
    let kinds: Vec<_> = destination["MatchingEventTypes"]
        .as_array()
        .expect("kinds")
        .iter()
        .map(|kind| kind.as_str())
        .collect();
    for wanted in [
        "DELIVERY",
        "DELIVERY_DELAY",
        "BOUNCE",
        "COMPLAINT",
        "REJECT",
    ] {
        assert!(kinds.contains(&Some(wanted)), "{wanted}");
    }
    assert!(!kinds.contains(&Some("OPEN")) && !kinds.contains(&Some("CLICK")));
}

// T-1209
#[test]
fn no_mail_is_tried_for_longer_than_its_link_is_re_sent() {
    let patience = &only("AWS::SES::ConfigurationSet")["DeliveryOptions"]["MaxDeliverySeconds"];
    assert_eq!(
        patience.to_string(),
        r#"{"Fn::FindInMap":["MailPatience","Seconds",{"Ref":"Preset"}]}"#
    );
    let seconds = template()["Mappings"]["MailPatience"]["Seconds"]
        .as_object()
        .expect("a mapping");
    let presets = template()["Parameters"]["Preset"]["AllowedValues"]
        .as_array()
        .expect("presets");
    assert_eq!(seconds.len(), presets.len());
    for preset in presets.iter().filter_map(Value::as_str) {
        let patience = seconds[preset].as_i64().expect("a number");
        let lifetimes = domain::Lifetimes::new(
            domain::Preset::from_name(preset).expect("a preset"),
            domain::lifetime::Named::default(),
        );
        let lifetimes = lifetimes.expect("a preset fits itself");
        let window = lifetimes.window_of(lifetimes.of(domain::Origin::SelfService));
        assert!(
            (300..=50_400.min(window.as_secs())).contains(&patience),
            "{preset}"
        );
    }
}

/// The worker names the records that failed; the others must not come again with them, nor wait for them for ever.
#[test]
fn the_outboxs_stream_holds_nothing_up_and_loses_nothing() {
    let (_, deliver) = functions()
        .find(|(name, _)| *name == "deliver")
        .expect("the worker");
    let stream = &deliver["Events"]["Outbox"]["Properties"];
    assert_eq!(stream["Stream"]["Fn::GetAtt"], "OutboxTable.StreamArn");
    let filters = stream["FilterCriteria"]["Filters"].to_string();
    assert_eq!(filters, r#"[{"Pattern":"{\"eventName\":[\"INSERT\"]}"}]"#);
    let answers = &stream["FunctionResponseTypes"];
    assert_eq!(answers.to_string(), r#"["ReportBatchItemFailures"]"#);
    assert_eq!(stream["BisectBatchOnFunctionError"], true);
    assert!(stream["MaximumRetryAttempts"].as_i64().is_some());
    let failed = &stream["DestinationConfig"]["OnFailure"]["Destination"];
    assert_eq!(failed["Fn::GetAtt"], "FailedWork.Arn");
}

/// At one metric, or at several together.
fn looks_at(alarm: &Value, metric: &str) -> bool {
    let mut several = alarm["Metrics"].as_array().into_iter().flatten();
    alarm["MetricName"] == metric
        || several.any(|one| one["MetricStat"]["Metric"]["MetricName"] == metric)
}

/// An application whose bus is gone would not be told, and nobody would know.
#[test]
fn the_applications_bus_is_held_by_a_rule_and_told_from_the_streams_beginning() {
    let resources = &template()["Resources"];
    let pipe = &resources["AccountChanges"];
    let start = &pipe["Properties"]["SourceParameters"]["DynamoDBStreamParameters"];
    assert_eq!(start["StartingPosition"], "TRIM_HORIZON");
    let held = pipe["DependsOn"].as_str().expect("one name");
    let rule = &resources[held];
    assert_eq!(rule["Type"], "AWS::Events::Rule");
    assert_eq!(rule["Condition"], pipe["Condition"]);
    assert_eq!(rule["Properties"]["EventBusName"]["Ref"], "EventBusArn");
}

// T-1210
#[test]
fn every_alarm_says_what_to_do_and_tells_somebody() {
    let text = include_str!("../../infra/observability.yaml");
    let watching = rekey::template::read(text);
    let alarms: Vec<_> = watching["Resources"]
        .as_object()
        .expect("resources")
        .values()
        .filter(|resource| resource["Type"] == "AWS::CloudWatch::Alarm")
        .map(|alarm| &alarm["Properties"])
        .collect();
    for alarm in &alarms {
        let description = alarm["AlarmDescription"].as_str().expect("a text");
        assert!(description.len() > 100, "{description}");
        assert_eq!(alarm["AlarmActions"][0]["Ref"], "Alarms");
    }
    for metric in [
        "Reputation.BounceRate",
        "Reputation.ComplaintRate",
        "MailOutcome",
        "ApproximateNumberOfMessagesVisible",
        "OutboxAge",
        "5xx",
        "Throttles",
        "LimitsUnreachable",
        "MailBudgetSpent",
        "Errors",
        "ExecutionFailed",
        "ExecutionPartiallyFailed",
        "ExecutionTimeout",
    ] {
        assert!(
            alarms.iter().any(|alarm| looks_at(alarm, metric)),
            "{metric}"
        );
    }
    for outcome in ["rejected", "paused"] {
        let is_it = |alarm: &&&Value| {
            let mut dimensions = alarm["Dimensions"].as_array().into_iter().flatten();
            dimensions.any(|dimension| dimension["Value"] == outcome)
        };
        let alarm = alarms.iter().find(is_it).expect(outcome);
        assert_eq!(alarm["MetricName"], "MailOutcome");
    }
}
