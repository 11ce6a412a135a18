//! The page `/account/recovery-codes`: shows new recovery codes once.

use leptos::prelude::*;

use super::api::read_recovery_codes;
use crate::address::{escape, parameter, use_page_url};
use crate::data::{page_data, show};
use crate::i18n::text::second_factor;
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{CopyTextButton, PageHead};

#[component]
pub(crate) fn RecoveryCodesPage() -> AnyView {
    let url = use_page_url();
    let reveal = move || url.with(|url| parameter(&url.search, "reveal"));
    let codes = page_data(reveal, read_recovery_codes);
    show(codes, shown)
}

fn shown(codes: Option<Vec<String>>) -> AnyView {
    let language = language();
    let title = second_factor::codes_title(language);
    let account = PagePath::Account.to_string();
    let Some(codes) = codes else {
        return view! {
            <Page title>
                <PageHead title lead=second_factor::codes_gone(language)/>
                <div><a class="btn" href=account>{second_factor::back(language)}</a></div>
            </Page>
        }
        .into_any();
    };
    let text = codes.join("\n");
    let file = format!("data:text/plain;charset=utf-8,{}", escape(&text));
    view! {
        <Page title>
            <PageHead title lead=second_factor::codes_lead(language)/>
            <div class="card">
                <div class="card-body stack">
                    <pre class="code" tabindex="0" role="region" aria-label=title translate="no">{text.clone()}</pre>
                    <div class="row">
                        <CopyTextButton label=second_factor::copy_codes(language) text/>
                        <a class="btn sm" download="chat-console-recovery-codes.txt" href=file rel="external">
                            {second_factor::download(language)}
                        </a>
                        <a class="btn primary sm" href=account>{second_factor::kept(language)}</a>
                    </div>
                </div>
            </div>
        </Page>
    }
    .into_any()
}
