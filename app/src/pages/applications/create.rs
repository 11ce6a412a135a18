//! The dialog **Create Application**.

use domain::application::region::Region;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::CreateApplication;
use crate::i18n::names::region_name;
use crate::i18n::text::{applications, common};
use crate::shell::preferences::language;
use crate::ui::{
    Dialog, DisabledButton, ErrorSummary, FieldError, Icon, Notice, Post, PostForm, SubmissionToken,
    SubmitButton, TextField,
};

/// The dialog: **Application Name**, **Description**, **Region** -> **Confirm**.
#[component]
pub(super) fn CreateDialog(total: i64, limit: i64, close: String) -> AnyView {
    let language = language();
    let create = Post::to(CreateApplication::PATH);
    let failure = create.failure;
    let chosen = Memo::new(move |_| {
        failure.with(|failure| {
            let typed = failure.as_ref().and_then(|failure| failure.typed(Field::Region));
            typed.and_then(|code| code.parse().ok()).unwrap_or(Region::Singapore)
        })
    });
    let full = (total >= limit).then(|| {
        view! { <div id="why-full"><Notice><p>{common::limit_reached(language, limit)}</p></Notice></div> }
    });
    if let Some(full) = full {
        return view! {
            <Dialog title=applications::create(language) close=close.clone()>
                <div class="dialog-body">{full}</div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll href=close autofocus>{common::cancel(language)}</a>
                    <DisabledButton label=common::confirm(language) reason_id="why-full"/>
                </div>
            </Dialog>
        }
        .into_any();
    }
    view! {
        <Dialog title=applications::create(language) lead=applications::create_lead(language) close=close.clone()>
            <PostForm post=create>
                <SubmissionToken/>
                <div class="dialog-body">
                    <ErrorSummary failure/>
                    <TextField field=Field::Name label=common::field_name(language) failure first=true/>
                    <TextField field=Field::Description label=common::field_description(language) failure optional=true
                        multiline=true hint=applications::description_hint(language)/>
                    <fieldset class="field" id="f-region" aria-describedby="h-region">
                        <legend class="label">{common::field_region(language)}</legend>
                        <FieldError field=Field::Region failure/>
                        <div class="choices two">
                            {Region::ALL.map(|region| view! {
                                <label class="choice">
                                    <input type="radio" name="region" value=region.code() checked=move || chosen.get() == region/>
                                    <span>{region_name(language, region)}</span>
                                </label>
                            }).into_iter().collect_view()}
                        </div>
                        <p class="reason" id="h-region"><Icon name="lock" small=true/>{applications::region_fixed(language)}</p>
                    </fieldset>
                </div>
                <div class="dialog-foot">
                    <span class="grow tiny faint">{applications::used(language, total, limit)}</span>
                    <a class="btn" data-noscroll href=close>{common::cancel(language)}</a>
                    <SubmitButton label=common::confirm(language) pending=create.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}
