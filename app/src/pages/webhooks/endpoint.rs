//! The page `/webhooks/{number}`: settings, secret and messages of an endpoint.

use domain::field::Field;
use domain::webhook::{Endpoint, EndpointId, EndpointState};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::use_params_map;

use super::api::{EndpointView, SaveWebhook, SwitchWebhook, TestWebhook, read_webhook};
use super::dialogs::EndpointDialog;
use super::form::SettingsFields;
use super::messages::MessagesCard;
use super::names::endpoint_tag;
use crate::address::{parameter, use_page_url};
use crate::data::{page_data, show};
use crate::i18n::text::{as_code, webhooks};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{
    ApiCall, CopyTextButton, ErrorSummary, Icon, Notice, PageHead, Post, PostForm, ShowAsCode,
    SubmissionToken, SubmitButton,
};

#[component]
pub(crate) fn EndpointPage() -> AnyView {
    let (params, url) = (use_params_map(), use_page_url());
    let query = move |name| url.with(|url| parameter(&url.search, name));
    let number = Memo::new(move |_| params.with(|params| params.get("number").unwrap_or_default()));
    let before = Memo::new(move |_| query("before").parse::<i64>().ok());
    let reveal = Memo::new(move |_| query("reveal"));
    let dialog = Memo::new(move |_| EndpointDialog::named(&query("dialog")));
    let detail = page_data(
        move || (number.get(), before.get(), reveal.get()),
        |(number, before, reveal)| read_webhook(number, before, reveal),
    );
    show(detail, move |detail| page(detail, dialog))
}

fn page(detail: EndpointView, dialog: Memo<Option<EndpointDialog>>) -> AnyView {
    let language = language();
    let id = detail.endpoint.id;
    let title = detail.endpoint.settings.url.to_string();
    let open_dialog = move || dialog.get().map(|dialog| dialog.view(id));
    let path = format!("/webhooks/{id}");
    let calls = vec![
        (as_code::list_messages(language), ApiCall::new("GET", format!("{path}/messages"))),
        (as_code::test_webhook(language), ApiCall::new("POST", format!("{path}/test"))),
        (as_code::rotate_webhook(language), ApiCall::new("POST", format!("{path}/secrets"))),
        (as_code::delete_webhook(language), ApiCall::new("DELETE", path)),
    ];
    let notice = match detail.endpoint.state {
        EndpointState::Enabled => None,
        EndpointState::Disabled => Some(webhooks::disabled_text(language)),
        EndpointState::Gone => Some(webhooks::gone_text(language)),
    };
    view! {
        <Page
            title=title.clone()
            dialog=Some(open_dialog.into_any())
            inert=Signal::derive(move || dialog.with(Option::is_some))
        >
            <PageHead title lead=detail.endpoint.settings.description.as_str()>
                <a class="btn" href=PagePath::Webhooks.to_string()><Icon name="left"/>{webhooks::title(language)}</a>
            </PageHead>
            <div class="stack">
                {notice.map(|text| view! { <Notice><p>{text}</p></Notice> })}
                <StateCard endpoint=detail.endpoint.clone() secret=detail.secret.clone()/>
                <MessagesCard detail=detail.clone()/>
                <SettingsCard endpoint=detail.endpoint/>
                <ShowAsCode calls/>
            </div>
        </Page>
    }
    .into_any()
}

/// State and secret, and what can be done with them.
#[component]
fn StateCard(endpoint: Endpoint, secret: Option<String>) -> AnyView {
    let language = language();
    let (id, is_enabled) = (endpoint.id, endpoint.state == EndpointState::Enabled);
    let page = PagePath::Webhook(id.0);
    let (switch, test) = (Post::to(SwitchWebhook::PATH), Post::to(TestWebhook::PATH));
    let label = if is_enabled { webhooks::disable(language) } else { webhooks::enable(language) };
    view! {
        <section class="card" id="secret" aria-label=webhooks::endpoint(language)>
            <ErrorSummary failure=switch.failure/>
            <ErrorSummary failure=test.failure/>
            <dl class="facts">
                <div>
                    <dt>{webhooks::state(language)}</dt>
                    <dd>{endpoint_tag(language, endpoint.state)}</dd>
                    <dd class="acts">
                        {is_enabled.then(|| view! {
                            <PostForm post=test>
                                <SubmissionToken/>
                                {hidden(id)}
                                <SubmitButton label=webhooks::test(language) tone="sm" icon="send" pending=test.pending/>
                            </PostForm>
                        })}
                        <PostForm post=switch>
                            <SubmissionToken/>
                            {hidden(id)}
                            <input type="hidden" name="enabled" value=(!is_enabled).to_string()/>
                            <SubmitButton label tone="sm" icon="power" pending=switch.pending/>
                        </PostForm>
                        <a class="btn sm danger" data-noscroll href=format!("{page}?dialog=delete")>
                            <Icon name="trash"/>{webhooks::delete(language)}
                        </a>
                    </dd>
                </div>
                <div>
                    <dt>{webhooks::secret(language)}</dt>
                    <dd>{secret_view(secret)}</dd>
                    <dd class="acts">
                        <a class="btn sm" data-noscroll href=format!("{page}?dialog=rotate")>
                            <Icon name="rotate"/>{webhooks::rotate(language)}
                        </a>
                    </dd>
                </div>
            </dl>
        </section>
    }
    .into_any()
}

/// The secret in the one response that shows it; what it is for in all others.
fn secret_view(secret: Option<String>) -> AnyView {
    let language = language();
    let Some(secret) = secret else {
        return view! { <span class="small soft">{webhooks::secret_lead(language)}</span> }.into_any();
    };
    view! {
        <p class="secret">
            <code class="key-text" translate="no">{secret.clone()}</code>
            <CopyTextButton label=webhooks::copy_secret(language) text=secret/>
        </p>
        <p class="reason" role="status"><Icon name="info" small=true/><span>{webhooks::secret_shown(language)}</span></p>
    }
    .into_any()
}

#[component]
fn SettingsCard(endpoint: Endpoint) -> AnyView {
    let language = language();
    let post = Post::to(SaveWebhook::PATH);
    let failure = post.failure;
    view! {
        <section class="card" aria-labelledby="settings">
            <div class="card-head"><h2 id="settings">{webhooks::settings(language)}</h2></div>
            <PostForm post class="card-body form">
                <SubmissionToken/>
                {hidden(endpoint.id)}
                <ErrorSummary failure labels=vec![(Field::Description, webhooks::description(language))]/>
                <SettingsFields failure settings=Some(endpoint.settings)/>
                <div class="row"><SubmitButton label=webhooks::save(language) pending=post.pending/></div>
            </PostForm>
        </section>
    }
    .into_any()
}

/// The field that says which endpoint a form is about.
fn hidden(id: EndpointId) -> AnyView {
    view! { <input type="hidden" name="endpoint" value=id.to_string()/> }.into_any()
}
