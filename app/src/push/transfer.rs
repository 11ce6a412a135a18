//! **Export** and **Import**: all certificates of an application as one file.

use console::{Import, Step};
use domain::certificate::{Certificate, ClickAction};
use domain::field::Field;
use domain::language::Language;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::{ExportCertificates, ImportCertificates, OpenCertificates};
use super::facts;
use super::file::file;
use super::page::Asked;
use super::words::{choice_text, click_text, platform_name};
use crate::certificate::certificate_field;
use crate::markup::Markup;
use crate::text::{push as words, words as common};
use crate::ui::{ErrorSummary, Icon, Post, SubmissionToken, TextField};
use crate::written::WrittenDialog;

/// **Export**: the form, or the file that it made.
pub(super) fn export(asked: &Asked, answer: Option<&str>, language: Language) -> WrittenDialog {
    let close = asked.base();
    let content = match answer {
        Some(answer) => {
            let file = format!("/applications/{}/push/certificates.json?answer={answer}", asked.sdkappid);
            view! {
                <div class="dialog-body"><div class="notice ok" role="status"><Icon name="ok"/><div><p>{words::export_ready(language)}</p></div></div></div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll="" href=close.clone()>{common::close(language)}</a>
                    <a class="btn primary" href=file rel="external" download="" autofocus=true><Icon name="download"/>{words::download(language)}</a>
                </div>
            }
            .into_any()
        }
        None => export_form(asked, language),
    };
    WrittenDialog {
        title: words::export_title(language).to_owned(),
        lead: words::export_lead(language).to_owned(),
        close,
        content: Markup::new(content.to_html()),
    }
}

fn export_form(asked: &Asked, language: Language) -> AnyView {
    let failure = Post::to(ExportCertificates::PATH).failure;
    view! {
        <form method="post" action=ExportCertificates::PATH novalidate="">
            <div class="dialog-body">
                <ErrorSummary failure/>
                {place(asked)}
                <TextField field=Field::Password label=words::export_password(language) failure kind="password" autocomplete="current-password" first=true/>
                <TextField field=Field::Passphrase label=certificate_field(language, Field::Passphrase) failure kind="password" autocomplete="new-password" hint=words::export_hint(language)/>
            </div>
            <div class="dialog-foot">
                <a class="btn" data-noscroll="" href=asked.base()>{common::cancel(language)}</a>
                <button class="btn primary" type="submit">{common::confirm(language)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// **Import**: the form, or what its file would change.
pub(super) fn import(asked: &Asked, opened: Option<(&Import, &str)>, language: Language) -> WrittenDialog {
    let content = match opened {
        Some((import, answer)) => changes(asked, import, answer, language),
        None => import_form(asked, language),
    };
    WrittenDialog {
        title: words::import_title(language).to_owned(),
        lead: words::import_lead(language).to_owned(),
        close: asked.base(),
        content: Markup::new(content.to_html()),
    }
}

fn import_form(asked: &Asked, language: Language) -> AnyView {
    let failure = Post::to(OpenCertificates::PATH).failure;
    view! {
        <form method="post" action=OpenCertificates::PATH enctype="multipart/form-data" novalidate="">
            <div class="dialog-body">
                <ErrorSummary failure/>
                {place(asked)}
                {file(failure, ".json,application/json", None, None, true, language)}
                <TextField field=Field::Passphrase label=certificate_field(language, Field::Passphrase) failure kind="password" autocomplete="off"/>
            </div>
            <div class="dialog-foot">
                <a class="btn" data-noscroll="" href=asked.base()>{common::cancel(language)}</a>
                <button class="btn primary" type="submit">{words::show_changes(language)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn changes(asked: &Asked, import: &Import, answer: &str, language: Language) -> AnyView {
    let failure = Post::to(ImportCertificates::PATH).failure;
    let is_nothing = import.steps.iter().all(Step::is_same);
    let steps: Vec<AnyView> = import.steps.iter().map(|step| step_view(step, language)).collect();
    let from = words::import_from(language, &import.from.to_string(), &import.exported_at.date_and_minute());
    let rest = if is_nothing { words::import_nothing(language) } else { words::import_rest(language) };
    let confirm = (!is_nothing)
        .then(|| view! { <button class="btn primary" type="submit">{common::confirm(language)}</button> });
    view! {
        <form method="post" action=ImportCertificates::PATH novalidate="">
            <SubmissionToken/>
            <div class="dialog-body" tabindex="0">
                <ErrorSummary failure/>
                {place(asked)}
                <input type="hidden" name="answer" value=answer.to_owned()/>
                <p class="small soft">{from}</p>
                <p><b>{counts(import, language)}</b></p>
                <ul class="diff" aria-label=words::import_changes(language)>{steps}</ul>
                <p class="small soft">{rest}</p>
            </div>
            <div class="dialog-foot">
                <a class="btn" data-noscroll="" href=asked.base() autofocus=true>{common::cancel(language)}</a>
                {confirm}
            </div>
        </form>
    }
    .into_any()
}

/// How many certificates the file adds, changes and leaves.
fn counts(import: &Import, language: Language) -> String {
    let new = import.steps.iter().filter(|step| step.before.is_none()).count();
    let same = import.steps.iter().filter(|step| step.is_same()).count();
    words::import_counts(language, new, import.steps.len() - new - same, same)
}

fn step_view(step: &Step, language: Language) -> AnyView {
    let (class, tag) = match &step.before {
        None => ("tag on", words::import_new(language)),
        Some(_) if step.is_same() => ("tag", words::import_same(language)),
        Some(_) => ("tag warn", words::import_changed(language)),
    };
    let lines: Vec<AnyView> = lines(step, language)
        .into_iter()
        .map(|(name, text)| view! { <div><dt>{name}</dt><dd class="mono wrap">{text}</dd></div> }.into_any())
        .collect();
    let note = step.before.is_none().then(|| {
        view! { <p class="small soft">{words::import_new_id(language)}</p> }
    });
    let secret = (step.before.is_some() && step.secret_changes).then(|| {
        view! { <p class="row small"><Icon name="key" small=true/>{words::import_secret(language)}</p> }
    });
    // What is to be looked at is what changes; the rest is folded.
    let is_changed = step.before.is_some() && !step.is_same();
    let facts = view! { <dl class="facts dense short">{lines}</dl> };
    let facts = if is_changed {
        facts.into_any()
    } else if step.before.is_none() {
        view! { <details class="fold"><summary><Icon name="right" small=true/>{words::import_details(language)}</summary>{facts}</details> }
            .into_any()
    } else {
        ().into_any()
    };
    let title = format!("{} · {}", platform_name(language, step.after.platform), step.after.name);
    view! {
        <li>
            <p class="row apart"><b>{title}</b><span class=class>{tag}</span></p>
            {facts}
            {secret}
            {note}
        </li>
    }
    .into_any()
}

/// What a new one is, or what of an old one changes.
fn lines(step: &Step, language: Language) -> Vec<(&'static str, String)> {
    let after = described(&step.after, language);
    let Some(before) = &step.before else {
        return after.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    };
    let before = described(before, language);
    let shown =
        |text: &str| if text.is_empty() { words::nothing(language).to_owned() } else { text.to_owned() };
    let text_of = |lines: &[(&'static str, String)], name: &str| {
        lines.iter().find(|(one, _)| *one == name).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let mut names: Vec<&'static str> = before.iter().chain(&after).map(|(name, _)| *name).collect();
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    let changed = names.into_iter().filter_map(|name| {
        let (old, new) = (text_of(&before, name), text_of(&after, name));
        (old != new).then(|| (name, words::from_to(language, &shown(&old), &shown(&new))))
    });
    changed.collect()
}

/// Everything of a certificate that is not secret.
fn described(certificate: &Certificate, language: Language) -> Vec<(&'static str, String)> {
    let label = |field: Field| certificate_field(language, field);
    let mut lines = vec![(label(Field::CertificateName), certificate.name.to_string())];
    lines.extend(facts::lines(&certificate.facts, language));
    if let Some(click) = &certificate.click_action {
        lines.push((label(Field::ClickAction), click_text(language, click.kind()).to_owned()));
        lines.push((label(Field::ClickTarget), ClickAction::target(click).to_owned()));
    }
    let settings = certificate.platform.settings().iter();
    lines.extend(settings.map(|one| {
        let text = certificate.settings.text(*one);
        (label(one.field()), choice_text(language, one.field(), text).unwrap_or(text).to_owned())
    }));
    lines.push((label(Field::Notes), certificate.notes.to_string()));
    lines
}

fn place(asked: &Asked) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="sdkappid" value=asked.sdkappid.to_string()/>
        <input type="hidden" name="platform" value=asked.tab.code()/>
    }
}
