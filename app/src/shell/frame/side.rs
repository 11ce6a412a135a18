//! The side navigation; a popover on small screens.

use domain::application::alarms::Alarms;
use leptos::prelude::*;

use super::api::ApplicationHeader;
use super::top::SiteLinks;
use crate::i18n::text::{frame, health, members, trail, webhooks};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::Icon;

/// The most urgent alarm: certificates that fail, or else those that are about to expire.
fn alarm(alarms: Alarms) -> Option<AnyView> {
    let language = language();
    let (tone, text) = match alarms {
        Alarms { failing: 0, expiring: 0 } => return None,
        Alarms { failing: 0, expiring } => ("count warn", health::expiring(language, expiring)),
        Alarms { failing, .. } => ("count bad", health::failing(language, failing)),
    };
    Some(view! { " "<span class=tone>{text}</span> }.into_any())
}

/// The pages of the application, and those of the whole console. `path` is the path of the current page.
#[component]
pub(super) fn Side(path: Memo<String>, application: Option<ApplicationHeader>) -> AnyView {
    let language = language();
    let current =
        move |own: PagePath| move || (path.with(|path| section_of(path)) == Some(own)).then_some("page");
    let application = application.map(|ApplicationHeader { sdkappid, alarms, .. }| {
        let (overview, usersig) = (PagePath::Application(sdkappid), PagePath::UserSig(sdkappid));
        let (access, records) = (PagePath::Access(sdkappid), PagePath::Records(sdkappid));
        view! {
            <nav class="side-group" aria-label=frame::application(language)>
                <ul>
                    <li>
                        <a href=overview.to_string() aria-current=current(overview)>
                            <Icon name="overview"/>{frame::overview(language)}
                        </a>
                    </li>
                </ul>
            </nav>
            <nav class="side-group" aria-labelledby="nav-push">
                <p id="nav-push">{frame::push(language)}</p>
                <ul>
                    <li>
                        <a href=access.to_string() aria-current=current(access)>
                            <Icon name="bell"/>{frame::access(language)}{alarm(alarms)}
                        </a>
                    </li>
                    <li>
                        <a href=records.to_string() aria-current=current(records)>
                            <Icon name="list"/>{frame::records(language)}
                        </a>
                    </li>
                </ul>
            </nav>
            <nav class="side-group" aria-labelledby="nav-tools">
                <p id="nav-tools">{frame::tools(language)}</p>
                <ul>
                    <li>
                        <a href=usersig.to_string() aria-current=current(usersig)>
                            <Icon name="sign"/>"UserSig"
                        </a>
                    </li>
                </ul>
            </nav>
        }
    });
    view! {
            {application}
            <nav class="side-group" aria-label=frame::installation(language)>
                <ul>
                    <li>
                        <a href="/applications" aria-current=current(PagePath::Applications)>
                            <Icon name="apps"/>{frame::applications(language)}
                        </a>
                    </li>
                    <li>
                        <a href="/billing" aria-current=current(PagePath::Billing)>
                            <Icon name="receipt"/>{frame::billing(language)}
                        </a>
                    </li>
                    <li>
                        <a href="/members" aria-current=current(PagePath::Members)>
                            <Icon name="users"/>{members::title(language)}
                        </a>
                    </li>
                    <li>
                        <a href="/webhooks" aria-current=current(PagePath::Webhooks)>
                            <Icon name="link"/>{webhooks::title(language)}
                        </a>
                    </li>
                    <li>
                        <a href="/audit" aria-current=current(PagePath::Audit)>
                            <Icon name="history"/>{trail::title(language)}
                        </a>
                    </li>
                    <li>
                        <a href="/account" aria-current=current(PagePath::Account)>
                            <Icon name="user"/>{frame::account(language)}
                        </a>
                    </li>
                </ul>
            </nav>
            <nav class="side-group side-site" aria-labelledby="nav-site">
                <p id="nav-site">{frame::site(language)}</p>
                <SiteLinks/>
            </nav>
    }
    .into_any()
}

/// The entry of the side navigation that a path belongs to.
fn section_of(path: &str) -> Option<PagePath> {
    PagePath::parse(path).map(|page| match page {
        PagePath::Import | PagePath::Deleted => PagePath::Applications,
        PagePath::Upgrade(sdkappid) => PagePath::Application(sdkappid),
        PagePath::PushRecord(sdkappid, _) => PagePath::Records(sdkappid),
        PagePath::Invoice(_) => PagePath::Billing,
        PagePath::NewWebhook | PagePath::Webhook(_) => PagePath::Webhooks,
        PagePath::Tokens => PagePath::Account,
        page => page,
    })
}
