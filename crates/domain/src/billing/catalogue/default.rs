//! The default catalogue: verified limits only (docs/facts/packages.md#verified-limits).

use std::collections::BTreeMap;

use super::{
    AddOnCode, Draft, Feature, Limit, LimitKind, Names, OverLimit, Package, Packages, Policy, Quota,
};
use crate::billing::edition::Edition;

impl Default for Draft {
    fn default() -> Self {
        let features = [
            ("self_service", "Self-service disable and delete", "직접 비활성화 및 삭제", "自助停用和删除"),
            ("extension", "Extension by one month on request", "요청 시 1개월 연장", "申请延长一个月"),
        ];
        let features = features.into_iter().filter_map(|(code, en, ko, zh_cn)| {
            let name = Names { en: en.into(), ko: ko.into(), zh_cn: zh_cn.into() };
            Some(Feature { code: code.parse().ok()?, name, verified: true })
        });
        Self {
            policy: Policy::default(),
            terms: (1..=24).collect(),
            edition: Packages::default(),
            features: features.collect(),
            add_ons: Vec::new(),
        }
    }
}

impl Default for Packages {
    fn default() -> Self {
        Self {
            trial: package(Edition::Trial),
            standard: package(Edition::Standard),
            pro: package(Edition::Pro),
            pro_plus: package(Edition::ProPlus),
            enterprise: package(Edition::Enterprise),
        }
    }
}

fn package(edition: Edition) -> Package {
    // Members of a group, days of history, push calls per second.
    let (members, days, rate) = match edition {
        Edition::Trial => (20, 7, Some(10)),
        Edition::Standard => (200, 7, Some(30)),
        Edition::Pro => (2_000, 30, Some(40)),
        Edition::ProPlus => (5_000, 90, None),
        Edition::Enterprise => (6_000, 90, None),
    };
    let limits = [
        (LimitKind::GroupMembers, Some(members)),
        (LimitKind::HistoryDays, Some(days)),
        (LimitKind::PushPerSecond, rate),
    ];
    let limits = limits.into_iter().filter_map(|(kind, most)| {
        Some((kind, Limit { most: Quota::Of(most?), verified: true, over: OverLimit::Warn }))
    });
    let features = if edition.is_paid() { &[][..] } else { &["self_service", "extension"] };
    Package {
        limits: limits.collect::<BTreeMap<_, _>>(),
        features: features.iter().filter_map(|code| code.parse::<AddOnCode>().ok()).collect(),
        ..Package::default()
    }
}
