//! The contents of the sample.

/// An application and its later changes.
pub(super) struct Sample {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) region: &'static str,
    pub(super) hours_ago: u32,
    pub(super) then: FollowUp,
}

/// A change of an application some hours after its creation.
pub(super) enum FollowUp {
    Nothing,
    Disabled,
    DisabledAndEnabled,
    /// Its description was edited.
    Described(&'static str),
}

const fn sample(
    name: &'static str,
    description: &'static str,
    region: &'static str,
    hours_ago: u32,
    then: FollowUp,
) -> Sample {
    Sample { name, description, region, hours_ago, then }
}

/// Trials last a month: some have ended, some end in the next days.
pub(super) const APPLICATIONS: [Sample; 42] = [
    sample(
        "Orbit Messenger",
        "Customer chat of the Orbit mobile app, iOS and Android.",
        "sg",
        5 * 24,
        FollowUp::Nothing,
    ),
    sample(
        "Orbit Messenger (staging)",
        "Same as production, one release ahead.",
        "sg",
        26,
        FollowUp::DisabledAndEnabled,
    ),
    sample(
        "Ward Rounds",
        "Handover chat between hospital wards. No patient names.",
        "de",
        5 * 24,
        FollowUp::Described("Handover chat between hospital wards. No patient names; case numbers only."),
    ),
    sample("Parcel Desk", "Drivers and dispatch.", "us", 9 * 24, FollowUp::Nothing),
    sample(
        "Night Owl Support",
        "Follow-the-sun support desk, live chat on the web site.",
        "us",
        28 * 24 + 18,
        FollowUp::Nothing,
    ),
    sample("Tutor Corner", "One-to-one lessons with a whiteboard.", "sg", 12 * 24, FollowUp::Nothing),
    sample("Harbour Ops", "Pilots, tugs and the port authority.", "de", 17 * 24, FollowUp::Disabled),
    sample("Fieldnotes", "Research teams without a connection for days.", "us", 21 * 24, FollowUp::Nothing),
    sample(
        "Stadium Live",
        "Chat beside the match stream; opened on match days.",
        "de",
        24 * 24,
        FollowUp::Nothing,
    ),
    sample("Bakery Orders", "", "de", 29 * 24 + 20, FollowUp::Nothing),
    sample("Choir Practice", "Voice groups and rehearsal plans.", "de", 2 * 24, FollowUp::Nothing),
    sample("Loadtest 07", "Created by the load test. May be deleted.", "us", 40 * 24, FollowUp::Nothing),
    sample("Loadtest 06", "Created by the load test. May be deleted.", "us", 47 * 24, FollowUp::Nothing),
    sample("Kiosk Pilot", "Terminals in three branches, until spring.", "sg", 55 * 24, FollowUp::Nothing),
    sample("Old Intranet Bridge", "Kept until the archive is exported.", "de", 75 * 24, FollowUp::Nothing),
    sample(
        "Gravel Riders",
        "Group rides, routes and who brings the coffee.",
        "us",
        15 * 24,
        FollowUp::Nothing,
    ),
    sample(
        "Claims Assistant",
        "Hands over from the bot to a person.",
        "us",
        6 * 24,
        FollowUp::DisabledAndEnabled,
    ),
    sample("Playground", "For trying things out.", "sg", 1, FollowUp::Nothing),
    sample(
        "Expo 2026 Visitors",
        "Questions at the booth; ends with the fair.",
        "id",
        30 * 24 + 2,
        FollowUp::Nothing,
    ),
    sample("Pasar Kita", "Pembeli dan penjual pasar kota.", "id", 8 * 24, FollowUp::Nothing),
    sample("Ojek Dispatch", "Driver and rider, masked numbers.", "id", 19 * 24, FollowUp::Nothing),
    sample("한빛 상담톡", "고객센터 실시간 상담 채널입니다.", "kr", 35 * 24, FollowUp::Nothing),
    sample("한빛 상담톡 (개발)", "개발팀 전용. 운영 데이터 사용 금지.", "kr", 30, FollowUp::Disabled),
    sample(
        "우리동네 장터",
        "중고 거래 채팅. 안심번호와 연동합니다.",
        "kr",
        3 * 24,
        FollowUp::Described("중고 거래 채팅. 안심번호·안심결제와 연동합니다."),
    ),
    sample("스터디룸", "온라인 독서실의 그룹 채팅.", "kr", 7 * 24, FollowUp::Nothing),
    sample("새벽배송 기사앱", "기사와 관제센터 간 메시지.", "kr", 11 * 24, FollowUp::Nothing),
    sample("펫시터 매칭", "보호자와 펫시터의 1:1 대화.", "kr", 16 * 24, FollowUp::Nothing),
    sample("게임 길드 채팅", "길드, 파티, 귓속말.", "kr", 22 * 24, FollowUp::DisabledAndEnabled),
    sample("사내 메신저 파일럿", "3개 부서에서 시험 운영 중.", "kr", 29 * 24 + 6, FollowUp::Nothing),
    sample("병원 예약 알림", "예약 확인과 변경 문의.", "kr", 36 * 24, FollowUp::Nothing),
    sample("지난 행사 안내", "", "kr", 62 * 24, FollowUp::Nothing),
    sample("라이브 커머스", "방송 중 채팅과 질문 모음.", "kr", 13 * 24, FollowUp::Nothing),
    sample("邻里社区", "小区业主与物业的沟通群。", "cn", 21 * 24, FollowUp::Nothing),
    sample("邻里社区（测试）", "测试环境，数据每周清空。", "cn", 34, FollowUp::Disabled),
    sample("跨境客服", "面向海外买家的多语言客服。", "cn", 4 * 24, FollowUp::Nothing),
    sample(
        "课后辅导",
        "老师、学生与家长的班级群。",
        "cn",
        10 * 24,
        FollowUp::Described("老师、学生与家长的班级群，家长仅可阅读。"),
    ),
    sample("校园二手", "毕业季二手交易。", "cn", 18 * 24, FollowUp::Nothing),
    sample("连锁门店巡检", "店长与督导的巡检记录。", "cn", 25 * 24, FollowUp::Nothing),
    sample("直播间弹幕", "直播互动，仅保留七天。", "cn", 14 * 24, FollowUp::Nothing),
    sample("旧版客服系统", "迁移完成后停用。", "cn", 58 * 24, FollowUp::Nothing),
    sample("车友会", "自驾路线与救援互助。", "sg", 20 * 24, FollowUp::Disabled),
    sample("Reading Room", "A chapter a week, spoilers behind a fold.", "sg", 23 * 24, FollowUp::Nothing),
];
