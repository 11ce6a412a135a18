//! Displayed names of statuses, editions, regions, platforms and vendors.

use domain::account::language::Language;
use domain::account::permission::Role;
use domain::application::lifecycle::Status;
use domain::application::region::Region;
use domain::billing::edition::Edition;
use domain::certificate::Platform;

use crate::i18n::text::{common, members, money};

/// The displayed name of a status.
pub(crate) const fn status_name(language: Language, status: Status) -> &'static str {
    match status {
        Status::Enabled => common::enabled(language),
        Status::Disabled => common::disabled(language),
        Status::Suspended => common::suspended(language),
        Status::Deleted => common::deleted(language),
    }
}

/// The short name of an edition, for tags and tables.
pub(crate) const fn edition_name(language: Language, edition: Edition) -> &'static str {
    match edition {
        Edition::Trial => common::trial(language),
        Edition::Standard => common::standard(language),
        Edition::Pro => common::pro(language),
        Edition::ProPlus => common::pro_plus(language),
        Edition::Enterprise => common::enterprise(language),
    }
}

/// The full name of an edition, e.g. Trial Edition.
pub(crate) const fn edition_title(language: Language, edition: Edition) -> &'static str {
    match edition {
        Edition::Trial => money::trial_edition(language),
        Edition::Standard => money::standard_edition(language),
        Edition::Pro => money::pro_edition(language),
        Edition::ProPlus => money::pro_plus_edition(language),
        Edition::Enterprise => money::enterprise_edition(language),
    }
}

/// The displayed name of a member's role.
pub(crate) const fn role_name(language: Language, role: Role) -> &'static str {
    match role {
        Role::Owner => members::owner(language),
        Role::Administrator => members::administrator(language),
        Role::Developer => members::developer(language),
        Role::Billing => members::billing(language),
        Role::ReadOnly => members::read_only(language),
    }
}

/// The displayed name of a region.
pub(crate) const fn region_name(language: Language, region: Region) -> &'static str {
    match region {
        Region::Singapore => common::singapore(language),
        Region::Seoul => common::seoul(language),
        Region::Frankfurt => common::frankfurt(language),
        Region::SiliconValley => common::silicon_valley(language),
        Region::Jakarta => common::jakarta(language),
        Region::China => common::china(language),
    }
}

/// The name of a platform. Chinese vendors have different names in Chinese.
pub(crate) const fn platform_name(language: Language, platform: Platform) -> &'static str {
    match (language, platform) {
        (Language::Chinese, Platform::Xiaomi) => "小米",
        (Language::Chinese, Platform::Huawei) => "华为",
        (Language::Chinese, Platform::Honor) => "荣耀",
        (Language::Chinese, Platform::Meizu) => "魅族",
        _ => platform.title(),
    }
}

/// The company whose service delivers a platform's pushes.
pub(crate) const fn vendor_name(language: Language, platform: Platform) -> &'static str {
    match platform {
        Platform::Fcm => "Google",
        Platform::Apns => "Apple",
        Platform::Harmony => platform_name(language, Platform::Huawei),
        platform => platform_name(language, platform),
    }
}
