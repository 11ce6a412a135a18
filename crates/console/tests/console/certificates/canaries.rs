//! Secrets that would be recognised anywhere: after everything that is done with them, they are nowhere.

use std::fmt::{Debug, Display, Write as _};
use std::fs;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::field::Field;
use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use push::credential::parse;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use store::Location;
use vendor_simulator::{PASSWORD, secret_of};

use super::form::{Form, NAMES};
use super::sending::{DEVICE, push_to};
use super::{Delivering, Desk, Vendors};
use crate::common::{self, *};
use crate::on_both;

/// Secrets that vendors refuse begin so, passwords of files too.
const WRONG: &str = "Zq7canary";
const FILE_PASSWORD: &str = "Zq7canary-of-a-file";
/// Secrets that the simulated vendors take begin so; they are told nobody else.
const RIGHT: &str = "secret-of-";
/// How the simulated vendors' tokens of access look, and every signed token.
const TOKENS: [&str; 2] = ["-access-0000", "eyJ"];

/// What people, programs and logs could get to see, and what must not be in it.
struct Watch {
    canaries: Vec<Vec<u8>>,
    said: String,
}

impl Watch {
    fn new() -> Self {
        let texts = [WRONG, RIGHT, TOKENS[0], TOKENS[1]];
        Self { canaries: texts.map(|text| text.as_bytes().to_vec()).into(), said: String::new() }
    }

    /// The key of a PEM, as text and as what it stands for.
    fn pem(&mut self, pem: &str) {
        let lines: Vec<_> = pem.lines().filter(|line| !line.starts_with("---") && line.len() > 24).collect();
        self.canaries.extend(lines.iter().map(|line| line.as_bytes().to_vec()));
        let body: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
        self.der(&BASE64_STANDARD.decode(body).unwrap());
    }

    /// A key. How it begins says of what kind it is.
    fn der(&mut self, der: &[u8]) {
        assert!(der.len() > 100);
        self.canaries.extend(der[36..].chunks_exact(24).map(<[u8]>::to_vec));
    }

    fn saw(&mut self, thing: &impl Debug) {
        writeln!(self.said, "{thing:?}").unwrap();
    }

    fn failed<T>(&mut self, result: Result<T, impl Debug + Display>) {
        let error = result.err().unwrap();
        writeln!(self.said, "{error} {error:?}").unwrap();
    }

    /// The canaries that are in there, as they are or in hexadecimal.
    fn found(&self, place: &[u8]) -> Vec<String> {
        // A character for each byte: texts are searched faster than bytes.
        let text = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
        let digit = |half: u8| char::from_digit(half.into(), 16).unwrap();
        let digits = |byte: &u8| [digit(byte >> 4), digit(byte & 15)];
        let hex = |bytes: &[u8]| bytes.iter().flat_map(digits).collect::<String>();
        let place = text(place);
        let is_there = |own: &&Vec<u8>| place.contains(&text(own)) || place.contains(&hex(own));
        self.canaries.iter().filter(is_there).map(|own| text(own)).collect()
    }
}

/// The whole database: SQLite's files as they are, PostgreSQL's rows as text.
async fn database(fresh: &Fresh) -> Vec<u8> {
    match &fresh.location {
        Location::Sqlite(path) => {
            let files = fs::read_dir(path.parent().unwrap()).unwrap();
            files.flat_map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
        }
        Location::Postgres(address) => {
            let mut connection = PgConnection::connect(address).await.unwrap();
            let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
            let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut connection).await.unwrap();
            let mut all = String::new();
            for table in tables {
                let rows = AssertSqlSafe(format!("SELECT row::text FROM \"{table}\" AS row"));
                let rows: Vec<String> = sqlx::query_scalar(rows).fetch_all(&mut connection).await.unwrap();
                all += &rows.join("\n");
            }
            all.into_bytes()
        }
    }
}

/// The right form, with what is recognised in every secret field of it.
fn right(name: &str, vendors: &Vendors, watch: &mut Watch) -> Form {
    let form = Form::of(name, vendors.folder());
    let text = || String::from_utf8(form.content().to_vec()).unwrap();
    match name {
        "fcm" | "harmony" => {
            let account: serde_json::Value = serde_json::from_str(&text()).unwrap();
            watch.pem(account["private_key"].as_str().unwrap());
        }
        "p8" => watch.pem(&text()),
        "p12" => {
            let opened =
                KeyStore::from_pkcs12(form.content(), PASSWORD, Pkcs12ImportPolicy::Relaxed).unwrap();
            watch.der(opened.private_key_chain().unwrap().1.key().as_der());
            let again = opened.writer(FILE_PASSWORD).write().unwrap();
            return form.with_file("canary.p12", again).with(Field::FilePassword, FILE_PASSWORD);
        }
        _ => {}
    }
    form
}

fn wrong(name: &str, vendors: &Vendors) -> Form {
    let form = Form::other(name, vendors.folder());
    match name {
        "fcm" | "harmony" | "p8" | "p12" => form,
        _ => {
            let secret = form.secret_field();
            form.with(secret, &format!("{WRONG}-of-{name}-that-nobody-knows"))
        }
    }
}

/// The form with what is no credential at all, and still secret.
fn broken(form: &Form) -> Option<Form> {
    let mut content = form.content().to_vec();
    content.truncate(content.len().checked_sub(40)?);
    Some(form.clone().with_file("broken", content))
}

/// Everything that can be done with a certificate.
async fn use_it(desk: &Desk<'_>, name: &str, form: &Form, watch: &mut Watch) {
    let certificates = desk.certificates();
    watch.saw(&form.added());
    watch.saw(&form.edited());
    watch.saw(&parse(&form.added().account, desk.world.console.now()));
    if let Some((file, wanted)) = form.file() {
        watch.saw(&certificates.inspect_file(file, wanted).await.unwrap());
    }
    let id = desk.add(form).await;
    for _ in 0..2 {
        watch.saw(&desk.check(id).await);
        let shown = certificates.test(desk.app, id, push_to(DEVICE)).await.unwrap();
        watch.saw(&shown);
        watch.saw(&certificates.test_result(desk.app, &shown).await.unwrap());
        let saved = desk.edit(id, &form.clone().without_secrets().with(Field::Notes, "edited")).await;
        let saved = saved.unwrap();
        watch.saw(&(saved.facts, saved.warnings));
        certificates.make_default(desk.app, id).await.unwrap();
    }
    let wrong = form.clone().with(Field::FilePassword, &format!("{WRONG}-that-opens-nothing"));
    watch.failed(certificates.edit(desk.app, id, wrong.edited(), 0).await);
    if name == "p12" {
        watch.failed(certificates.add(desk.app, wrong.added()).await);
    }
    if let Some(broken) = broken(form) {
        if let Some((file, wanted)) = broken.file() {
            watch.failed(certificates.inspect_file(file, wanted).await);
        }
        watch.failed(certificates.add(desk.app, broken.added()).await);
    }
}

on_both!(no_secret_is_anywhere_but_sealed, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let delivering = Delivering::start(&desk.world.console);
    let mut watch = Watch::new();
    assert_eq!(secret_of("x"), format!("{RIGHT}x"));
    for name in NAMES {
        let form = right(name, &vendors, &mut watch);
        use_it(&desk, name, &form, &mut watch).await;
        use_it(&desk, name, &wrong(name, &vendors), &mut watch).await;
    }
    drop(delivering);
    let (console, certificates) = (&desk.world.console, desk.certificates());
    let setting = desk.list().await;
    watch.saw(&(&setting.application, &setting.certificates));
    watch.saw(&certificates.client_configuration(desk.app).await.unwrap());
    for ending in certificates.expiries(desk.app).await.unwrap() {
        watch.saw(&(ending.id, ending.name, ending.platform, ending.at));
    }
    watch.saw(&console.all_certificates().await.unwrap());
    watch.saw(
        &fresh.store.all_certificates().await.unwrap().iter().map(|row| &row.certificate).collect::<Vec<_>>(),
    );
    desk.world.advance(std::time::Duration::from_hours(24));
    console.check_certificates().await.unwrap();
    console.run_jobs().await.unwrap();
    watch.saw(&desk.list().await.certificates);
    watch.saw(&desk.world.trail().await);
    let before = database(fresh).await;
    certificates.delete(desk.app, setting.certificates[0].id).await.unwrap();

    desk.world.run("UPDATE certificate SET sealed = (SELECT wrapped FROM data_key)").await;
    for certificate in &setting.certificates[1..] {
        watch.failed(certificates.test(desk.app, certificate.id, push_to(DEVICE)).await);
        watch.saw(&desk.check(certificate.id).await);
    }
    assert!(watch.canaries.len() > 150, "{}", watch.canaries.len());
    assert_eq!(watch.found(watch.said.as_bytes()), [""; 0]);
    let after = database(fresh).await;
    for place in [&before, &after] {
        assert!(place.windows(8).any(|window| window == b"Our vivo"), "what is no secret is found");
        assert_eq!(watch.found(place), [""; 0]);
    }
    // It would have been noticed, in a column of bytes too.
    desk.world
        .run(match &fresh.location {
            Location::Sqlite(_) => "UPDATE certificate SET sealed = x'5a713763616e617279'",
            Location::Postgres(_) => "UPDATE certificate SET sealed = '\\x5a713763616e617279'",
        })
        .await;
    assert_eq!(watch.found(&database(fresh).await), [WRONG]);
    watch.said.push_str("key=secret-of-x");
    assert_eq!(watch.found(watch.said.as_bytes()), [RIGHT]);
});
