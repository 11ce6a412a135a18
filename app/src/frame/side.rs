//! The side navigation; a popover on small screens.

use domain::sdkappid::Sdkappid;
use leptos::prelude::*;

use super::top::SiteLinks;
use crate::preferences::language;
use crate::text::frame;
use crate::ui::Icon;

/// Where a page is in the side navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Application Management.
    Applications,
    /// The overview of an application.
    Overview(Sdkappid),
    /// The person's own account.
    Account,
}

#[component]
pub(super) fn Side(section: Section) -> impl IntoView {
    let language = language();
    let application = match section {
        Section::Overview(sdkappid) => Some(view! {
            <nav class="side-group" aria-label=frame::application(language)>
                <ul>
                    <li>
                        <a href=format!("/applications/{sdkappid}") aria-current="page">
                            <Icon name="overview"/>{frame::overview(language)}
                        </a>
                    </li>
                </ul>
            </nav>
        }),
        Section::Applications | Section::Account => None,
    };
    let current = |own: Section| (own == section).then_some("page");
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
