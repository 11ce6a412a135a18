//! The card **Administrators** of an application: who may call `/v4` for it, and how to change that.

use domain::account::language::Language;
use domain::account::permission::Permission;
use domain::application::sdkappid::Sdkappid;
use domain::field::Field;
use domain::usersig::user_id::UserId;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use crate::failure::Failure;
use crate::i18n::text::fields;
use crate::shell::preferences::language;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, into_failure, invalid, parse_or_not_found, redirect};
use crate::ui::{
    DisabledButton, ErrorSummary, FieldError, Permitted, Post, PostForm, Reason, SubmissionToken,
    SubmitButton,
};
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};

/// The list of administrators, and the form that adds one.
#[component]
pub(crate) fn AdministratorsCard(sdkappid: Sdkappid, users: Vec<UserId>) -> AnyView {
    let language = language();
    let removal = Post::to(RemoveAdministrator::PATH).rereading();
    // Errors about the UserID itself are already visible in the reloaded list.
    let refusal = Signal::derive(move || removal.failure.get().filter(|failure| failure.fields.is_empty()));
    let is_last = users.len() == 1;
    let rows: Vec<AnyView> =
        users.into_iter().map(|user| row(sdkappid, &user, is_last, removal, language)).collect();
    view! {
        <section class="card" id="administrators" aria-labelledby="administrators-title">
            <div class="card-head"><h2 id="administrators-title">{fields::administrators(language)}</h2></div>
            <div class="card-body"><p class="small soft">{fields::administrators_lead(language)}</p></div>
            <ErrorSummary failure=refusal/>
            <ul class="lines">{rows}</ul>
            {is_last.then(|| view! { <p class="card-body small"><Reason id="why-last">{fields::last(language)}</Reason></p> })}
            <NewAdministrator sdkappid/>
        </section>
    }
    .into_any()
}

/// The form of **Add**.
#[component]
fn NewAdministrator(sdkappid: Sdkappid) -> AnyView {
    let language = language();
    let post = Post::to(AddAdministrator::PATH);
    let failure = post.failure;
    let is_wrong = Memo::new(move |_| {
        failure
            .with(|failure| failure.as_ref().is_some_and(|failure| failure.problem(Field::UserId).is_some()))
    });
    let typed = failure.with_untracked(|failure| {
        failure.as_ref().and_then(|failure| failure.typed(Field::UserId)).map(ToOwned::to_owned)
    });
    view! {
        <PostForm post class="card-body form">
            <SubmissionToken/>
            <ErrorSummary failure/>
            <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
            <div class="field">
                <label for="f-user_id">{fields::new_administrator(language)}</label>
                <div class="with-btn">
                    <input class="input mono" id="f-user_id" name="user_id" value=typed autocomplete="off"
                        autofocus=is_wrong.get_untracked() aria-invalid=move || is_wrong.get().then_some("true")
                        aria-describedby=move || is_wrong.get().then_some("e-user_id")/>
                    <Permitted permission=Permission::EditApplications label=fields::add(language)>
                        <SubmitButton label=fields::add(language) pending=post.pending tone=""/>
                    </Permitted>
                </div>
                <FieldError field=Field::UserId failure/>
            </div>
        </PostForm>
    }
    .into_any()
}

fn row(sdkappid: Sdkappid, user: &UserId, is_last: bool, removal: Post, language: Language) -> AnyView {
    let name = user.to_string();
    let (user_id, label) = (name.clone(), fields::remove_named(language, &name));
    let remove = if is_last {
        view! { <DisabledButton label=fields::remove(language) reason_id="why-last"/> }.into_any()
    } else {
        view! {
            <Permitted permission=Permission::EditApplications label=fields::remove(language)>
                <PostForm post=removal>
                    <SubmissionToken/>
                    <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                    <input type="hidden" name="user_id" value=user_id/>
                    <button class="btn sm" type="submit" aria-busy=move || removal.pending.get().then_some("true")
                        aria-label=label>{fields::remove(language)}</button>
                </PostForm>
            </Permitted>
        }
        .into_any()
    };
    view! { <li><span class="mono">{name}</span>{remove}</li> }.into_any()
}

/// **Add** of an administrator.
#[server(endpoint = "add_administrator")]
pub async fn add_administrator(
    #[server(default)] sdkappid: String,
    #[server(default)] user_id: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let (sdkappid, user) = parse(&sdkappid, &user_id)?;
    let added = console.acting_as(&actor).applications().add_administrator(sdkappid, &user).await;
    added.map_err(into_failure)?;
    redirect(&format!("{}#administrators", Done::Saved.on(PagePath::Application(sdkappid))));
    Ok(())
}

/// **Remove** of an administrator.
#[server(endpoint = "remove_administrator")]
pub async fn remove_administrator(
    #[server(default)] sdkappid: String,
    #[server(default)] user_id: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let (sdkappid, user) = parse(&sdkappid, &user_id)?;
    console
        .acting_as(&actor)
        .applications()
        .remove_administrator(sdkappid, &user)
        .await
        .map_err(into_failure)?;
    redirect(&format!("{}#administrators", Done::Saved.on(PagePath::Application(sdkappid))));
    Ok(())
}

#[cfg(feature = "ssr")]
fn parse(sdkappid: &str, user: &str) -> Result<(Sdkappid, UserId), Failure> {
    use domain::field::{InvalidField, Problem};
    use domain::text::is_visible;
    let sdkappid = parse_or_not_found(sdkappid)?;
    let wrong = |problem| invalid(vec![InvalidField { field: Field::UserId, problem }]);
    match user.trim() {
        "" => Err(wrong(Problem::Missing)),
        text if text.len() > UserId::MAX_BYTES => Err(wrong(Problem::TooManyBytes(UserId::MAX_BYTES))),
        // A UserID is compared byte by byte, so it is taken verbatim; but a row must show something.
        text if !is_visible(text) => Err(wrong(Problem::NothingVisible)),
        text => Ok((sdkappid, text.parse().map_err(|_| wrong(Problem::ControlCharacter))?)),
    }
}
