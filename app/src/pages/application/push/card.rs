//! The card of a certificate: what it is, whether it works, and its actions.

use domain::account::language::Language;
use domain::account::permission::Permission;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{Certificate, Health, Remedy, expiry_notice};
use domain::time::Timestamp;
use leptos::prelude::*;

use super::facts;
use super::labels::{choice_text, click_text, health_look, remedy_text};
use crate::i18n::certificate::certificate_field;
use crate::i18n::names::{platform_name, vendor_name};
use crate::i18n::relative_time::{calendar_days, relative};
use crate::i18n::text::push;
use crate::ui::{CopyButton, Icon, Permitted, Post, PostForm, SubmissionToken, SubmitButton};

/// The forms that all cards share. Their failures are shown above the cards.
#[derive(Debug, Clone, Copy)]
pub(super) struct CardForms {
    /// The form of **Check**.
    pub(super) check: Post,
    /// The form of **Make default**.
    pub(super) make_default: Post,
}

/// The card; `base` is the URL of the page with its tab.
pub(super) fn card(
    sdkappid: Sdkappid,
    certificate: &Certificate,
    base: &str,
    now: Timestamp,
    forms: CardForms,
    language: Language,
) -> AnyView {
    let (check, make_default) = (forms.check.another(), forms.make_default.another());
    let (id, name) = (certificate.id.to_string(), certificate.name.to_string());
    let [test, edit, delete] =
        ["test", "edit", "delete"].map(|dialog| format!("{base}&dialog={dialog}-{id}"));
    let test_name = push::test_named(language, &name);
    let edit_name = push::edit_named(language, &name);
    let delete_name = push::delete_named(language, &name);
    let rows: Vec<AnyView> = rows(certificate, language)
        .into_iter()
        .map(|(label, text)| {
            view! { <div><dt>{label}</dt><dd class="mono wrap">{text}</dd></div> }.into_any()
        })
        .collect();
    let asking = push::asking(language, certificate.platform.title());
    let check_name = push::check_named(language, &name);
    let default = if certificate.is_default {
        view! { <span class="tag on">{push::default(language)}</span> }.into_any()
    } else {
        let (fields, name) = (hidden(sdkappid, &id), push::make_default_named(language, &name));
        view! {
            <Permitted permission=Permission::EditCertificates label=push::make_default(language)>
                <PostForm post=make_default>
                    <SubmissionToken/>
                    {fields}
                    <SubmitButton
                        label=push::make_default(language) name
                        tone="sm ghost" pending=make_default.pending
                    />
                </PostForm>
            </Permitted>
        }
        .into_any()
    };
    let anchor = format!("c-{id}");
    let fields = hidden(sdkappid, &id);
    view! {
        <article class="card cert" id=anchor.clone() aria-labelledby=format!("{anchor}-name")>
            <div class="cert-head">
                <div>
                    <h2 id=format!("{anchor}-name")>{name.clone()}</h2>
                    <p class="small faint">
                        {platform_name(language, certificate.platform)}" · "{push::certificate_id(language)}" "<span class="mono">{id.clone()}</span>
                        <CopyButton label=push::copy_id(language, &id) text=id.clone()/>
                    </p>
                </div>
                <div class="row">{badges(certificate, now, language)}{default}</div>
            </div>
            <dl class="facts dense short">{rows}</dl>
            {last_check(certificate, now, language)}
            <div class="card-foot">
                <div class="grow">
                    <Permitted permission=Permission::EditCertificates label=push::check(language) icon="ok">
                        <PostForm post=check>
                            <SubmissionToken/>
                            {fields}
                            <SubmitButton
                                label=push::check(language) name=check_name tone="sm" icon="ok" busy_label=asking
                                pending=check.pending
                            />
                        </PostForm>
                    </Permitted>
                </div>
                <Permitted permission=Permission::SendPushes label=push::test(language) icon="send">
                    <a class="btn sm" data-noscroll href=test aria-label=test_name><Icon name="send"/>{push::test(language)}</a>
                </Permitted>
                <Permitted permission=Permission::EditCertificates label=push::edit(language) icon="edit">
                    <a class="btn sm" data-noscroll href=edit aria-label=edit_name><Icon name="edit"/>{push::edit(language)}</a>
                </Permitted>
                <Permitted permission=Permission::EditCertificates label=push::delete(language) icon="trash">
                    <a class="btn sm danger" data-noscroll href=delete aria-label=delete_name><Icon name="trash"/>{push::delete(language)}</a>
                </Permitted>
            </div>
        </article>
    }
    .into_any()
}

/// The hidden fields that identify a certificate in a form.
pub(super) fn hidden(sdkappid: Sdkappid, id: &str) -> AnyView {
    view! {
        <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
        <input type="hidden" name="id" value=id.to_owned()/>
    }
    .into_any()
}

/// All known facts about the certificate, except its health.
fn rows(certificate: &Certificate, language: Language) -> Vec<(&'static str, String)> {
    let mut rows = facts::lines(&certificate.facts, language);
    rows.push((push::fingerprint(language), certificate.facts.fingerprint().to_owned()));
    for setting in certificate.platform.settings() {
        let text = certificate.settings.text(*setting);
        if !text.is_empty() {
            let text = choice_text(language, setting.field(), text).unwrap_or(text);
            rows.push((certificate_field(language, setting.field()), text.to_owned()));
        }
    }
    if let Some(click) = &certificate.click_action {
        let action = click_text(language, click.kind());
        let text = if click.target().is_empty() {
            action.to_owned()
        } else {
            format!("{action}: {}", click.target())
        };
        rows.push((certificate_field(language, domain::field::Field::ClickAction), text));
    }
    if !certificate.notes.as_str().is_empty() {
        rows.push((certificate_field(language, domain::field::Field::Notes), certificate.notes.to_string()));
    }
    rows
}

/// The badges for health and for an expiry that is near.
fn badges(certificate: &Certificate, now: Timestamp, language: Language) -> AnyView {
    let (tone, icon, text) = health_look(language, &certificate.health);
    let ending = certificate.facts.expires_at().and_then(|end| {
        let text = if end <= now {
            push::expired(language).to_owned()
        } else {
            expiry_notice(end, now)?;
            push::expires_in(language, calendar_days(now, end))
        };
        let tone = if end <= now { "status bad" } else { "status warn" };
        Some(view! { <span class=tone><Icon name="clock" small=true/>{text}</span> })
    });
    view! { {ending}<span class=format!("status {tone}")><Icon name=icon small=true/>{text}</span> }
        .into_any()
}

/// The vendor's answer, and what to do.
fn last_check(certificate: &Certificate, now: Timestamp, language: Language) -> Option<AnyView> {
    let vendor = vendor_name(language, certificate.platform);
    let (tone, text, said, remedy) = match &certificate.health {
        Health::Unknown => return None,
        Health::Proven { at } => {
            let text = push::proven_at(language, vendor, &relative(language, now, *at).0);
            return Some(view! { <p class="card-body tiny faint">{text}</p> }.into_any());
        }
        Health::FailingSince { since, words: said, remedy } => {
            ("bad", push::failing_since(language, vendor, &since.date_and_minute()), said.as_str(), *remedy)
        }
        Health::NotProven { at, why, remedy } => {
            ("info", push::not_proven_since(language, vendor, &at.date_and_minute()), why.as_str(), *remedy)
        }
        Health::Undecryptable => ("bad", push::undecryptable_text(language).to_owned(), "", Remedy::Nothing),
    };
    let said = (!said.is_empty()).then(|| {
        view! { <p class="small">{push::vendor_said(language)}": "<span class="mono" translate="no">{said.to_owned()}</span></p> }
    });
    let remedy = remedy_text(language, remedy).map(|remedy| view! { <p class="small">{remedy}</p> });
    let view = view! {
        <div class="card-body">
            <div class=format!("notice {tone}")><Icon name=if tone == "bad" { "fail" } else { "info" }/><div><p><b>{text}</b></p>{said}{remedy}</div></div>
        </div>
    };
    Some(view.into_any())
}
