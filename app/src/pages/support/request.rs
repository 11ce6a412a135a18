//! The page `/support/{number}`: the messages of a request, and the actions on it.

use domain::account::PersonId;
use domain::account::permission::Permission;
use domain::field::Field;
use domain::support::{RequestAction, Side, SupportMessage, SupportRequest, Topic};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::use_params_map;

use super::api::{AnswerRequest, RequestDetail, SettleRequest, WithdrawRequest, read_request};
use super::{state_tag, topic_text};
use crate::data::{page_data, show};
use crate::failure::{Failure, FailureKind};
use crate::i18n::text::help;
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::{forbidden, language};
use crate::ui::{
    Ago, ErrorSummary, ForbiddenReasons, PageHead, Permitted, Post, PostForm, SubmissionToken, SubmitButton,
    TextField,
};

#[component]
pub(crate) fn RequestPage() -> AnyView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")?.parse::<i64>().ok()));
    let request = page_data(
        move || number.get(),
        async move |number| match number {
            Some(number) => read_request(number).await,
            None => Err(Failure::new(FailureKind::NotFound)),
        },
    );
    show(request, page)
}

fn page(detail: RequestDetail) -> AnyView {
    let language = language();
    let RequestDetail { now, filed, side, me } = detail;
    let request = &filed.request;
    let messages: Vec<AnyView> =
        request.messages.iter().map(|message| message_view(message, me, now)).collect();
    let app = request.application.map(|app| {
        view! { <a class="mono" href=PagePath::Application(app).to_string()>{app.to_string()}</a> }
    });
    let (state, topic) = (state_tag(language, request.state), topic_text(language, request.topic));
    let acts = actions(filed.id, request, side);
    let subject = request.subject.as_str().to_owned();
    view! {
        <Page title=subject.clone()>
            <PageHead title=subject>
                <a class="btn" href=PagePath::Support.to_string()>{help::title(language)}</a>
            </PageHead>
            <ForbiddenReasons permissions=&[Permission::FileRequests]/>
            <div class="stack">
                <p class="row">
                    {state}
                    <span class="tag">{topic}</span>
                    {app}
                </p>
                <section class="card" aria-label=help::conversation(language)><ul class="messages">{messages}</ul></section>
                {acts}
            </div>
        </Page>
    }
    .into_any()
}

fn message_view(message: &SupportMessage, me: Option<PersonId>, now: Timestamp) -> AnyView {
    let language = language();
    let side = match message.side {
        _ if message.by.is_some() && message.by == me => help::by_you(language),
        Side::Customer => help::by_customer(language),
        Side::Operator => help::by_operator(language),
    };
    view! {
        <li class="card-body">
            <p class="small"><b>{side}</b>" "<span class="faint"><Ago now at=message.at/></span></p>
            <p class="lines-text">{message.text.as_str().to_owned()}</p>
        </li>
    }
    .into_any()
}

/// The actions that `side` can take next.
fn actions(id: i64, request: &SupportRequest, side: Side) -> AnyView {
    let can = |act| request.next(side, act).is_ok();
    // An operator may be the one who filed the request.
    let may_file = forbidden(Permission::FileRequests).is_none();
    let is_open = may_file && request.next(Side::Customer, RequestAction::Withdraw).is_ok();
    let is_deletion = request.topic == Topic::Deletion;
    view! {
        {can(RequestAction::Write).then(|| view! { <WriteForm id side/> })}
        <div class="row start">
            {can(RequestAction::Settle).then(|| view! { <SettleForm id is_deletion/> })}
            {is_open.then(|| view! { <WithdrawForm id/> })}
        </div>
    }
    .into_any()
}

/// **Answer** of an operator, **Add** of a customer.
#[component]
fn WriteForm(id: i64, side: Side) -> AnyView {
    let language = language();
    let post = Post::to(AnswerRequest::PATH);
    let failure = post.failure;
    let label = if side == Side::Operator { help::answer(language) } else { help::add(language) };
    view! {
        <PostForm post class="card card-body form" label>
            <SubmissionToken/>
            <ErrorSummary failure/>
            <input type="hidden" name="request" value=id.to_string()/>
            <TextField field=Field::Message label=help::message(language) failure multiline=true/>
            <div class="row">
                <Permitted permission=Permission::FileRequests label>
                    <SubmitButton label pending=post.pending/>
                </Permitted>
            </div>
        </PostForm>
    }
    .into_any()
}

/// **Close**; of a request for deletion, **Delete the application and close**.
#[component]
fn SettleForm(id: i64, is_deletion: bool) -> AnyView {
    let language = language();
    let post = Post::to(SettleRequest::PATH);
    let (label, tone) =
        if is_deletion { (help::settle_deletion(language), "danger") } else { (help::settle(language), "") };
    view! {
        <PostForm post class="stack tight">
            <SubmissionToken/>
            <ErrorSummary failure=post.failure/>
            <input type="hidden" name="request" value=id.to_string()/>
            {is_deletion.then(|| view! { <p class="small soft">{help::settle_hint_deletion(language)}</p> })}
            <div class="row"><SubmitButton label tone pending=post.pending/></div>
        </PostForm>
    }
    .into_any()
}

/// The form of **Withdraw**.
#[component]
fn WithdrawForm(id: i64) -> AnyView {
    let post = Post::to(WithdrawRequest::PATH);
    view! {
        <PostForm post class="stack tight">
            <SubmissionToken/>
            <ErrorSummary failure=post.failure/>
            <input type="hidden" name="request" value=id.to_string()/>
            <div class="row"><SubmitButton label=help::withdraw(language()) tone="" pending=post.pending/></div>
        </PostForm>
    }
    .into_any()
}
