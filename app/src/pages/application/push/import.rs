//! **Import**: certificates from an exported file, compared with the existing ones.

use domain::account::language::Language;
use domain::certificate::{Certificate, ClickAction, Import, ImportStep};
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::export::place;
use super::facts;
use super::file_field::FileField;
use super::labels::{choice_text, click_text};
use super::query::AccessQuery;
use super::transfer_api::{ImportCertificates, OpenCertificates};
use crate::i18n::certificate::certificate_field;
use crate::i18n::names::platform_name;
use crate::i18n::text::{common, push};
use crate::shell::preferences::language;
use crate::ui::{Dialog, ErrorSummary, Icon, Post, PostForm, SubmissionToken, SubmitButton, TextField};

/// The form that opens a file, or the changes that the file would make, with the token under which it is stored.
#[component]
pub(super) fn ImportDialog(opened: Option<(String, Import)>, query: Memo<AccessQuery>) -> AnyView {
    let language = language();
    let close = Signal::derive(move || query.get().base());
    let content = match opened {
        Some((token, import)) => changes(&import, token, query, close, language),
        None => form(query, close, language),
    };
    view! {
        <Dialog title=push::import_title(language) lead=push::import_lead(language) close>{content}</Dialog>
    }
    .into_any()
}

fn form(query: Memo<AccessQuery>, close: Signal<String>, language: Language) -> AnyView {
    let post = Post::to(OpenCertificates::PATH);
    let failure = post.failure;
    view! {
        <PostForm post multipart=true>
            <div class="dialog-body">
                <ErrorSummary failure/>
                {place(query)}
                <FileField failure accept=".json,application/json" first=true/>
                <TextField
                    field=Field::Passphrase label=certificate_field(language, Field::Passphrase) failure kind="password"
                />
            </div>
            <div class="dialog-foot">
                <a class="btn" data-noscroll href=close>{common::cancel(language)}</a>
                <SubmitButton label=push::show_changes(language) pending=post.pending/>
            </div>
        </PostForm>
    }
    .into_any()
}

fn changes(
    import: &Import,
    token: String,
    query: Memo<AccessQuery>,
    close: Signal<String>,
    language: Language,
) -> AnyView {
    let post = Post::to(ImportCertificates::PATH);
    let is_nothing = import.steps.iter().all(|step| step.is_same);
    let steps: Vec<AnyView> = import.steps.iter().map(|step| step_view(step, language)).collect();
    let from = push::import_from(language, &import.from.to_string(), &import.exported_at.date_and_minute());
    let rest = if is_nothing { push::import_nothing(language) } else { push::import_rest(language) };
    let counts = counts(import, language);
    let confirm =
        (!is_nothing).then(|| view! { <SubmitButton label=common::confirm(language) pending=post.pending/> });
    view! {
        <PostForm post>
            <SubmissionToken/>
            <div class="dialog-body" tabindex="0">
                <ErrorSummary failure=post.failure/>
                {place(query)}
                <input type="hidden" name="answer" value=token/>
                <p class="small soft">{from}</p>
                <p><b>{counts}</b></p>
                <ul class="diff" aria-label=push::import_changes(language)>{steps}</ul>
                <p class="small soft">{rest}</p>
            </div>
            <div class="dialog-foot">
                <a class="btn" data-noscroll href=close autofocus=true>{common::cancel(language)}</a>
                {confirm}
            </div>
        </PostForm>
    }
    .into_any()
}

/// How many certificates the file adds, changes and leaves unchanged.
fn counts(import: &Import, language: Language) -> String {
    let new = import.steps.iter().filter(|step| step.before.is_none()).count();
    let same = import.steps.iter().filter(|step| step.is_same).count();
    push::import_counts(language, new, import.steps.len() - new - same, same)
}

fn step_view(step: &ImportStep, language: Language) -> AnyView {
    let (class, tag) = match &step.before {
        None => ("tag on", push::import_new(language)),
        Some(_) if step.is_same => ("tag", push::import_same(language)),
        Some(_) => ("tag warn", push::import_changed(language)),
    };
    let lines: Vec<AnyView> = lines(step, language)
        .into_iter()
        .map(|(name, text)| view! { <div><dt>{name}</dt><dd class="mono wrap">{text}</dd></div> }.into_any())
        .collect();
    let note = step.before.is_none().then(|| {
        view! { <p class="small soft">{push::import_new_id(language)}</p> }
    });
    let secret = (step.before.is_some() && step.secret_changes).then(|| {
        view! { <p class="row small"><Icon name="key" small=true/>{push::import_secret(language)}</p> }
    });
    // Changed certificates are expanded for review; the others are collapsed.
    let is_changed = step.before.is_some() && !step.is_same;
    let facts = view! { <dl class="facts dense short">{lines}</dl> };
    let facts = if is_changed {
        facts.into_any()
    } else if step.before.is_none() {
        view! { <details class="fold"><summary><Icon name="right" small=true/>{push::import_details(language)}</summary>{facts}</details> }
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

/// The values of a new certificate, or the changed values of an existing one.
fn lines(step: &ImportStep, language: Language) -> Vec<(&'static str, String)> {
    let after = described(&step.after, language);
    let Some(before) = &step.before else {
        return after.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    };
    let before = described(before, language);
    let shown =
        |text: &str| if text.is_empty() { push::nothing(language).to_owned() } else { text.to_owned() };
    let text_of = |lines: &[(&'static str, String)], name: &str| {
        lines.iter().find(|(one, _)| *one == name).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let mut names: Vec<&'static str> = before.iter().chain(&after).map(|(name, _)| *name).collect();
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    let changed = names.into_iter().filter_map(|name| {
        let (old, new) = (text_of(&before, name), text_of(&after, name));
        (old != new).then(|| (name, push::from_to(language, &shown(&old), &shown(&new))))
    });
    changed.collect()
}

/// All values of a certificate that are not secret.
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
