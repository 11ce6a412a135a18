//! **Passkeys** on `/account`.

use domain::account::second_factor::{PasskeyFacts, SecondFactors};
use domain::time::Timestamp;
use leptos::prelude::*;

use super::dialogs::PasskeyDialog;
use crate::i18n::text::{account, passkeys};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Ago, Day, DisabledButton, Reason};

#[component]
pub(in crate::pages::account) fn PasskeysCard(now: Timestamp, factors: SecondFactors) -> AnyView {
    let language = language();
    let add = passkeys::add(language);
    let action = if factors.passkeys_off.is_some() {
        view! { <DisabledButton label=add reason_id="passkeys-off"/> }.into_any()
    } else {
        view! { <a class="btn sm" href=PagePath::NewPasskey.to_string()>{add}</a> }.into_any()
    };
    let reason = factors.passkeys_off.map(|off| {
        let text = passkeys::off_text(language, off);
        view! { <div class="card-body"><Reason id="passkeys-off">{text}</Reason></div> }
    });
    let contents = match (factors.passkeys.is_empty(), factors.passkeys_off.is_some()) {
        (true, true) => ().into_any(),
        (true, false) => {
            view! { <div class="card-body"><p class="soft">{passkeys::none(language)}</p></div> }.into_any()
        }
        (false, _) => view! { <List now list=factors.passkeys/> }.into_any(),
    };
    view! {
        <section class="card" aria-labelledby="passkeys">
            <div class="card-head">
                <div>
                    <h2 id="passkeys">{passkeys::title(language)}</h2>
                    <p>{passkeys::lead(language)}</p>
                </div>
                {action}
            </div>
            {reason}
            {contents}
        </section>
    }
    .into_any()
}

#[component]
fn List(now: Timestamp, list: Vec<PasskeyFacts>) -> AnyView {
    let language = language();
    let rows = list.into_iter().map(|passkey| row(now, passkey)).collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby="passkeys">
            <table class="table stacks">
                <thead>
                    <tr>
                        <th scope="col">{passkeys::name(language)}</th>
                        <th scope="col">{passkeys::added(language)}</th>
                        <th scope="col">{passkeys::last_used(language)}</th>
                        <th scope="col"><span class="sr">{account::actions(language)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(now: Timestamp, passkey: PasskeyFacts) -> AnyView {
    let language = language();
    let name = passkey.name.as_str().to_owned();
    let used = match passkey.used_at {
        None => passkeys::never_used(language).into_any(),
        Some(at) => view! { <Ago now at/> }.into_any(),
    };
    let (rename, remove) = (PasskeyDialog::Rename(passkey.clone()), PasskeyDialog::Remove(passkey.clone()));
    view! {
        <tr>
            <td>{name.clone()}</td>
            <td data-label=passkeys::added(language)><Day at=passkey.created_at/></td>
            <td data-label=passkeys::last_used(language)>{used}</td>
            <td class="num">
                <span class="acts">
                    <a class="btn sm" data-noscroll="" href=rename.address() aria-label=passkeys::rename_named(language, &name)>
                        {passkeys::rename(language)}
                    </a>
                    " "
                    <a class="btn sm" data-noscroll="" href=remove.address() aria-label=passkeys::remove_named(language, &name)>
                        {passkeys::remove(language)}
                    </a>
                </span>
            </td>
        </tr>
    }
    .into_any()
}
