//! The facts of one push.

use domain::account::language::Language;
use domain::delivery::record::PushRecord;
use domain::text::is_visible;
use leptos::prelude::*;

use super::api::PushDetail;
use super::states::state_tags;
use super::title_text;
use crate::i18n::text::records;
use crate::ui::{Ago, CopyButton, Exact};

/// What was asked for, and how many devices are in which state.
pub(super) fn facts_card(language: Language, detail: &PushDetail) -> AnyView {
    let PushRecord { summary, text, from_account, data_id, expires_at, .. } = &detail.record;
    // The heading has it too, unless it is too long or has several lines.
    let title =
        if title_text(language, &summary.title) == summary.title { "" } else { summary.title.as_str() };
    let id = summary.task_id.clone();
    let copy = records::copy_task_id(language, &id);
    view! {
        <section class="card" aria-label=records::push(language)>
            <dl class="facts dense">
                <div>
                    <dt>"TaskID"</dt>
                    <dd><span class="copy"><span class="mono">{id.clone()}</span><CopyButton label=copy text=id/></span></dd>
                </div>
                <div>
                    <dt>{records::accepted_at(language)}</dt>
                    <dd><Exact at=summary.accepted_at/>" "<span class="faint"><Ago now=detail.now at=summary.accepted_at/></span></dd>
                </div>
                <div><dt>{records::sent_until(language)}</dt><dd><Exact at=*expires_at/></dd></div>
                {summary.is_test.then(|| view! { <div><dt>{records::kind(language)}</dt><dd>{records::test(language)}</dd></div> })}
                {fact("From_Account", from_account, "mono")}
                {fact("DataId", data_id, "mono")}
                {fact(records::push_title(language), title, "lines-text")}
                {fact(records::text(language), text, "lines-text")}
                <div><dt>{records::devices(language)}</dt><dd>{state_tags(language, summary)}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

/// What the caller gave; nothing if it is empty.
fn fact(label: &'static str, value: &str, class: &'static str) -> Option<AnyView> {
    if !is_visible(value) {
        return None;
    }
    Some(view! { <div><dt>{label}</dt><dd class=class translate="no" dir="auto">{value.to_owned()}</dd></div> }.into_any())
}
