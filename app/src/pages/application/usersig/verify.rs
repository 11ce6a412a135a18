//! The card **Verify**: diagnoses a pasted UserSig, reports every check and says what to do.

use domain::account::language::Language;
use domain::usersig::diagnosis::{Check, CheckName, Diagnosis, Outcome};
use domain::usersig::service_code::ServiceCode;
use domain::usersig::workbench::{Diagnosed, Workbench};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::VerifyUsersig;
use crate::i18n::text::{usersig as found, workbench as words};
use crate::routes::PagePath;
use crate::ui::{ErrorSummary, Icon, Post, PostForm, textarea_html};

pub(super) fn card(bench: &Workbench, diagnosed: Option<&Diagnosed>, language: Language) -> AnyView {
    let post = Post::to(VerifyUsersig::PATH);
    let (failure, pending) = (post.failure, post.pending);
    let (pasted, user) =
        diagnosed.map(|diagnosed| (diagnosed.pasted.clone(), diagnosed.user.clone())).unwrap_or_default();
    let before = failure.get_untracked();
    let sent = |name: &str| before.as_ref().and_then(|failure| failure.sent(name)).map(ToOwned::to_owned);
    let (pasted, user) = (sent("usersig").unwrap_or(pasted), sent("user_id").unwrap_or(user));
    let sdkappid = bench.sdkappid.to_string();
    view! {
        <section class="card" aria-labelledby="verify">
            <div class="card-head"><h2 id="verify">{words::verify(language)}</h2></div>
            <PostForm post class="card-body form">
                <ErrorSummary failure/>
                <input type="hidden" name="sdkappid" value=sdkappid/>
                <div class="field">
                    <label for="v-usersig">"UserSig"</label>
                    <textarea class="input mono" id="v-usersig" name="usersig" rows="5" spellcheck="false" autocomplete="off"
                        aria-describedby="v-usersig-hint" inner_html=textarea_html(&pasted)></textarea>
                    <p class="hint" id="v-usersig-hint">{words::usersig_hint(language)}</p>
                </div>
                <div class="field">
                    <span class="label">
                        <label for="v-user_id">"UserID"</label>" "<span class="opt">{words::user_optional(language)}</span>
                    </span>
                    <div class="with-btn">
                        <input class="input mono" id="v-user_id" name="user_id" value=user autocomplete="off"/>
                        <button class="btn" type="submit" aria-busy=move || pending.get().then_some("true")>
                            {words::verify(language)}
                        </button>
                    </div>
                </div>
            </PostForm>
            {diagnosed.map(|diagnosed| result(&diagnosed.diagnosis, bench, language))}
        </section>
    }
    .into_any()
}

/// The diagnosis: the service's answer, then every check, then what to do.
fn result(diagnosis: &Diagnosis, bench: &Workbench, language: Language) -> AnyView {
    let code = diagnosis.code.number();
    let is_accepted = diagnosis.code == ServiceCode::Ok;
    let (icon, tone, title) = if is_accepted {
        ("ok", "icon s20 tone-ok", words::accepted(language).to_owned())
    } else {
        ("fail", "icon s20 tone-bad", words::refused(language, code))
    };
    let checks: Vec<AnyView> = diagnosis.checks.iter().map(|check| line(check, language)).collect();
    let remedies: Vec<AnyView> = diagnosis
        .remedies
        .iter()
        .map(|remedy| view! { <li><span>{found::remedy(language, remedy)}</span></li> }.into_any())
        .collect();
    let repaired = diagnosis.repaired.map(|code| {
        let text = match code {
            ServiceCode::Ok => words::repaired_accepted(language).to_owned(),
            code => words::repaired_refused(language, code.number()),
        };
        view! { <p>{text}</p> }
    });
    let open_key = format!("{}#key", PagePath::Application(bench.sdkappid));
    let remedy = (!remedies.is_empty()).then(|| {
        view! {
            <div class="remedy">
                <h3>{words::remedy(language)}</h3>
                <ol>{remedies}</ol>
                <div class="row">
                    <a class="btn sm" href=open_key><Icon name="key"/>{words::open_key(language)}</a>
                </div>
            </div>
        }
    });
    view! {
        <div class="notice-box" id="diagnosis" role="status">
            <div class="verdict">
                <svg class=tone aria-hidden="true"><use href=crate::ui::symbol(icon)></use></svg>
                <div>
                    <h3>{title}</h3>
                    <p>{words::service_words(language, diagnosis.code)}</p>
                    {repaired}
                </div>
            </div>
            <ul class="checks">{checks}</ul>
            {remedy}
        </div>
    }
    .into_any()
}

fn line(check: &Check, language: Language) -> AnyView {
    let (class, icon, tone, said) = match check.outcome {
        Outcome::Holds => ("", "ok", "icon tone-ok", words::passed(language)),
        Outcome::Doubtful => ("doubtful", "warn", "icon tone-warn", words::doubtful(language)),
        Outcome::Fails => ("fail", "fail", "icon tone-bad", words::failed(language)),
        Outcome::Unchecked => ("", "off", "icon faint", words::unchecked(language)),
    };
    let findings: Vec<AnyView> = check
        .findings
        .iter()
        .map(|finding| view! { <small>{found::finding(language, finding)}</small> }.into_any())
        .collect();
    let name = check.name.code();
    let title = title(check.name, language);
    view! {
        <li class=class data-check=name>
            <svg class=tone aria-hidden="true"><use href=crate::ui::symbol(icon)></use></svg>
            <div><span class="sr">{said}</span>{title}{findings}</div>
        </li>
    }
    .into_any()
}

fn title(name: CheckName, language: Language) -> &'static str {
    found::check_title(language, name)
}
