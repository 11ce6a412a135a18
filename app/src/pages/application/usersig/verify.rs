//! The card **Verify**: diagnoses a pasted UserSig, reports every check and says what to do.

use domain::account::language::Language;
use domain::account::permission::Permission;
use domain::usersig::diagnosis::{Check, CheckName, CheckOutcome, Diagnosis};
use domain::usersig::service_code::ServiceCode;
use domain::usersig::tool::{Diagnosed, ToolPage};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::VerifyUsersig;
use crate::i18n::text::{usersig, usersig_tool};
use crate::routes::PagePath;
use crate::ui::{ErrorSummary, Icon, Permitted, Post, PostForm, textarea_html};

pub(super) fn card(bench: &ToolPage, diagnosed: Option<&Diagnosed>, language: Language) -> AnyView {
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
            <div class="card-head"><h2 id="verify">{usersig_tool::verify(language)}</h2></div>
            <PostForm post class="card-body form">
                <ErrorSummary failure/>
                <input type="hidden" name="sdkappid" value=sdkappid/>
                <div class="field">
                    <label for="v-usersig">"UserSig"</label>
                    <textarea class="input mono" id="v-usersig" name="usersig" rows="5" spellcheck="false" autocomplete="off"
                        aria-describedby="v-usersig-hint" inner_html=textarea_html(&pasted)></textarea>
                    <p class="hint" id="v-usersig-hint">{usersig_tool::usersig_hint(language)}</p>
                </div>
                <div class="field">
                    <span class="label">
                        <label for="v-user_id">"UserID"</label>" "<span class="opt">{usersig_tool::user_optional(language)}</span>
                    </span>
                    <div class="with-btn">
                        <input class="input mono" id="v-user_id" name="user_id" value=user autocomplete="off"/>
                        <Permitted permission=Permission::UseUserSigs label=usersig_tool::verify(language)>
                            <button class="btn" type="submit" aria-busy=move || pending.get().then_some("true")>
                                {usersig_tool::verify(language)}
                            </button>
                        </Permitted>
                    </div>
                </div>
            </PostForm>
            {diagnosed.map(|diagnosed| result(&diagnosed.diagnosis, bench, language))}
        </section>
    }
    .into_any()
}

/// The diagnosis: the service's answer, then every check, then what to do.
fn result(diagnosis: &Diagnosis, bench: &ToolPage, language: Language) -> AnyView {
    let code = diagnosis.code.number();
    let is_accepted = diagnosis.code == ServiceCode::Ok;
    let (icon, tone, title) = if is_accepted {
        ("ok", "icon s20 tone-ok", usersig_tool::accepted(language).to_owned())
    } else {
        ("fail", "icon s20 tone-bad", usersig_tool::refused(language, code))
    };
    let checks: Vec<AnyView> = diagnosis.checks.iter().map(|check| line(check, language)).collect();
    let advice: Vec<AnyView> = diagnosis
        .advice
        .iter()
        .map(|advice| view! { <li><span>{usersig::advice(language, advice)}</span></li> }.into_any())
        .collect();
    let repaired = diagnosis.repaired.map(|code| {
        let text = match code {
            ServiceCode::Ok => usersig_tool::repaired_accepted(language).to_owned(),
            code => usersig_tool::repaired_refused(language, code.number()),
        };
        view! { <p>{text}</p> }
    });
    let open_key = format!("{}#key", PagePath::Application(bench.sdkappid));
    let advice = (!advice.is_empty()).then(|| {
        view! {
            <div class="remedy">
                <h3>{usersig_tool::advice(language)}</h3>
                <ol>{advice}</ol>
                <div class="row">
                    <a class="btn sm" href=open_key><Icon name="key"/>{usersig_tool::open_key(language)}</a>
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
                    <p>{usersig_tool::service_words(language, diagnosis.code)}</p>
                    {repaired}
                </div>
            </div>
            <ul class="checks">{checks}</ul>
            {advice}
        </div>
    }
    .into_any()
}

fn line(check: &Check, language: Language) -> AnyView {
    let (class, icon, tone, said) = match check.outcome {
        CheckOutcome::Holds => ("", "ok", "icon tone-ok", usersig_tool::passed(language)),
        CheckOutcome::Doubtful => ("doubtful", "warn", "icon tone-warn", usersig_tool::doubtful(language)),
        CheckOutcome::Fails => ("fail", "fail", "icon tone-bad", usersig_tool::failed(language)),
        CheckOutcome::Unchecked => ("", "off", "icon faint", usersig_tool::unchecked(language)),
    };
    let findings: Vec<AnyView> = check
        .findings
        .iter()
        .map(|finding| view! { <small>{usersig::finding(language, finding)}</small> }.into_any())
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
    usersig::check_title(language, name)
}
