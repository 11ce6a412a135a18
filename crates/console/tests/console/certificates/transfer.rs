//! All certificates of an application as one file, taken over by another and by the same.

use console::Error;
use domain::application::lifecycle::Refusal;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::CredentialError;
use domain::field::{Field, InvalidField, Problem};

use super::form::{Form, NAMES};
use super::{Desk, Vendors};
use crate::common::{self, *};
use crate::on_both;

const PASSPHRASE: &str = "a passphrase for the file";

impl Desk<'_> {
    async fn export(&self, app: Sdkappid) -> String {
        let certificates = self.certificates();
        let token = certificates.export(app, &password(PASSWORD), &password(PASSPHRASE)).await.unwrap();
        certificates.exported(app, &token).await.unwrap().unwrap()
    }

    async fn open(&self, app: Sdkappid, file: &str, passphrase: &str) -> Result<String, Error> {
        self.open_bytes(app, file.as_bytes(), passphrase).await
    }

    async fn open_bytes(&self, app: Sdkappid, file: &[u8], passphrase: &str) -> Result<String, Error> {
        self.certificates().open_file(app, file, &password(passphrase)).await
    }

    /// What the file of that token would do: `+` adds, `~` changes, `*` changes with the secret, `=` leaves.
    async fn plan(&self, app: Sdkappid, token: &str) -> String {
        let import = self.certificates().opened(app, token).await.unwrap().unwrap();
        let step = |step: &domain::certificate::ImportStep| match &step.before {
            None => '+',
            Some(_) if step.is_same => '=',
            Some(_) if step.secret_changes => '*',
            Some(_) => '~',
        };
        import.steps.iter().map(step).collect()
    }
}

fn wrong<T>(result: Result<T, Error>) -> Vec<InvalidField> {
    match result {
        Err(Error::Invalid(wrong)) => wrong,
        _ => panic!("it was taken"),
    }
}

on_both!(a_passphrase_fits_however_it_is_composed, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    desk.add(&Form::of(NAMES[0], vendors.folder())).await;
    let (composed, decomposed) = ("비밀번호는 아주 길다 é", "비밀번호는 아주 길다 e\u{301}");
    for (typed, typed_again) in [(composed, decomposed), (decomposed, composed), (decomposed, decomposed)] {
        let certificates = desk.certificates();
        let token = certificates.export(desk.app, &password(PASSWORD), &password(typed)).await.unwrap();
        let file = certificates.exported(desk.app, &token).await.unwrap().unwrap();
        let opened = desk.open(desk.app, &file, typed_again).await.unwrap();
        assert_eq!(desk.plan(desk.app, &opened).await, "=");
        let other = wrong(desk.open(desk.app, &file, "비밀번호는 아주 길다 e").await);
        assert_eq!(other[0].problem, Problem::File(CredentialError::WrongPassphrase));
    }
});

on_both!(a_file_goes_to_another_application_and_back, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    for name in NAMES {
        desk.add(&Form::of(name, vendors.folder())).await;
    }
    let file = desk.export(desk.app).await;
    let other = desk.world.create(&desk.owner, "Other").await;
    let token = desk.open(other, &file, PASSPHRASE).await.unwrap();
    assert_eq!(desk.plan(other, &token).await, "+".repeat(NAMES.len()));
    // It is of one application and browser.
    assert!(desk.certificates().opened(desk.app, &token).await.unwrap().is_none());
    let elsewhere = desk.certificates().import(desk.app, &token).await;
    assert!(matches!(elsewhere, Err(Error::Refused(Refusal::FileNotKept))));
    let imported = desk.certificates().import(other, &token).await.unwrap();
    assert_eq!((imported.added, imported.changed), (NAMES.len(), 0));
    // Twice is once.
    let again = desk.certificates().import(other, &token).await;
    assert!(matches!(again, Err(Error::Refused(Refusal::Meanwhile))));

    let ours = desk.list().await.certificates;
    let theirs = desk.certificates().list(other).await.unwrap().certificates;
    assert_eq!(theirs.len(), ours.len());
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_ne!(ours.id, theirs.id);
        assert_eq!(
            (&ours.name, &ours.facts, ours.is_default),
            (&theirs.name, &theirs.facts, theirs.is_default)
        );
        assert_eq!((&ours.click_action, &ours.settings), (&theirs.click_action, &theirs.settings));
        // The secrets came along: the vendors take them.
        let health = desk.certificates().check(other, theirs.id).await.unwrap();
        assert_eq!(health, domain::certificate::Health::Proven { at: NOW }, "{}", theirs.name);
    }
    // What is there already stays as it is, numbers and all.
    let token = desk.open(desk.app, &file, PASSPHRASE).await.unwrap();
    assert_eq!(desk.plan(desk.app, &token).await, "=".repeat(NAMES.len()));
    let imported = desk.certificates().import(desk.app, &token).await.unwrap();
    assert_eq!((imported.added, imported.changed), (0, 0));
    assert_eq!(desk.list().await.certificates, ours);
});

on_both!(what_changed_meanwhile_is_shown_and_brought_back, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let [kept, renamed, replaced, deleted] = ["xiaomi", "huawei", "oppo", "fcm"];
    let folder = vendors.folder();
    let kept = desk.add(&Form::of(kept, folder)).await;
    let renamed_id = desk.add(&Form::of(renamed, folder)).await;
    let replaced_id = desk.add(&Form::of(replaced, folder)).await;
    let deleted_id = desk.add(&Form::of(deleted, folder)).await;
    let file = desk.export(desk.app).await;
    let before = desk.list().await.certificates;

    let form = Form::of(renamed, folder).without_secrets().with(Field::CertificateName, "Renamed");
    desk.edit(renamed_id, &form).await.unwrap();
    desk.edit(replaced_id, &Form::other(replaced, folder)).await.unwrap();
    desk.certificates().delete(desk.app, deleted_id).await.unwrap();
    let token = desk.open(desk.app, &file, PASSPHRASE).await.unwrap();
    assert_eq!(desk.plan(desk.app, &token).await, "=~*+");

    // Somebody saves between the comparison and its confirmation: nothing is taken over.
    desk.certificates().make_default(desk.app, kept).await.unwrap();
    let late = desk.certificates().import(desk.app, &token).await;
    assert!(matches!(late, Err(Error::Refused(Refusal::Meanwhile))));
    assert_eq!(desk.one(renamed_id).await.name.as_str(), "Renamed");

    let token = desk.open(desk.app, &file, PASSPHRASE).await.unwrap();
    let imported = desk.certificates().import(desk.app, &token).await.unwrap();
    assert_eq!((imported.added, imported.changed), (1, 2));
    let after = desk.list().await.certificates;
    for (before, after) in before.iter().zip(&after) {
        assert_eq!((&before.name, &before.facts), (&after.name, &after.facts));
    }
    // A number is never used again.
    assert_ne!(after[3].id, deleted_id);
    assert_eq!(after[2].id, replaced_id);
});

on_both!(a_file_opens_with_its_passphrase_and_unaltered_alone, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    desk.add(&Form::of("huawei", vendors.folder())).await;
    let file = desk.export(desk.app).await;
    let not_opened = vec![InvalidField {
        field: Field::Passphrase,
        problem: Problem::File(CredentialError::WrongPassphrase),
    }];
    let no_file =
        vec![InvalidField { field: Field::File, problem: Problem::File(CredentialError::NotAnExport) }];

    assert_eq!(wrong(desk.open(desk.app, &file, "another passphrase").await), not_opened);
    let altered = file.replace("Our huawei", "Not ours");
    assert_ne!(altered, file);
    assert_eq!(wrong(desk.open(desk.app, &altered, PASSPHRASE).await), not_opened);
    for other in ["{}", "[]", "no JSON", &file[..file.len() / 2], &file.replace("-1\"", "-2\"")] {
        assert_eq!(wrong(desk.open(desk.app, other, PASSPHRASE).await), no_file, "{other}");
    }
    assert_eq!(
        wrong(desk.open(desk.app, "", PASSPHRASE).await)[0].problem,
        Problem::File(CredentialError::Empty)
    );

    // Secrets leave for whoever gives the person's password alone.
    let certificates = desk.certificates();
    let stranger = certificates.export(desk.app, &password("not the password"), &password(PASSPHRASE)).await;
    assert_eq!(wrong(stranger)[0].field, Field::Password);
    let theirs = desk.world.somebody_else("other@example.com").await;
    let theirs = desk.world.console.acting_as(&theirs).certificates();
    assert!(matches!(
        theirs.open_file(desk.app, file.as_bytes(), &password(PASSPHRASE)).await,
        Err(Error::NotFound)
    ));
});

on_both!(a_file_that_was_saved_again_in_another_encoding_is_read, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    for name in ["xiaomi", "p12"] {
        desk.add(&Form::of(name, vendors.folder())).await;
    }
    let file = desk.export(desk.app).await;
    let marked = format!("\u{feff}{file}");
    let utf16 =
        |text: &str, write: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(write).collect::<Vec<u8>>();
    for bytes in [
        marked.clone().into_bytes(),
        file.replace('\n', "\r\n").into_bytes(),
        utf16(&marked, u16::to_le_bytes),
        utf16(&marked, u16::to_be_bytes),
        utf16(&file, u16::to_le_bytes),
    ] {
        let token = desk.open_bytes(desk.app, &bytes, PASSPHRASE).await.unwrap();
        assert_eq!(desk.plan(desk.app, &token).await, "==");
    }
});
