//! The card **Administrators** of an application, written by the server alone.

use domain::field::{Field, Invalid, Problem};
use domain::language::Language;
use domain::sdkappid::Sdkappid;
use domain::text::is_visible;
use domain::user_id::UserId;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use crate::failure::Failure;
use crate::markup::Markup;
use crate::ssr::{actor, console, fail, go, invalid};
use crate::text::written as words;
use crate::ui::{DisabledButton, ErrorSummary, FieldError, Post, Reason, SubmissionToken};

/// Who may call `/v4`, and changing that.
pub(crate) fn card(sdkappid: Sdkappid, users: &[UserId], language: Language) -> Markup {
    let failure = Post::to(AddAdministrator::PATH).failure;
    let removal = Post::to(RemoveAdministrator::PATH).failure;
    let typed = failure.with_untracked(|failure| {
        failure.as_ref().and_then(|failure| failure.typed(Field::UserId)).map(ToOwned::to_owned)
    });
    let is_wrong = failure.with_untracked(Option::is_some);
    let is_last = users.len() == 1;
    let rows: Vec<AnyView> = users.iter().map(|user| row(sdkappid, user, is_last, language)).collect();
    let view = view! {
        <section class="card" id="administrators" aria-labelledby="administrators-title">
            <div class="card-head"><h2 id="administrators-title">{words::administrators(language)}</h2></div>
            <div class="card-body"><p class="small soft">{words::administrators_lead(language)}</p></div>
            <ErrorSummary failure=removal/>
            <ul class="lines">{rows}</ul>
            {is_last.then(|| view! { <p class="card-body small"><Reason id="why-last">{words::last(language)}</Reason></p> })}
            <form class="card-body form" method="post" action=AddAdministrator::PATH novalidate="">
                <SubmissionToken/>
                <ErrorSummary failure/>
                <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                <div class="field">
                    <label for="f-user_id">{words::new_administrator(language)}</label>
                    <div class="with-btn">
                        <input class="input mono" id="f-user_id" name="user_id" value=typed autocomplete="off"
                            autofocus=is_wrong aria-invalid=is_wrong.then_some("true") aria-describedby="e-user_id"/>
                        <button class="btn" type="submit">{words::add(language)}</button>
                    </div>
                    <FieldError field=Field::UserId failure/>
                </div>
            </form>
        </section>
    };
    Markup::new(view.to_html())
}

fn row(sdkappid: Sdkappid, user: &UserId, is_last: bool, language: Language) -> AnyView {
    let name = user.to_string();
    let remove = if is_last {
        view! { <DisabledButton label=words::remove(language) reason_id="why-last"/> }.into_any()
    } else {
        view! {
            <form method="post" action=RemoveAdministrator::PATH novalidate="">
                <SubmissionToken/>
                <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                <input type="hidden" name="user_id" value=name.clone()/>
                <button class="btn sm" type="submit" aria-label=words::remove_named(language, &name)>{words::remove(language)}</button>
            </form>
        }
        .into_any()
    };
    view! { <li><span class="mono">{name}</span>{remove}</li> }.into_any()
}

/// **Add**.
#[server(endpoint = "add_administrator")]
pub async fn add_administrator(
    #[server(default)] sdkappid: String,
    #[server(default)] user_id: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let (sdkappid, user) = parse(&sdkappid, &user_id)?;
    let added = console.acting_as(&actor).applications().add_administrator(sdkappid, &user).await;
    added.map_err(fail)?;
    go(&format!("/applications/{sdkappid}?done=saved#administrators"));
    Ok(())
}

/// **Remove**.
#[server(endpoint = "remove_administrator")]
pub async fn remove_administrator(
    #[server(default)] sdkappid: String,
    #[server(default)] user_id: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let (sdkappid, user) = parse(&sdkappid, &user_id)?;
    console.acting_as(&actor).applications().remove_administrator(sdkappid, &user).await.map_err(fail)?;
    go(&format!("/applications/{sdkappid}?done=saved#administrators"));
    Ok(())
}

fn parse(sdkappid: &str, user: &str) -> Result<(Sdkappid, UserId), Failure> {
    let sdkappid = sdkappid.parse().map_err(|_| fail(::console::Error::NotFound))?;
    let wrong = |problem| invalid(vec![Invalid { field: Field::UserId, problem }]);
    match user.trim() {
        "" => Err(wrong(Problem::Missing)),
        text if text.len() > UserId::MOST_BYTES => Err(wrong(Problem::TooManyBytes(UserId::MOST_BYTES))),
        // A UserID is compared byte by byte, so it is taken as it is; but a row has to show something.
        text if !is_visible(text) => Err(wrong(Problem::NothingVisible)),
        text => Ok((sdkappid, text.parse().map_err(|_| wrong(Problem::ControlCharacter))?)),
    }
}
