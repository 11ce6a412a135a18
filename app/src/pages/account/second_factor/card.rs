//! **Two-step verification** on `/account`.

use domain::account::permission::Permission;
use domain::account::second_factor::SecondFactors;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{RemoveAuthenticator, ReplaceRecoveryCodes, RequireSecondFactor};
use crate::i18n::messages::forbidden_text;
use crate::i18n::text::{common, second_factor};
use crate::routes::PagePath;
use crate::shell::preferences::{forbidden, language};
use crate::ui::{
    Ago, Dialog, DisabledButton, ErrorSummary, Post, PostForm, Reason, SubmissionToken, SubmitButton,
};

#[component]
pub(in crate::pages::account) fn SecondFactorCard(now: Timestamp, factors: SecondFactors) -> AnyView {
    let language = language();
    let replace = Post::to(ReplaceRecoveryCodes::PATH);
    let (has_one, required, codes_left) = (factors.any(), factors.required, factors.recovery_codes_left);
    let app = match factors.authenticator {
        None => view! {
            <div>
                <dt>{second_factor::authenticator(language)}</dt>
                <dd>{second_factor::not_set_up(language)}</dd>
                <dd class="acts">
                    <a class="btn sm" href=PagePath::Authenticator.to_string()>{second_factor::set_up(language)}</a>
                </dd>
            </div>
        }
        .into_any(),
        Some(since) => view! {
            <div>
                <dt>{second_factor::authenticator(language)}</dt>
                <dd>{second_factor::set_up_at(language)}" "<Ago at=since now/></dd>
                <dd class="acts">
                    <a class="btn sm" data-noscroll="" href=format!("{}?dialog={REMOVE}", PagePath::Account)>
                        {second_factor::remove(language)}
                    </a>
                </dd>
            </div>
        }
        .into_any(),
    };
    let codes = has_one.then(|| {
        view! {
            <div>
                <dt>{second_factor::recovery_codes(language)}</dt>
                <dd>{second_factor::codes_left(language, codes_left)}</dd>
                <dd class="acts">
                    <PostForm post=replace>
                        <SubmissionToken/>
                        <SubmitButton label=second_factor::replace_codes(language) tone="sm" pending=replace.pending/>
                    </PostForm>
                </dd>
            </div>
        }
    });
    let rows = view! { {app} {codes} }.into_any();
    view! {
        <section class="card" aria-labelledby="second-factor">
            <div class="card-head">
                <div>
                    <h2 id="second-factor">{second_factor::title(language)}</h2>
                    <p>{second_factor::lead(language)}</p>
                </div>
            </div>
            <ErrorSummary failure=replace.failure/>
            <Policy required has_one rows/>
        </section>
    }
    .into_any()
}

/// The rows of the person, and whether everybody needs a second factor.
#[component]
fn Policy(required: bool, has_one: bool, rows: AnyView) -> AnyView {
    let language = language();
    let post = Post::to(RequireSecondFactor::PATH);
    let reason = match forbidden(Permission::ManageMembers) {
        Some(refusal) => Some(forbidden_text(language, refusal)),
        None => (!required && !has_one).then(|| second_factor::set_up_own_first(language).to_owned()),
    };
    let (text, label, value) = if required {
        (second_factor::required(language), second_factor::stop_requiring(language), "off")
    } else {
        (second_factor::optional(language), second_factor::require(language), "on")
    };
    let action = if reason.is_none() {
        view! {
            <PostForm post>
                <SubmissionToken/>
                <input type="hidden" name="required" value=value/>
                <SubmitButton label tone="sm" pending=post.pending/>
            </PostForm>
        }
        .into_any()
    } else {
        view! { <DisabledButton label reason_id="policy-reason"/> }.into_any()
    };
    view! {
        <ErrorSummary failure=post.failure/>
        <dl class="facts">
            {rows}
            <div>
                <dt>{second_factor::policy(language)}</dt>
                <dd>{text}</dd>
                <dd class="acts">{action}</dd>
                {reason.map(|reason| view! {
                    <dd class="under"><Reason id="policy-reason">{reason}</Reason></dd>
                })}
            </div>
        </dl>
    }
    .into_any()
}

/// The name of the dialog in the URL.
pub(in crate::pages::account) const REMOVE: &str = "remove-authenticator";

/// **Remove** -> **Remove**.
#[component]
pub(in crate::pages::account) fn RemoveDialog() -> AnyView {
    let language = language();
    let post = Post::to(RemoveAuthenticator::PATH);
    let close = PagePath::Account.to_string();
    view! {
        <Dialog title=second_factor::remove_question(language) lead=second_factor::remove_lead(language).to_owned()
            close=close.clone()>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body"><ErrorSummary failure=post.failure/></div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll="" href=close autofocus>{common::cancel(language)}</a>
                    <SubmitButton label=second_factor::remove(language) tone="danger solid" pending=post.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}
