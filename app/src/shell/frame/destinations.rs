//! The destinations of the palette.

use domain::account::language::Language;
use domain::application::ApplicationSuggestion;
use domain::application::sdkappid::Sdkappid;

use crate::i18n::names::edition_name;
use crate::i18n::text::{
    applications, frame, help, members, money, overview, palette, tokens, trail, webhooks,
};
use crate::routes::PagePath;

/// A page or an application to jump to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Destination {
    /// The name of a symbol in the icon file.
    pub icon: &'static str,
    /// The displayed name.
    pub name: String,
    /// Distinguishes it from others with the same name.
    pub detail: Option<String>,
    /// The URL of the destination.
    pub address: String,
}

/// Destinations of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// The heading of the group.
    pub name: &'static str,
    /// The destinations; never empty.
    pub destinations: Vec<Destination>,
}

/// The destinations that match `typed`: the applications found for it, then pages of the application `current` and of
/// the whole console.
pub(super) fn groups(
    language: Language,
    typed: &str,
    found: &[ApplicationSuggestion],
    current: Option<Sdkappid>,
) -> Vec<Group> {
    let matches = found.iter().map(|ApplicationSuggestion { sdkappid, name, edition }| Destination {
        icon: "apps",
        name: name.to_string(),
        detail: Some(format!("{sdkappid} · {}", edition_name(language, *edition))),
        address: PagePath::Application(*sdkappid).to_string(),
    });
    let here = current.into_iter().flat_map(|sdkappid| pages_of(sdkappid, language));
    let groups = [
        Group { name: applications::applications(language), destinations: matches.collect() },
        Group { name: palette::here(language), destinations: matching(here, typed) },
        Group { name: palette::everywhere(language), destinations: matching(pages(language), typed) },
    ];
    groups.into_iter().filter(|group| !group.destinations.is_empty()).collect()
}

/// The destinations whose name contains each word of `typed`, ignoring case.
fn matching(destinations: impl IntoIterator<Item = Destination>, typed: &str) -> Vec<Destination> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let is_match = |destination: &Destination| {
        let name = destination.name.to_lowercase();
        words.iter().all(|word| name.contains(word))
    };
    destinations.into_iter().filter(is_match).collect()
}

fn destination(icon: &'static str, name: &str, address: String) -> Destination {
    Destination { icon, name: name.to_owned(), detail: None, address }
}

fn pages_of(sdkappid: Sdkappid, language: Language) -> [Destination; 6] {
    let overview = PagePath::Application(sdkappid);
    [
        destination("overview", frame::overview(language), overview.to_string()),
        destination("bell", frame::access(language), PagePath::Access(sdkappid).to_string()),
        destination("list", frame::records(language), PagePath::Records(sdkappid).to_string()),
        destination("sign", "UserSig", PagePath::UserSig(sdkappid).to_string()),
        destination("key", overview::show_key(language), format!("{overview}#key")),
        destination("receipt", money::renewal_upgrade(language), PagePath::Upgrade(sdkappid).to_string()),
    ]
}

fn pages(language: Language) -> [Destination; 14] {
    let list = PagePath::Applications;
    [
        destination("apps", frame::applications(language), list.to_string()),
        destination("plus", applications::create(language), format!("{list}?dialog=create")),
        destination("upload", applications::import(language), PagePath::Import.to_string()),
        destination("trash", applications::deleted(language), PagePath::Deleted.to_string()),
        destination("receipt", frame::billing(language), PagePath::Billing.to_string()),
        destination("link", webhooks::title(language), PagePath::Webhooks.to_string()),
        destination("history", trail::title(language), PagePath::Audit.to_string()),
        destination("user", frame::account(language), PagePath::Account.to_string()),
        destination("users", members::title(language), PagePath::Members.to_string()),
        destination("key", tokens::title(language), PagePath::Tokens.to_string()),
        destination("list", frame::pricing(language), PagePath::Pricing.to_string()),
        destination("book", frame::resources(language), PagePath::Resources.to_string()),
        destination("help", frame::support(language), PagePath::Support.to_string()),
        destination("edit", help::new(language), PagePath::NewRequest.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use domain::billing::edition::Edition;

    use super::*;

    fn names(groups: &[Group]) -> Vec<&str> {
        groups.iter().flat_map(|group| &group.destinations).map(|found| found.name.as_str()).collect()
    }

    #[test]
    fn finds_pages_by_words_of_their_names() {
        let current = Some(Sdkappid::from_random(7));
        let found = |typed| groups(Language::English, typed, &[], current);
        assert_eq!(names(&found("acc")), ["Access Setting", "Account"]);
        assert_eq!(names(&found(" APPLICATION create ")), ["Create Application"]);
        assert_eq!(names(&found("no such page")), [""; 0]);
        assert_eq!(names(&found("")).len(), 20);
        assert_eq!(names(&groups(Language::Korean, "가격", &[], None)), ["가격"]);
    }

    #[test]
    fn what_the_server_found_comes_first() {
        let sdkappid = Sdkappid::from_random(7);
        let suggestion =
            ApplicationSuggestion { sdkappid, name: "Orbit".parse().unwrap(), edition: Edition::Pro };
        let groups = groups(Language::English, "140", &[suggestion], None);
        assert_eq!(names(&groups), ["Orbit"]);
        assert_eq!(groups[0].destinations[0].address, format!("/applications/{sdkappid}"));
    }
}
