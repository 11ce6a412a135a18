use domain::account::permission::Role;

use super::*;

fn read(toml: &str, variables: &[(&str, &str)]) -> Result<Loaded, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("console.toml");
    std::fs::write(&file, toml).unwrap();
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Loaded::read(Some(&file), variables)
}

#[test]
fn the_environment_wins_over_the_file_and_text_stays_text() {
    let loaded = read(
        "listen = '127.0.0.1:4000'\napplication_limit = 7\ntrusted_proxies = ['10.0.0.0/8', '::1']",
        &[
            ("CHAT_CONSOLE_LISTEN", "127.0.0.1:5000"),
            ("CHAT_CONSOLE_SETUP_CODE", "000011112222"),
            ("CHAT_CONSOLE_SESSION_IDLE_HOURS", "2"),
            ("CHAT_CONSOLE_LISTNE", "x"),
            ("DATABASE_URL", "postgres://console:hush@db/chat"),
        ],
    )
    .unwrap();
    let config = &loaded.config;
    assert_eq!(config.listen.port(), 5000);
    assert_eq!(config.application_limit, 7);
    assert_eq!(config.session_idle(), Duration::from_hours(2));
    assert_eq!(config.setup_code.as_ref().unwrap().expose(), "000011112222");
    assert_eq!(loaded.unknown_variables, ["CHAT_CONSOLE_LISTNE"]);
    assert!(matches!(config.location(), store::Location::Postgres(_)));
    assert!(config.trusted_proxies.contain("10.1.2.3".parse().unwrap()));
    assert!(config.trusted_proxies.contain("::ffff:10.1.2.3".parse().unwrap()));
    assert!(!config.trusted_proxies.contain("11.1.2.3".parse().unwrap()));
    assert!(loaded.is_chosen("listen") && !loaded.is_chosen("metrics_listen"));
}

#[test]
fn empty_is_as_unset_for_every_key() {
    let nothing = read("", &[]).unwrap().describe().unwrap();
    let names: Vec<String> = keys().iter().map(|key| environment::variable_of(key)).collect();
    for empty in ["", "  "] {
        let all: Vec<_> = names.iter().map(|name| (name.as_str(), empty)).collect();
        let more = [("CHAT_CONSOLE_DATABASE_URL", empty), ("CHAT_CONSOLE_CONFIG", empty)];
        for variables in all.iter().map(std::slice::from_ref).chain([&all[..], &more[..]]) {
            let loaded = read("", variables).unwrap_or_else(|error| panic!("{variables:?}: {error}"));
            assert_eq!(loaded.describe().unwrap(), nothing, "{variables:?}");
        }
    }
    for key in keys().into_iter().filter(|key| *key != "metrics_listen") {
        let loaded = read(&format!("{key} = ''"), &[]).unwrap_or_else(|error| panic!("{key}: {error}"));
        assert_eq!(loaded.describe().unwrap(), nothing, "{key}");
    }
    // An empty variable leaves the file's word as it is.
    let loaded = read("setup_code = 'ABCD'", &[("CHAT_CONSOLE_SETUP_CODE", "")]).unwrap();
    assert_eq!(loaded.config.setup_code.as_ref().unwrap().expose(), "ABCD");
    for off in ["metrics_listen = ''", "metrics_listen = 'off'"] {
        assert!(read(off, &[]).unwrap().config.metrics_listen.0.is_none(), "{off}");
    }
}

#[test]
fn a_raw_password_is_refused_by_its_key_and_not_repeated() {
    for (variable, address) in [
        ("CHAT_CONSOLE_SMTP_URL", "smtps://kim:hush/25@mail.example.com"),
        ("DATABASE_URL", "postgres://kim:hush#1@db.example.com/console"),
    ] {
        let error = read("", &[(variable, address)]).unwrap_err().to_string();
        assert!(error.contains(variable) && error.contains("percent-encoded"), "{error}");
        assert!(!error.contains("hush"), "{error}");
    }
}

#[test]
fn secrets_are_not_described() {
    let loaded = read(
        "master_key = 'open sesame'\nsetup_code = 'open sesame'",
        &[("DATABASE_URL", "postgres://console:open%20sesame@db/chat?password=sesame")],
    )
    .unwrap();
    for text in [loaded.describe().unwrap(), format!("{:?}", loaded.config)] {
        assert!(!text.contains("sesame") && text.contains("postgres://db/chat"), "{text}");
    }
}

#[test]
fn an_error_names_the_key_and_where_it_stands() {
    for (toml, variables, expected) in [
        ("lisen = '127.0.0.1:1'", &[][..], ["lisen", "console.toml"]),
        ("listen = 'here'", &[][..], ["listen", "console.toml"]),
        ("application_limit = -1", &[][..], ["application_limit", "whole number"]),
        ("", &[("CHAT_CONSOLE_APPLICATION_LIMIT", "many")][..], ["CHAT_CONSOLE_APPLICATION_LIMIT", "many"]),
        ("", &[("CHAT_CONSOLE_PUBLIC_URL", "example.com")][..], ["CHAT_CONSOLE_PUBLIC_URL", "https://"]),
        ("", &[("CHAT_CONSOLE_LOG_FORMAT", "xml")][..], ["CHAT_CONSOLE_LOG_FORMAT", "json"]),
        (
            "",
            &[("CHAT_CONSOLE_TRUSTED_PROXIES", "10.0.0.0/33")][..],
            ["CHAT_CONSOLE_TRUSTED_PROXIES", "10.0.0.0/8"],
        ),
        ("", &[("DATABASE_URL", "mysql://root:hush@db")][..], ["DATABASE_URL", "postgres://"]),
        ("listen = ", &[][..], ["console.toml:1", "TOML"]),
        ("# a\n\napplication_limit = 0", &[][..], ["console.toml:3", "application_limit"]),
        ("# a\nmaster_key = 'hush\n", &[][..], ["console.toml:2", "TOML"]),
        ("listen = '127.0.0.1:1'\nlisten = '127.0.0.1:2'", &[][..], ["console.toml:2", "duplicate key"]),
        ("log = 'info'", &[("CHAT_CONSOLE_LOG_FORMAT", "xml")][..], ["CHAT_CONSOLE_LOG_FORMAT", "json"]),
    ] {
        let error = read(toml, variables).unwrap_err().to_string();
        assert!(expected.iter().all(|part| error.contains(part)), "{expected:?} in: {error}");
        assert!(!error.contains("hush"), "{error}");
    }
    assert!(matches!(Loaded::read(Some(Path::new("/nowhere.toml")), []), Err(ConfigError::NoFile(_))));
}

#[test]
fn a_value_that_is_no_text_is_refused_where_it_is_ours() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;

    let variable = |name: &str| (name.into(), OsString::from_vec(vec![b'/', 0xff]));
    for ours in ["CHAT_CONSOLE_DATA_DIR", "CHAT_CONSOLE_PUSH_FCM", "DATABASE_URL"] {
        let error = text_variables([variable(ours)]).unwrap_err().to_string();
        assert!(error.contains(ours), "{error}");
    }
    let others = [variable("LESSOPEN"), ("HOME".into(), "/root".into())];
    assert_eq!(text_variables(others).unwrap(), [("HOME".to_owned(), "/root".to_owned())]);
}

#[test]
fn what_is_there_and_cannot_be_read_is_not_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let error = Loaded::read(Some(folder.path()), []).unwrap_err();
    assert!(matches!(error, ConfigError::Unreadable { .. }), "{error}");

    let config = Config { data_dir: folder.path().to_owned(), ..Config::default() };
    assert_eq!(config.catalogue_file(), None);
    let catalogue = folder.path().join("catalogue.toml");
    fs::create_dir(&catalogue).unwrap();
    assert_eq!(config.catalogue_file(), Some(catalogue));
}

#[test]
fn syslog_is_a_server_or_a_socket() {
    let target = |text: &str| read(&format!("audit_checkpoint_syslog = '{text}'"), &[]);
    for text in ["udp://log.example.com:514", "udp://[::1]:514", "/dev/log"] {
        assert_eq!(target(text).unwrap().config.audit_checkpoint_syslog.unwrap().to_string(), text);
    }
    for text in
        ["log.example.com:514", "tcp://log:514", "udp://log", "udp://:514", "udp://log:0", "udp://a/b:514"]
    {
        assert!(target(text).unwrap_err().to_string().contains("/dev/log"), "{text}");
    }
}

#[test]
fn every_vendor_has_a_key_for_its_address() {
    for host in Host::ALL {
        let address = format!("https://{}.example", host.key().replace('_', "-"));
        let hosts = read(&format!("{} = '{address}'", host.key()), &[]).unwrap().config.vendors().unwrap();
        for other in Host::ALL {
            let expected = if other == host { address.as_str() } else { other.public() };
            assert_eq!(hosts.at(other), expected, "{other:?}");
        }
        let wrong = read(&format!("{} = 'nowhere'", host.key()), &[]).unwrap().config.vendors();
        assert!(wrong.unwrap_err().starts_with(host.key()));
    }
}

#[test]
fn a_provider_needs_keys_that_fit_together() {
    let provider = |toml: &str| {
        let config = read(toml, &[]).unwrap().config;
        config.provider_policy().and_then(|_| config.provider())
    };
    assert!(provider("").unwrap().is_none());
    let whole = "oidc_issuer = 'https://id.example.com/a/'\noidc_client_id = 'console'\n";
    let settings = provider(&format!("{whole}oidc_client_secret = 'hush'\noidc_second_factors = 'mfa, otp'"));
    let settings = settings.unwrap().unwrap();
    assert_eq!(settings.issuer, "https://id.example.com/a/", "as it calls itself");
    assert_eq!(settings.second_factors, ["mfa", "otp"]);
    assert!(!settings.needs_groups && !format!("{settings:?}").contains("hush"));
    for (toml, key) in [
        ("oidc_issuer = 'https://id.example.com'", "oidc_client_id"),
        ("oidc_client_id = 'console'", "oidc_issuer"),
        ("oidc_client_id = 'console'\noidc_issuer = 'http://id.example.com'", "oidc_issuer"),
        ("oidc_client_id = 'console'\noidc_issuer = 'https://id.example.com?a=b'", "oidc_issuer"),
        ("oidc_client_id = 'console'\noidc_issuer = 'id.example.com'", "oidc_issuer"),
        ("oidc_admit = 'everybody'", "oidc_admit"),
    ] {
        let problem = provider(toml).unwrap_err();
        assert!(problem.starts_with(key), "{toml}: {problem}");
    }
    for (more, key) in [
        ("oidc_scopes = 'email'", "oidc_scopes"),
        ("oidc_ca_file = '/nowhere/ca.pem'", "oidc_ca_file"),
        ("oidc_client_secret_file = '/nowhere/secret'", "oidc_client_secret_file"),
        ("oidc_client_secret_file = '/dev/null'", "oidc_client_secret_file"),
        ("oidc_client_secret_file = '/dev/null'\noidc_client_secret = 'hush'", "oidc_client_secret_file"),
    ] {
        let problem = provider(&format!("{whole}{more}")).unwrap_err();
        assert!(problem.starts_with(key) && !problem.contains("hush"), "{more}: {problem}");
    }
    provider("oidc_issuer = 'http://127.0.0.1:4000'\noidc_client_id = 'console'").unwrap().unwrap();
}

#[test]
fn groups_are_a_table_or_a_text() {
    for roles in
        ["'staff=read_only; CN=Ops,DC=orbit=owner'", "{ staff = 'read_only', 'CN=Ops,DC=orbit' = 'owner' }"]
    {
        let loaded = read(&format!("oidc_roles = {roles}\noidc_admit = 'everybody'"), &[]).unwrap();
        let policy = loaded.config.provider_policy().unwrap();
        assert!(policy.admits_everybody);
        assert_eq!(policy.roles.role_of(&["CN=Ops,DC=orbit".to_owned()]), Some(Role::Owner), "{roles}");
        assert!(loaded.describe().unwrap().contains("\"CN=Ops,DC=orbit=owner; staff=read_only\""));
    }
    let error = read("oidc_roles = 'staff=root'", &[]).unwrap_err().to_string();
    assert!(error.contains("\"root\" is not a role") && error.contains("read_only"), "{error}");
}

#[test]
fn the_sample_file_names_every_key_and_holds_the_defaults() {
    let sample = include_str!("../../../chat-console.toml");
    let uncommented: Vec<&str> = sample
        .lines()
        .map(|line| {
            line.strip_prefix('#').filter(|rest| rest.starts_with(char::is_alphabetic)).unwrap_or(line)
        })
        .collect();
    let loaded = read(&uncommented.join("\n"), &[]).unwrap();
    for key in keys() {
        assert!(loaded.is_chosen(key), "{key} is not in chat-console.toml");
    }
    let defaults = serde_json::to_value(Config::default()).unwrap();
    let sampled = serde_json::to_value(&loaded.config).unwrap();
    for (key, value) in defaults.as_object().unwrap().iter().filter(|(_, value)| !value.is_null()) {
        assert_eq!(&sampled[key], value, "{key}");
    }
}
