//! Text of **Audit**, and the names of changed values that are no form fields.

catalogue! {
    title: "Audit", "감사 기록", "审计";
    lead: "Every change and every view of a secret: who, when, what, before and after. Times are UTC.",
        "모든 변경과 비밀 값 조회를 누가, 언제, 무엇을, 변경 전후 값과 함께 기록합니다. 시각은 UTC입니다.",
        "每次更改和每次查看密钥信息：何人、何时、何事、前后内容。时间为 UTC。";
    checkpoint(number: i64, at: &str): "Last signed checkpoint: entry {number}, {at} UTC.",
        "마지막 서명 체크포인트: {number}번 항목, {at} UTC.",
        "最近的签名检查点：第 {number} 条，{at} UTC。";
    entries: "Audit entries", "감사 항목", "审计条目";
    filters: "Filter entries", "항목 필터", "筛选条目";
    person: "Person or token", "사람 또는 토큰", "人员或令牌";
    action: "Action", "작업", "操作";
    any_action: "Any action", "모든 작업", "全部操作";
    application: "SDKAppID", "SDKAppID", "SDKAppID";
    from: "From", "시작일", "起始日期";
    to: "To", "종료일", "截止日期";
    search: "Search", "검색어", "搜索";
    search_hint: "Part of a value or of a name", "값이나 이름의 일부", "内容或名称的一部分";
    apply: "Apply", "적용", "应用筛选";
    clear: "Clear", "초기화", "清除";
    time: "Time", "시각", "时间";
    number: "Number", "번호", "编号";
    details(count: usize): "Details: {count}", "세부 정보 {count}개", "详情：{count} 项";
    newest: "Newest", "최신", "最新";
    older: "Older", "이전", "更早";
    empty_title: "No entries yet", "아직 항목이 없습니다", "还没有条目";
    empty_text: "What is done in this account appears here.", "이 계정에서 수행한 작업이 여기에 표시됩니다.", "在此账户中进行的操作会显示在这里。";
    none_title: "No entry matches", "일치하는 항목이 없습니다", "没有匹配的条目";
    none_text: "A person is found by the whole address. Remove a condition to see more.",
        "사람은 전체 주소로만 검색됩니다. 조건을 줄이면 더 많이 표시됩니다.",
        "人员须按完整地址查找。减少条件可查看更多。";

    add_ons: "Add-ons", "추가 기능", "附加项";
    address: "Address", "주소", "地址";
    administrator: "Administrator", "관리자", "管理员";
    algorithm: "Algorithm", "알고리즘", "算法";
    auto_renew: "Auto-renewal", "자동 갱신", "自动续费";
    balance: "Balance", "잔액", "余额";
    certificate: "Certificate", "인증서", "证书";
    certificates: "Certificates", "인증서", "证书";
    code: "Code", "코드", "代码";
    currency: "Currency", "통화", "币种";
    edition: "Edition", "에디션", "版本";
    audit_entries: "Audit entries", "감사 항목", "审计条目";
    expires: "Expires", "만료", "到期时间";
    filter: "Filter", "필터", "筛选";
    fingerprint: "Fingerprint", "지문", "指纹";
    health: "Health", "상태", "健康状态";
    identity: "Identity", "ID", "身份标识";
    language_field: "Language", "언어", "语言";
    other_sessions: "Other sessions", "다른 세션", "其他会话";
    outcome: "Outcome", "결과", "结果";
    platform: "Platform", "플랫폼", "平台";
    provider: "Identity provider", "ID 공급자", "身份提供方";
    session: "Session", "세션", "会话";
    sessions: "Sessions", "세션 수", "会话数";
    state: "State", "상태", "状态";
    status: "Status", "상태", "状态";
    theme: "Theme", "테마", "主题";
    waiting: "Waiting pushes", "대기 중인 푸시", "等待中的推送";
}
