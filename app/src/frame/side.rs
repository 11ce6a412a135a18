//! The side navigation; a popover on small screens.

use domain::alarms::Alarms;
use domain::sdkappid::Sdkappid;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::top::SiteLinks;
use crate::preferences::language;
use crate::text::{frame, health};
use crate::ui::Icon;

/// Where a page is in the side navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Section {
    /// Application Management.
    Applications,
    /// The overview of an application.
    Overview(Sdkappid),
    /// Its UserSig tool.
    UserSig(Sdkappid),
    /// Its push certificates.
    Access(Sdkappid),
    /// The person's own account.
    Account,
    /// The account's money.
    Billing,
    /// Requests to technical support.
    Support,
    /// A page of the site, which the side navigation does not list.
    Site,
}

/// What needs somebody first: certificates that fail, or else those that are about to expire.
fn alarm(alarms: Alarms) -> Option<AnyView> {
    let language = language();
    let (tone, text) = match alarms {
        Alarms { failing: 0, expiring: 0 } => return None,
        Alarms { failing: 0, expiring } => ("count warn", health::expiring(language, expiring)),
        Alarms { failing, .. } => ("count bad", health::failing(language, failing)),
    };
    Some(view! { " "<span class=tone>{text}</span> }.into_any())
}

#[component]
pub(super) fn Side(section: Section, alarms: Alarms) -> impl IntoView {
    let language = language();
    let current = |own: Section| (own == section).then_some("page");
    let application = match section {
        Section::Overview(sdkappid) | Section::UserSig(sdkappid) | Section::Access(sdkappid) => Some(view! {
            <nav class="side-group" aria-label=frame::application(language)>
                <ul>
                    <li>
                        <a href=format!("/applications/{sdkappid}") aria-current=current(Section::Overview(sdkappid))>
                            <Icon name="overview"/>{frame::overview(language)}
                        </a>
                    </li>
                </ul>
            </nav>
            <nav class="side-group" aria-labelledby="nav-push">
                <p id="nav-push">{frame::push(language)}</p>
                <ul>
                    <li>
                        <a href=format!("/applications/{sdkappid}/push/access") aria-current=current(Section::Access(sdkappid))>
                            <Icon name="bell"/>{frame::access(language)}{alarm(alarms)}
                        </a>
                    </li>
                </ul>
            </nav>
            <nav class="side-group" aria-labelledby="nav-tools">
                <p id="nav-tools">{frame::tools(language)}</p>
                <ul>
                    <li>
                        <a href=format!("/applications/{sdkappid}/usersig") aria-current=current(Section::UserSig(sdkappid))>
                            <Icon name="sign"/>"UserSig"
                        </a>
                    </li>
                </ul>
            </nav>
        }),
        _ => None,
    };
    view! {
        <div class="side" id="side" popover>
            {application}
            <nav class="side-group" aria-label=frame::installation(language)>
                <ul>
                    <li>
                        <a href="/applications" aria-current=current(Section::Applications)>
                            <Icon name="apps"/>{frame::applications(language)}
                        </a>
                    </li>
                    <li>
                        <a href="/billing" aria-current=current(Section::Billing)>
                            <Icon name="receipt"/>{frame::billing(language)}
                        </a>
                    </li>
                    <li>
                        <a href="/account" aria-current=current(Section::Account)>
                            <Icon name="user"/>{frame::account(language)}
                        </a>
                    </li>
                </ul>
            </nav>
            <nav class="side-group side-site" aria-labelledby="nav-site">
                <p id="nav-site">{frame::site(language)}</p>
                <SiteLinks/>
            </nav>
        </div>
    }
}
