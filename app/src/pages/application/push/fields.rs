//! The fields of the certificate form, by vendor.

use domain::account::language::Language;
use domain::certificate::{
    Certificate, ClickAction, Environment, Importance, MessageClass, MessageType, Platform, Setting,
    XiaomiRegion,
};
use domain::field::Field;
use leptos::prelude::*;

use super::file_field::FileField;
use super::inspection::Inspecting;
use super::labels::{choice_text, click_text, environment_text, help_text, hint};
use super::stored_text::stored_text;
use crate::failure::Failure;
use crate::i18n::certificate::certificate_field;
use crate::i18n::text::{common, push};
use crate::ui::{Icon, SelectField, TextField};

/// One part of the form. Vendors with the same part share the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Text(Field),
    Optional(Field),
    /// Never prefilled; may stay empty on **Edit**.
    Secret(Field),
    /// The file of a credential, with the accepted file types.
    File(&'static str),
    Region,
    Environment,
    PushKind,
    /// Where to find the values in the vendor's own console.
    Help(Platform, bool),
    /// **Subsequent Action**, with the page that it opens.
    Click(Platform),
    Setting(Setting),
}

/// The parts of the form of a platform, from top to bottom.
pub(super) fn parts(platform: Platform, by_key: bool) -> Vec<Part> {
    use Part::{File, Optional, Secret, Text};
    let mut parts = match platform {
        Platform::Xiaomi => {
            vec![Text(Field::PackageName), Text(Field::AppId), Secret(Field::AppSecret), Part::Region]
        }
        Platform::Huawei | Platform::Meizu => {
            vec![Text(Field::PackageName), Text(Field::AppId), Secret(Field::AppSecret)]
        }
        Platform::Honor => vec![Text(Field::AppId), Text(Field::ClientId), Secret(Field::ClientSecret)],
        Platform::Oppo => vec![Text(Field::AppId), Text(Field::AppKey), Secret(Field::MasterSecret)],
        Platform::Vivo => vec![Text(Field::AppId), Text(Field::AppKey), Secret(Field::AppSecret)],
        Platform::Fcm | Platform::Harmony => vec![File(".json,application/json")],
        Platform::Apns if by_key => vec![
            File(".p8"),
            Optional(Field::KeyId),
            Text(Field::TeamId),
            Text(Field::BundleId),
            Part::Environment,
        ],
        Platform::Apns => {
            vec![File(".p12,.pfx"), Secret(Field::FilePassword), Part::Environment, Part::PushKind]
        }
    };
    parts.push(Part::Help(platform, by_key));
    if !platform.click_kinds().is_empty() {
        parts.push(Part::Click(platform));
    }
    parts.extend(platform.settings().iter().map(|setting| Part::Setting(*setting)));
    parts
}

/// Renders the fields with their current values.
pub(super) struct Fields {
    /// The certificate being edited, if any.
    pub(super) kept: Option<Certificate>,
    pub(super) failure: RwSignal<Option<Failure>>,
    pub(super) inspecting: Inspecting,
    pub(super) language: Language,
}

impl Fields {
    pub(super) fn view(&self, part: Part) -> AnyView {
        let language = self.language;
        match part {
            Part::Text(field) => self.text(field, false),
            Part::Optional(field) => self.text(field, true),
            Part::Secret(field) => self.secret(field),
            Part::File(accept) => {
                let hint = self.kept.as_ref().map_or("", |_| push::keep_file(language));
                view! { <FileField failure=self.failure accept hint inspecting=self.inspecting/> }.into_any()
            }
            Part::Region => {
                let names = self.named(Field::Region, XiaomiRegion::ALL.iter().map(|one| one.code()));
                self.choice(Field::Region, names, XiaomiRegion::China.code())
            }
            Part::Environment => {
                let names = Environment::ALL.map(|one| (one.code(), environment_text(language, one)));
                self.choice(Field::Environment, names.to_vec(), Environment::Production.code())
            }
            Part::PushKind => {
                let kinds = vec![("regular", push::regular(language)), ("voip", push::voip(language))];
                self.choice(Field::PushKind, kinds, "regular")
            }
            Part::Help(platform, by_key) => view! {
                <details class="fold">
                    <summary><Icon name="right" small=true/>{push::where_found(language)}</summary>
                    <p class="small soft">{help_text(language, platform, by_key)}</p>
                </details>
            }
            .into_any(),
            Part::Click(platform) => self.click(platform),
            Part::Setting(setting) => self.setting(setting),
        }
    }

    /// The current value of a field of the edited certificate.
    fn kept(&self, field: Field) -> String {
        self.kept.as_ref().map(|certificate| stored_text(certificate, field)).unwrap_or_default()
    }

    fn text(&self, field: Field, optional: bool) -> AnyView {
        let label = certificate_field(self.language, field);
        let hint = if optional { hint(self.language, field) } else { "" };
        let value = self.kept(field);
        view! { <TextField field label failure=self.failure value mono=true optional hint/> }.into_any()
    }

    fn secret(&self, field: Field) -> AnyView {
        let label = certificate_field(self.language, field);
        let hint = self.kept.as_ref().map_or("", |_| push::keep_secret(self.language));
        let optional = self.kept.is_some() || field == Field::FilePassword;
        view! { <TextField field label failure=self.failure kind="password" mono=true optional hint/> }
            .into_any()
    }

    /// The options of a list, by their short names.
    fn named(
        &self,
        field: Field,
        codes: impl Iterator<Item = &'static str>,
    ) -> Vec<(&'static str, &'static str)> {
        codes.map(|code| (code, choice_text(self.language, field, code).unwrap_or(code))).collect()
    }

    /// A selection field; `usual` is selected if there is no earlier choice.
    fn choice(&self, field: Field, options: Vec<(&'static str, &'static str)>, usual: &str) -> AnyView {
        let kept = self.kept(field);
        let chosen = if kept.is_empty() { usual.to_owned() } else { kept };
        let label = match field {
            Field::Region => common::field_region(self.language),
            field => certificate_field(self.language, field),
        };
        let options = options.into_iter().map(|(code, text)| (code.to_owned(), text.to_owned())).collect();
        let hint = hint(self.language, field);
        view! { <SelectField field label failure=self.failure options chosen hint/> }.into_any()
    }

    fn click(&self, platform: Platform) -> AnyView {
        let language = self.language;
        let kinds = platform.click_kinds();
        let names = kinds.iter().map(|kind| (kind.code(), click_text(language, *kind))).collect();
        let usual = kinds.first().map_or("", |kind| kind.code());
        let target = self.kept.as_ref().and_then(|certificate| certificate.click_action.as_ref());
        let target = target.map_or("", ClickAction::target).to_owned();
        let label = certificate_field(language, Field::ClickTarget);
        let hint = push::page_hint(language, &platform.page_examples().join(" · "));
        view! {
            <div class="pair">
                {self.choice(Field::ClickAction, names, usual)}
                <TextField field=Field::ClickTarget label failure=self.failure value=target mono=true optional=true hint/>
            </div>
        }
        .into_any()
    }

    fn setting(&self, setting: Setting) -> AnyView {
        let field = setting.field();
        let with_none = |names: Vec<(&'static str, &'static str)>| {
            let mut all = vec![("", push::not_chosen(self.language))];
            all.extend(names);
            all
        };
        match setting {
            Setting::Importance => {
                let names = self.named(field, Importance::ALL.iter().map(|one| one.code()));
                self.choice(field, with_none(names), "")
            }
            Setting::MessageClass => {
                let names = self.named(field, MessageClass::ALL.iter().map(|one| one.code()));
                self.choice(field, with_none(names), "")
            }
            Setting::MessageType => {
                let names = self.named(field, MessageType::ALL.iter().map(|one| one.code()));
                self.choice(field, names, MessageType::Notification.code())
            }
            Setting::MutableContent => self.mutable_content(field),
            Setting::Channel | Setting::Category | Setting::BadgeClass | Setting::Receipt => {
                self.text(field, true)
            }
        }
    }

    fn mutable_content(&self, field: Field) -> AnyView {
        let ticked = self.failure.with_untracked(|failure| failure.as_ref()?.ticked(field.name(), "on"));
        let checked = ticked.unwrap_or_else(|| self.kept(field) == "on");
        let label = certificate_field(self.language, field);
        view! {
            <div class="field">
                <label class="check">
                    <input type="checkbox" name=field.name() checked=checked aria-describedby="h-mutable"/>
                    <span>{label}</span>
                </label>
                <p class="hint" id="h-mutable">{hint(self.language, field)}</p>
            </div>
        }
        .into_any()
    }
}
