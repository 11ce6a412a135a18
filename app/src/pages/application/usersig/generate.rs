//! The card **Generate**: signs with the current key, on the server.

use domain::account::language::Language;
use domain::account::permission::Permission;
use domain::field::Field;
use domain::time::Timestamp;
use domain::usersig::private_map_key::{Privilege, Privileges};
use domain::usersig::tool::{Generated, ToolPage, Unit};
use leptos::html;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::GenerateUsersig;
use super::{code, room};
use crate::i18n::text::{common, keys, overview, usersig_tool};
use crate::shell::preferences;
use crate::ui::{
    CopyTextButton, ErrorSummary, Icon, Notice, Permitted, Post, PostForm, SubmitButton, TextField,
};

/// The proposed validity in days, as in Tencent's console.
const PROPOSED_DAYS: &str = "180";

pub(super) fn card(bench: &ToolPage, generated: Option<&Generated>, language: Language) -> AnyView {
    let tag = usersig_tool::key_tag(language, bench.key.version, bench.key.algorithm.label());
    let form = if bench.can_sign {
        form(bench, generated, language)
    } else {
        let why =
            if bench.sealed { usersig_tool::code_internal(language) } else { keys::cannot_sign(language) };
        view! { <div class="card-body"><Notice><p>{why}</p></Notice></div> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="generate">
            <div class="card-head"><h2 id="generate">{usersig_tool::generate(language)}</h2><span class="tag">{tag}</span></div>
            {form}
            {generated.map(|generated| result(bench, generated, language))}
        </section>
    }
    .into_any()
}

fn form(bench: &ToolPage, generated: Option<&Generated>, language: Language) -> AnyView {
    let post = Post::to(GenerateUsersig::PATH);
    let failure = post.failure;
    let user = generated.map(|generated| generated.user.clone()).unwrap_or_default();
    let filled_in = generated.map(|generated| generated.filled_in.clone()).unwrap_or_default();
    let expire =
        if filled_in.expire.is_empty() { PROPOSED_DAYS.to_owned() } else { filled_in.expire.clone() };
    // A refused attempt is newer than the previous result.
    let before = failure.get_untracked();
    let sent = |name: &str, made: &str| {
        before.as_ref().and_then(|failure| failure.sent(name)).unwrap_or(made).to_owned()
    };
    let made = generated.map_or(Privileges::ALL, |generated| generated.filled_in.privileges());
    let privileges = Privilege::ALL.into_iter().map(|privilege| {
        let ticked = before.as_ref().and_then(|failure| failure.ticked("privileges[]", privilege.code()));
        (privilege, ticked.unwrap_or(made.allows(privilege)))
    });
    let privileges = room::boxes(privileges, language);
    let room_kind = sent("room_kind", &filled_in.room_kind);
    let kinds = [
        ("none", usersig_tool::room_none(language)),
        ("number", usersig_tool::room_number(language)),
        ("name", usersig_tool::room_name(language)),
    ];
    let kinds: Vec<AnyView> = kinds
        .into_iter()
        .map(|(code, label)| {
            view! { <option value=code selected=room_kind == code>{label}</option> }.into_any()
        })
        .collect();
    let chosen_unit = sent("unit", &filled_in.unit);
    let units: Vec<AnyView> = Unit::ALL
        .into_iter()
        .map(|unit| {
            let selected = chosen_unit == unit.code();
            view! { <option value=unit.code() selected=selected>{usersig_tool::unit(language, unit)}</option> }
                .into_any()
        })
        .collect();
    // A selected or invalid room must be visible.
    let is_room_open = matches!(&*room_kind, "number" | "name") || !sent("room", "").is_empty();
    let fold = NodeRef::<html::Details>::new();
    Effect::new(move |_| {
        let is_wrong =
            failure.with(|failure| failure.as_ref().is_some_and(|it| it.problem(Field::Room).is_some()));
        if let Some(fold) = fold.get().filter(|_| is_wrong) {
            fold.set_open(true);
        }
    });
    let sdkappid = bench.sdkappid.to_string();
    view! {
        <PostForm post class="card-body form">
            <ErrorSummary failure/>
            <input type="hidden" name="sdkappid" value=sdkappid/>
            <TextField field=Field::UserId label="UserID" failure value=user mono=true hint=usersig_tool::user_hint(language)/>
            <div class="with-unit">
                <TextField field=Field::Expire label=usersig_tool::valid_for(language) kind="number" failure value=expire/>
                <div class="field">
                    <label for="g-unit">{usersig_tool::unit_label(language)}</label>
                    <span class="select">
                        <select id="g-unit" name="unit">{units}</select>
                        <Icon name="down"/>
                    </span>
                </div>
            </div>
            <details class="fold" open=is_room_open node_ref=fold>
                <summary><Icon name="right" small=true/>{usersig_tool::map_key(language)}</summary>
                <div class="form">
                    <p class="hint">{usersig_tool::map_key_hint(language)}</p>
                    <div class="field">
                        <label for="g-room_kind">{usersig_tool::room_kind(language)}</label>
                        <span class="select">
                            <select id="g-room_kind" name="room_kind">
                                {kinds}
                            </select>
                            <Icon name="down"/>
                        </span>
                    </div>
                    <TextField field=Field::Room label=usersig_tool::room(language) failure value=filled_in.room mono=true optional=true/>
                    {privileges}
                </div>
            </details>
            <Permitted permission=Permission::UseUserSigs label=usersig_tool::generate(language)>
                <SubmitButton label=usersig_tool::generate(language) pending=post.pending/>
            </Permitted>
        </PostForm>
    }
    .into_any()
}

fn result(bench: &ToolPage, generated: &Generated, language: Language) -> AnyView {
    let Generated { usersig, user, at, expire, map_key, .. } = generated;
    let expires = Timestamp::from_unix_seconds(
        at.unix_seconds().saturating_add(i64::try_from(*expire).unwrap_or(i64::MAX)),
    );
    let room = map_key.as_ref().map(|map_key| {
        view! {
            <div><dt>{usersig_tool::room(language)}</dt><dd>{map_key.room.to_string()}</dd></div>
            <div><dt>{usersig_tool::privileges(language)}</dt><dd>{room::names(map_key.privileges, language)}</dd></div>
        }
    });
    view! {
        <div class="card-body form notice-box" id="generated" role="status">
            <div class="row apart">
                <h3>{usersig_tool::usersig_for(language, user)}</h3>
                <CopyTextButton label=overview::copy(language) text=usersig.clone()/>
            </div>
            <pre class="code wrap-any" tabindex="0" role="region" aria-label=usersig_tool::generated_usersig(language) translate="no">
                {usersig.clone()}
            </pre>
            <dl class="facts dense plain short">
                <div><dt>{usersig_tool::generated(language)}</dt><dd><Moment at=*at/></dd></div>
                <div><dt>{usersig_tool::expires(language)}</dt><dd><Moment at=expires/></dd></div>
                {room}
            </dl>
            {code::snippets(bench.sdkappid, user, *expire, bench.key.algorithm, language)}
        </div>
    }
    .into_any()
}

/// A time, to the minute.
#[component]
fn Moment(at: Timestamp) -> impl IntoView {
    let text = common::utc(preferences::language(), &at.date_and_minute());
    view! { <time datetime=at.to_string()>{text}</time> }
}
