//! The form of **Add Certificate** and **Edit**, with the fields of each vendor
//! (docs/facts/push-credentials.md#fields).

use console::AccessSetting;
use domain::certificate::{
    Certificate, ClickAction, Environment, Facts, Importance, MessageClass, MessageType, Platform, Setting,
    Tab, XiaomiRegion,
};
use domain::field::Field;
use domain::language::Language;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::SaveCertificate;
use super::file::file;
use super::look::InspectCertificate;
use super::mark::Mark;
use super::page::Asked;
use super::words::{choice_text, click_text, environment_text, help_text, hint, platform_name};
use crate::certificate::certificate_field;
use crate::failure::Failure;
use crate::markup::Markup;
use crate::text::{push as words, words as common};
use crate::ui::{ErrorSummary, FieldError, Icon, Post, SubmissionToken, TextField};
use crate::written::WrittenDialog;

/// What the fields are filled with, and how they are shown.
struct Form<'a> {
    platform: Platform,
    by_key: bool,
    /// What is edited, if anything is.
    kept: Option<&'a Certificate>,
    failure: RwSignal<Option<Failure>>,
    language: Language,
}

/// **Add Certificate**.
pub(super) fn add(setting: &AccessSetting, asked: &Asked, language: Language) -> WrittenDialog {
    let platform = asked.new_platform();
    let form = Form {
        platform,
        by_key: asked.by_key,
        kept: None,
        failure: Post::to(SaveCertificate::PATH).failure,
        language,
    };
    WrittenDialog {
        title: words::add(language).to_owned(),
        lead: words::add_for(language, platform_name(language, platform), setting.name().as_str()),
        close: asked.base(),
        content: form.view(asked, choices(asked, platform, language)),
    }
}

/// **Edit**.
pub(super) fn edit(
    setting: &AccessSetting,
    certificate: &Certificate,
    asked: &Asked,
    language: Language,
) -> WrittenDialog {
    let platform = certificate.platform;
    let form = Form {
        platform,
        by_key: matches!(certificate.facts, Facts::ApnsKey(_)),
        kept: Some(certificate),
        failure: Post::to(SaveCertificate::PATH).failure,
        language,
    };
    WrittenDialog {
        title: words::edit_title(language).to_owned(),
        lead: words::add_for(language, platform_name(language, platform), setting.name().as_str()),
        close: asked.base(),
        content: form.view(asked, None),
    }
}

/// Which form: one of the platforms of Android, or one of the two credentials of iOS.
fn choices(asked: &Asked, platform: Platform, language: Language) -> Option<AnyView> {
    let base = format!("/applications/{}/push/access?platform={}", asked.sdkappid, asked.tab.code());
    let links: Vec<(String, &'static str, bool)> = match asked.tab {
        Tab::Android => Tab::Android
            .platforms()
            .map(|one| {
                (
                    format!("{base}&vendor={}&dialog=add", one.code()),
                    platform_name(language, one),
                    one == platform,
                )
            })
            .collect(),
        Tab::Ios => vec![
            (format!("{base}&dialog=add&credential_kind=p12"), words::by_p12(language), !asked.by_key),
            (format!("{base}&dialog=add&credential_kind=p8"), words::by_p8(language), asked.by_key),
        ],
        Tab::Harmony => return None,
    };
    let links: Vec<AnyView> = links
        .into_iter()
        .map(|(href, name, current)| {
            let current = current.then_some("true");
            view! { <li><a data-noscroll="" href=href aria-current=current>{name}</a></li> }.into_any()
        })
        .collect();
    Some(view! { <ul class="seg" aria-label=words::platforms(language)>{links}</ul> }.into_any())
}

impl Form<'_> {
    fn view(&self, asked: &Asked, choices: Option<AnyView>) -> Markup {
        let Self { platform, language, failure, .. } = *self;
        let kept = self.kept.map(|certificate| {
            view! {
                <input type="hidden" name="id" value=certificate.id.to_string()/>
                <input type="hidden" name="version" value=certificate.version.to_string()/>
            }
        });
        let kind = if self.by_key { "p8" } else { "p12" };
        let settings: Vec<AnyView> =
            platform.settings().iter().map(|setting| self.setting(*setting)).collect();
        let name = self.kept.map(|certificate| certificate.name.to_string()).unwrap_or_default();
        let notes = self.kept.map(|certificate| certificate.notes.to_string()).unwrap_or_default();
        let content = view! {
            <form method="post" action=SaveCertificate::PATH enctype="multipart/form-data" novalidate="">
                <SubmissionToken/>
                <div class="dialog-body">
                    {choices}
                    <ErrorSummary failure/>
                    <input type="hidden" name="sdkappid" value=asked.sdkappid.to_string()/>
                    <input type="hidden" name="platform" value=platform.code()/>
                    <input type="hidden" name="credential_kind" value=kind/>
                    {kept}
                    <TextField field=Field::CertificateName label=certificate_field(language, Field::CertificateName) failure value=name first=true/>
                    {self.account()}
                    <details class="fold"><summary><Icon name="right" small=true/>{words::where_found(language)}</summary><p class="small soft">{help_text(language, platform, self.by_key)}</p></details>
                    {self.click()}
                    {settings}
                    <TextField field=Field::Notes label=certificate_field(language, Field::Notes) failure value=notes optional=true/>
                    {self.check_on_save()}
                </div>
                <div class="dialog-foot">
                    <span class="grow reason"><Icon name="lock" small=true/>{words::write_only(language)}</span>
                    <a class="btn" data-noscroll="" href=asked.base()>{common::cancel(language)}</a>
                    <button class="btn primary" type="submit" data-busy=words::asking(language, platform.title())>{common::confirm(language)}</button>
                </div>
            </form>
        };
        Markup::new(content.to_html())
    }

    /// The fields of the account at the vendor.
    fn account(&self) -> AnyView {
        let fields: Vec<AnyView> = match self.platform {
            Platform::Xiaomi => vec![
                self.text(Field::PackageName),
                self.text(Field::AppId),
                self.secret(Field::AppSecret),
                self.region(),
            ],
            Platform::Huawei | Platform::Meizu => {
                vec![self.text(Field::PackageName), self.text(Field::AppId), self.secret(Field::AppSecret)]
            }
            Platform::Honor => {
                vec![self.text(Field::AppId), self.text(Field::ClientId), self.secret(Field::ClientSecret)]
            }
            Platform::Oppo => {
                vec![self.text(Field::AppId), self.text(Field::AppKey), self.secret(Field::MasterSecret)]
            }
            Platform::Vivo => {
                vec![self.text(Field::AppId), self.text(Field::AppKey), self.secret(Field::AppSecret)]
            }
            Platform::Fcm | Platform::Harmony => vec![self.file(".json,application/json")],
            Platform::Apns if self.by_key => vec![
                self.file(".p8"),
                self.optional(Field::KeyId),
                self.text(Field::TeamId),
                self.text(Field::BundleId),
                self.environment(),
            ],
            Platform::Apns => {
                let kinds =
                    [("regular", words::regular(self.language)), ("voip", words::voip(self.language))];
                vec![
                    self.file(".p12,.pfx"),
                    self.secret(Field::FilePassword),
                    self.environment(),
                    self.choice(Field::PushKind, &kinds, "regular"),
                ]
            }
        };
        view! { {fields} }.into_any()
    }

    /// What a field was before: typed, or kept.
    fn before(&self, field: Field) -> String {
        let typed = self.failure.with_untracked(|failure| {
            failure.as_ref().and_then(|failure| failure.typed(field)).map(ToOwned::to_owned)
        });
        typed.or_else(|| self.kept.map(|certificate| kept_text(certificate, field))).unwrap_or_default()
    }

    /// Whether a box was ticked when the form was refused; none where it was not sent.
    fn ticked(&self, field: Field) -> Option<bool> {
        self.failure.with_untracked(|failure| failure.as_ref()?.ticked(field.name(), "on"))
    }

    fn text(&self, field: Field) -> AnyView {
        let label = certificate_field(self.language, field);
        let value = self.kept.map(|certificate| kept_text(certificate, field)).unwrap_or_default();
        view! { <TextField field label=label failure=self.failure value mono=true/> }.into_any()
    }

    fn optional(&self, field: Field) -> AnyView {
        let label = certificate_field(self.language, field);
        let value = self.kept.map(|certificate| kept_text(certificate, field)).unwrap_or_default();
        let hint = hint(self.language, field);
        view! { <TextField field label=label failure=self.failure value mono=true optional=true hint=hint/> }
            .into_any()
    }

    /// Never filled; on **Edit** it may stay empty.
    fn secret(&self, field: Field) -> AnyView {
        let label = certificate_field(self.language, field);
        if self.kept.is_some() {
            let hint = words::keep_secret(self.language);
            return view! { <TextField field label=label failure=self.failure kind="password" mono=true optional=true hint autocomplete="off"/> }
                .into_any();
        }
        let optional = field == Field::FilePassword;
        view! { <TextField field label=label failure=self.failure kind="password" mono=true optional autocomplete="off"/> }
            .into_any()
    }

    fn file(&self, accept: &'static str) -> AnyView {
        let hint = self.kept.map(|_| words::keep_file(self.language));
        file(self.failure, accept, hint, Some(InspectCertificate::PATH), false, self.language)
    }

    fn region(&self) -> AnyView {
        let names = self.named(Field::Region, XiaomiRegion::ALL.iter().map(|one| one.code()));
        self.choice(Field::Region, &names, XiaomiRegion::China.code())
    }

    /// The choices of a list, by their short names.
    fn named(
        &self,
        field: Field,
        codes: impl Iterator<Item = &'static str>,
    ) -> Vec<(&'static str, &'static str)> {
        codes.map(|code| (code, choice_text(self.language, field, code).unwrap_or(code))).collect()
    }

    fn environment(&self) -> AnyView {
        let names = Environment::ALL.map(|one| (one.code(), environment_text(self.language, one)));
        self.choice(Field::Environment, &names, Environment::Production.code())
    }

    /// On, unless somebody has just switched it off.
    fn check_on_save(&self) -> AnyView {
        let checked = self.ticked(Field::CheckOnSave).unwrap_or(true);
        let (name, label) = (Field::CheckOnSave.name(), certificate_field(self.language, Field::CheckOnSave));
        view! { <label class="check"><input type="checkbox" name=name checked=checked/><span>{label}</span></label> }
            .into_any()
    }

    /// One of several.
    fn choice(&self, field: Field, options: &[(&'static str, &'static str)], usual: &str) -> AnyView {
        let (language, failure, name) = (self.language, self.failure, field.name());
        let before = self.before(field);
        let chosen = if before.is_empty() { usual } else { &before };
        let options: Vec<AnyView> = options
            .iter()
            .map(|(code, text)| {
                view! { <option value=*code selected=*code == chosen>{*text}</option> }.into_any()
            })
            .collect();
        let label = match field {
            Field::Region => common::field_region(language),
            field => certificate_field(language, field),
        };
        let Mark { invalid, first } = Mark::of(failure, field);
        let hint = hint(language, field);
        let hint = (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("h-{name}")>{hint}</p> });
        let described = match (invalid, &hint) {
            (None, None) => None,
            (Some(_), None) => Some(format!("e-{name}")),
            (None, Some(_)) => Some(format!("h-{name}")),
            (Some(_), Some(_)) => Some(format!("e-{name} h-{name}")),
        };
        view! {
            <div class="field">
                <label for=format!("f-{name}")>{label}</label>
                <span class="select"><select id=format!("f-{name}") name=name autofocus=first aria-invalid=invalid aria-describedby=described>{options}</select><Icon name="down"/></span>
                <FieldError field failure/>
                {hint}
            </div>
        }
        .into_any()
    }

    /// **Subsequent Action**, with the page that it opens.
    fn click(&self) -> Option<AnyView> {
        let kinds = self.platform.click_kinds();
        if kinds.is_empty() {
            return None;
        }
        let language = self.language;
        let names: Vec<_> = kinds.iter().map(|kind| (kind.code(), click_text(language, *kind))).collect();
        let usual = kinds.first().map_or("", |kind| kind.code());
        let target = self.kept.and_then(|certificate| certificate.click_action.as_ref());
        let target = target.map_or("", ClickAction::target).to_owned();
        let label = certificate_field(language, Field::ClickTarget);
        let examples = self.platform.page_examples().join(" · ");
        let view = view! {
            <div class="pair">
                {self.choice(Field::ClickAction, &names, usual)}
                <TextField field=Field::ClickTarget label=label failure=self.failure value=target mono=true optional=true hint=words::page_hint(language, &examples)/>
            </div>
        };
        Some(view.into_any())
    }

    fn setting(&self, setting: Setting) -> AnyView {
        let language = self.language;
        let with_none = |names: &[(&'static str, &'static str)]| {
            let mut all = vec![("", words::not_chosen(language))];
            all.extend_from_slice(names);
            all
        };
        let field = setting.field();
        match setting {
            Setting::Importance => {
                let names = self.named(field, Importance::ALL.iter().map(|one| one.code()));
                self.choice(field, &with_none(&names), "")
            }
            Setting::MessageClass => {
                let names = self.named(field, MessageClass::ALL.iter().map(|one| one.code()));
                self.choice(field, &with_none(&names), "")
            }
            Setting::MessageType => {
                let names = self.named(field, MessageType::ALL.iter().map(|one| one.code()));
                self.choice(field, &names, MessageType::Notification.code())
            }
            Setting::MutableContent => {
                let checked = self.ticked(field).unwrap_or_else(|| self.before(field) == "on");
                let label = certificate_field(language, field);
                view! {
                    <div class="field">
                        <label class="check"><input type="checkbox" name=field.name() checked=checked aria-describedby="h-mutable"/><span>{label}</span></label>
                        <p class="hint" id="h-mutable">{hint(language, field)}</p>
                    </div>
                }
                .into_any()
            }
            Setting::Channel | Setting::Category | Setting::BadgeClass | Setting::Receipt => {
                self.optional(field)
            }
        }
    }
}

/// What a certificate has in a field that is not secret.
fn kept_text(certificate: &Certificate, field: Field) -> String {
    let setting = certificate.platform.settings().iter().find(|setting| setting.field() == field);
    if let Some(setting) = setting {
        return certificate.settings.text(*setting).to_owned();
    }
    match (field, &certificate.facts) {
        (Field::ClickAction, _) => {
            certificate.click_action.as_ref().map_or("", |click| click.kind().code()).to_owned()
        }
        (Field::KeyId, Facts::ApnsKey(facts)) => facts.key_id.to_string(),
        (Field::TeamId, Facts::ApnsKey(facts)) => facts.team_id.to_string(),
        (Field::BundleId, Facts::ApnsKey(facts)) => facts.bundle_id.to_string(),
        (Field::Environment, Facts::ApnsKey(facts)) => facts.environment.code().to_owned(),
        (Field::Environment, Facts::ApnsCertificate(facts)) => facts.environment.code().to_owned(),
        (Field::PushKind, Facts::ApnsCertificate(facts)) => {
            if facts.voip { "voip" } else { "regular" }.to_owned()
        }
        (field, Facts::Plain(facts)) => facts.text(field).to_owned(),
        _ => String::new(),
    }
}
