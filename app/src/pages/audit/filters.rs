//! The form above the trail. It is a plain GET form: its fields are the query of the result's URL.

use domain::audit::Action;
use leptos::prelude::*;

use super::query::AuditQuery;
use crate::i18n::text::trail;
use crate::pages::application::overview::action_name;
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::Icon;

/// Person, action, application, days and text, as `query` has them. A search begins with the newest entry.
#[component]
pub(super) fn Filters(query: AuditQuery) -> AnyView {
    let language = language();
    let (from, to) = (query.from(), query.to());
    let is_filtered = !query.filter.is_empty();
    let application = query.filter.sdkappid.map(|sdkappid| sdkappid.to_string()).unwrap_or_default();
    let chosen = query.filter.action;
    let mut actions: Vec<(&str, &str)> =
        Action::ALL.into_iter().map(|action| (action_name(language, action), action.code())).collect();
    actions.sort_unstable();
    let actions: Vec<AnyView> = actions
        .into_iter()
        .map(|(name, code)| {
            let selected = chosen.is_some_and(|action| action.code() == code);
            view! { <option value=code selected=selected>{name}</option> }.into_any()
        })
        .collect();
    let clear = is_filtered.then(|| {
        view! { <a class="btn ghost" href=PagePath::Audit.to_string()>{trail::clear(language)}</a> }
    });
    view! {
        <form class="audit-filters" role="search" aria-label=trail::filters(language) action="/audit" method="get">
            <div class="field">
                <label for="audit-who">{trail::person(language)}</label>
                <input class="input" id="audit-who" name="who" autocomplete="off" spellcheck="false" value=query.filter.who/>
            </div>
            <div class="field">
                <label for="audit-action">{trail::action(language)}</label>
                <span class="select">
                    <select id="audit-action" name="action">
                        <option value="">{trail::any_action(language)}</option>
                        {actions}
                    </select>
                    <Icon name="down"/>
                </span>
            </div>
            <div class="field">
                <label for="audit-application">{trail::application(language)}</label>
                <input class="input" id="audit-application" name="application" inputmode="numeric" autocomplete="off" value=application/>
            </div>
            <div class="field">
                <label for="audit-from">{trail::from(language)}</label>
                <input class="input" id="audit-from" name="from" type="date" value=from/>
            </div>
            <div class="field">
                <label for="audit-to">{trail::to(language)}</label>
                <input class="input" id="audit-to" name="to" type="date" value=to/>
            </div>
            <div class="field">
                <label for="audit-q">{trail::search(language)}</label>
                <input
                    class="input" id="audit-q" name="q" type="search" autocomplete="off" spellcheck="false"
                    placeholder=trail::search_hint(language) value=query.filter.text
                />
            </div>
            <div class="row">
                <button class="btn" type="submit">{trail::apply(language)}</button>
                {clear}
            </div>
        </form>
    }
    .into_any()
}
