//! The form of **Add Certificate** and **Edit**, with the fields of each vendor
//! (docs/facts/push-credentials.md#fields).

use domain::account::language::Language;
use domain::application::lifecycle::Refusal;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{Certificate, Facts, Platform, Tab};
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{SaveCertificate, read_access_setting};
use super::fields::{Fields, Part, parts};
use super::inspection::Inspecting;
use super::query::AccessQuery;
use crate::failure::{Failure, FailureKind};
use crate::i18n::certificate::certificate_field;
use crate::i18n::names::platform_name;
use crate::i18n::text::{common, push};
use crate::shell::preferences::language;
use crate::ui::{Dialog, ErrorSummary, Icon, Post, PostForm, SubmissionToken, SubmitButton, TextField};

/// **Add Certificate**. Another vendor or kind of credential changes the fields; the values of fields that both have
/// stay.
#[component]
pub(super) fn AddDialog(application: String, query: Memo<AccessQuery>) -> AnyView {
    let language = language();
    let kind = Memo::new(move |_| (query.get().new_platform(), query.get().by_key));
    let lead =
        Signal::derive(move || push::add_for(language, platform_name(language, kind.get().0), &application));
    let close = Signal::derive(move || query.get().base());
    view! {
        <Dialog title=push::add(language) lead close>
            <CertificateForm kind kept=None query/>
        </Dialog>
    }
    .into_any()
}

/// **Edit** of a certificate.
#[component]
pub(super) fn EditDialog(application: String, certificate: Certificate, query: Memo<AccessQuery>) -> AnyView {
    let language = language();
    let platform = certificate.platform;
    let by_key = matches!(certificate.facts, Facts::ApnsKey(_));
    let kind = Memo::new(move |_| (platform, by_key));
    let lead = push::add_for(language, platform_name(language, platform), &application);
    let close = Signal::derive(move || query.get().base());
    view! {
        <Dialog title=push::edit_title(language) lead close>
            <CertificateForm kind kept=Some(certificate) query/>
        </Dialog>
    }
    .into_any()
}

/// The choice of the form: one of the platforms of Android, or one of the two credentials of iOS.
fn choices(query: AccessQuery, language: Language) -> Option<AnyView> {
    let base = query.tab_address(query.tab);
    let platform = query.new_platform();
    let links: Vec<(String, &'static str, bool)> = match query.tab {
        Tab::Android => Tab::Android
            .platforms()
            .map(|one| {
                let href = format!("{base}&vendor={}&dialog=add", one.code());
                (href, platform_name(language, one), one == platform)
            })
            .collect(),
        Tab::Ios => vec![
            (format!("{base}&dialog=add&credential_kind=p12"), push::by_p12(language), !query.by_key),
            (format!("{base}&dialog=add&credential_kind=p8"), push::by_p8(language), query.by_key),
        ],
        Tab::Harmony => return None,
    };
    let links: Vec<AnyView> = links
        .into_iter()
        .map(|(href, name, current)| {
            let current = current.then_some("true");
            view! { <li><a data-noscroll href=href aria-current=current>{name}</a></li> }.into_any()
        })
        .collect();
    Some(view! { <ul class="seg" aria-label=push::platforms(language)>{links}</ul> }.into_any())
}

#[component]
fn CertificateForm(
    /// The platform, and whether the credential is a `.p8` key.
    kind: Memo<(Platform, bool)>,
    /// The certificate being edited, if any.
    kept: Option<Certificate>,
    query: Memo<AccessQuery>,
) -> AnyView {
    let language = language();
    let post = Post::to(SaveCertificate::PATH);
    let failure = post.failure;
    let inspecting = Inspecting::new(failure, kind);
    let is_new = kept.is_none();
    let sdkappid = query.get_untracked().sdkappid;
    let editing = kept.as_ref().map(|certificate| {
        let version = version_to_save_over(certificate, sdkappid, failure);
        view! {
            <input type="hidden" name="id" value=certificate.id.to_string()/>
            <input type="hidden" name="version" value=move || version.get().to_string()/>
        }
    });
    let name = kept.as_ref().map(|certificate| certificate.name.to_string()).unwrap_or_default();
    let notes = kept.as_ref().map(|certificate| certificate.notes.to_string()).unwrap_or_default();
    let check_on_save = failure.with_untracked(|failure| {
        failure.as_ref().and_then(|failure| failure.ticked(Field::CheckOnSave.name(), "on"))
    });
    let fields = StoredValue::new(Fields { kept, failure, inspecting, language });
    let parts = move || {
        let (platform, by_key) = kind.get();
        parts(platform, by_key)
    };
    let asking = Signal::derive(move || push::asking(language, kind.get().0.title()));
    let label = move |field| certificate_field(language, field);
    view! {
        <PostForm post multipart=true>
            <SubmissionToken/>
            <div
                class="dialog-body" node_ref=inspecting.node
                on:change=move |event| inspecting.changed(&event) on:input=move |event| inspecting.typed(&event)
            >
                {is_new.then_some(move || choices(query.get(), language))}
                <ErrorSummary failure/>
                <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                <input type="hidden" name="platform" value=move || kind.get().0.code()/>
                <input type="hidden" name="credential_kind" value=move || if kind.get().1 { "p8" } else { "p12" }/>
                {editing}
                <TextField field=Field::CertificateName label=label(Field::CertificateName) failure value=name first=true/>
                <For each=parts key=|part: &Part| *part let:part>{fields.with_value(|fields| fields.view(part))}</For>
                <TextField field=Field::Notes label=label(Field::Notes) failure value=notes optional=true/>
                <label class="check">
                    <input type="checkbox" name=Field::CheckOnSave.name() checked=check_on_save.unwrap_or(true)/>
                    <span>{label(Field::CheckOnSave)}</span>
                </label>
            </div>
            <div class="dialog-foot">
                <span class="grow reason"><Icon name="lock" small=true/>{push::write_only(language)}</span>
                <a class="btn" data-noscroll href=move || query.get().base()>{common::cancel(language)}</a>
                <SubmitButton label=common::confirm(language) busy_label=asking pending=post.pending/>
            </div>
        </PostForm>
    }
    .into_any()
}

/// The version to submit. A save over a newer version is refused; the next one then overwrites the newer version.
fn version_to_save_over(
    certificate: &Certificate,
    sdkappid: Sdkappid,
    failure: RwSignal<Option<Failure>>,
) -> RwSignal<i64> {
    let (id, version) = (certificate.id, RwSignal::new(certificate.version));
    let is_outdated = move || {
        failure.with(|failure| failure.as_ref().map(|failure| failure.kind.clone()))
            == Some(FailureKind::Refused(Refusal::Meanwhile))
    };
    Effect::new(move |_| {
        if is_outdated() {
            leptos::task::spawn_local(async move {
                if let Ok(setting) = read_access_setting(sdkappid).await
                    && let Some(certificate) = setting.certificate(id)
                {
                    version.try_set(certificate.version);
                }
            });
        }
    });
    version
}
