//! **Basic Information** while it is edited: **Application Name** and **Description** -> **Save**.

use domain::application::ApplicationDetail;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::SaveApplication;
use super::basic::{Expiry, Number, status_row};
use super::change_text::change_text;
use super::service::out_of_service;
use crate::failure::{ConcurrentEdit, Failure, FailureKind};
use crate::i18n::names::region_name;
use crate::i18n::relative_time::relative;
use crate::i18n::text::{applications, common, overview};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Day, ErrorSummary, Notice, Post, PostForm, SubmissionToken, SubmitButton, TextField};

/// The edit form. `seen` is the version at which the person began to edit, from the URL.
///
/// Whoever saves second is shown the changes of the first save. Their own input stays, and saving again overwrites
/// those changes, because the form then holds the newer version.
#[component]
pub(super) fn Edit(detail: ApplicationDetail, seen: i64) -> AnyView {
    let language = language();
    let save = Post::to(SaveApplication::PATH);
    let failure = save.failure;
    let notice = out_of_service(&detail);
    let ApplicationDetail { at, application, .. } = detail;
    let now = at.now;
    let current = application.version;
    let version = move || {
        failure.with(|failure| match failure.as_ref().map(|failure| &failure.kind) {
            Some(FailureKind::Changed(edit)) => edit.version,
            Some(_) => seen,
            None => current,
        })
    };
    let (name, description) = (application.name.to_string(), application.description.to_string());
    // A conflict is shown in a notice of its own.
    let other = Signal::derive(move || {
        failure.get().filter(|failure| !matches!(failure.kind, FailureKind::Changed(_)))
    });
    let back = PagePath::Application(application.sdkappid).to_string();
    let discard = back.clone();
    let conflict = move || {
        let edit = failure.with(|failure| concurrent_edit(failure.as_ref()))?;
        Some(conflict_notice(now, &edit, discard.clone()))
    };
    view! {
        <section class="card" aria-labelledby="basic">
            <PostForm post=save>
                <SubmissionToken/>
                <input type="hidden" name="sdkappid" value=application.sdkappid.to_string()/>
                <input type="hidden" name="version" value=move || version().to_string()/>
                <div class="card-head">
                    <h2 id="basic">{overview::basic(language)}</h2>
                    <span class="small faint">{overview::editing(language)}</span>
                </div>
                <div class="card-body form">
                    {conflict}
                    <ErrorSummary failure=other/>
                    <TextField field=Field::Name label=common::field_name(language) failure first=true
                        value=name/>
                    <TextField field=Field::Description label=common::field_description(language) failure
                        value=description optional=true multiline=true
                        hint=overview::description_hint(language)/>
                </div>
                <div class="card-foot">
                    <span class="grow tiny faint">{overview::fixed(language)}</span>
                    <a class="btn" id="edit-toggle" data-noscroll href=back>{common::cancel(language)}</a>
                    <SubmitButton label=overview::save(language) pending=save.pending/>
                </div>
            </PostForm>
            {notice.map(|notice| view! { <div class="card-body">{notice}</div> })}
            <dl class="facts">
                <Number sdkappid=application.sdkappid/>
                {status_row(at, &application)}
                <div><dt>{applications::region(language)}</dt><dd>{region_name(language, application.region)}</dd></div>
                <div><dt>{applications::created(language)}</dt><dd><Day at=application.created_at/></dd></div>
                <Expiry now end=application.life.term.end()/>
            </dl>
        </section>
    }
    .into_any()
}

fn concurrent_edit(failure: Option<&Failure>) -> Option<ConcurrentEdit> {
    match failure.map(|failure| &failure.kind) {
        Some(FailureKind::Changed(edit)) => Some(edit.clone()),
        _ => None,
    }
}

fn conflict_notice(now: domain::time::Timestamp, edit: &ConcurrentEdit, discard: String) -> AnyView {
    let language = language();
    // The page was loaded before the other person saved.
    let (when, _) = relative(language, now.max(edit.at), edit.at);
    let changes: Vec<AnyView> = edit
        .changes
        .iter()
        .map(|change| change_text(language, change))
        .map(|text| view! { <li>{text}</li> }.into_any())
        .collect();
    let who = overview::changed_by(language, &edit.who, &when);
    view! {
        <div role="alert">
            <Notice>
                <p><b>{overview::changed_title(language)}</b></p>
                <ul>{changes}</ul>
                <p>{who}</p>
                <p><a rel="external" href=discard>{overview::discard(language)}</a></p>
            </Notice>
        </div>
    }
    .into_any()
}
