//! Field labels and validation messages that several pages share.

catalogue! {
    not_within(least: u64, most: u64): "Enter a whole number from {least} to {most}.", "{least}에서 {most} 사이의 정수를 입력하세요.", "请输入 {least} 到 {most} 之间的整数。";
    missing_file: "Choose a file.", "파일을 선택하세요.", "请选择文件。";
    not_an_sdkappid: "An SDKAppID is a whole number from 1 to 4294967295.", "SDKAppID는 1부터 4294967295까지의 정수입니다.", "SDKAppID 是 1 到 4294967295 之间的整数。";
    taken: "This SDKAppID was already given to another application, which may have been deleted.",
        "이미 사용된 SDKAppID입니다. 다른 애플리케이션에 부여되었으며, 지금은 삭제되었을 수 있습니다.",
        "此 SDKAppID 已被占用：曾分配给另一个应用，该应用可能已被删除。";
    room: "Room", "방", "房间";
    confirmation: "Confirmation", "확인", "确认";
    expire: "Valid for", "유효 기간", "有效期";
    listed: "Already an administrator.", "이미 관리자입니다.", "已是管理员。";
    not_listed: "No longer an administrator.", "더 이상 관리자가 아닙니다.", "已不再是管理员。";
    no_more(most: usize): "The limit of {most} administrators is reached. Remove one first.",
        "관리자가 최대 인원인 {most}명입니다. 먼저 한 명을 제거하세요.",
        "管理员已达上限 {most} 个。请先移除一个。";
    last: "Keep at least one administrator. Without one, no back end can call /v4.",
        "관리자가 한 명은 있어야 합니다. 없으면 어떤 백엔드도 /v4를 호출할 수 없습니다.",
        "至少须保留一个管理员，否则任何后端都无法调用 /v4。";
    administrators: "Administrators", "관리자", "管理员";
    administrators_lead: "Back ends sign their /v4 calls as one of these UserIDs. Changes take effect immediately.",
        "백엔드는 이 UserID 중 하나로 /v4 호출에 서명합니다. 변경 사항은 즉시 적용됩니다.",
        "后端以其中一个 UserID 的身份为 /v4 调用签名。更改立即生效。";
    new_administrator: "UserID of a new administrator", "새 관리자의 UserID", "新管理员的 UserID";
    add: "Add", "추가", "添加";
    remove: "Remove", "제거", "移除";
    remove_named(user: &str): "Remove {user}", "{user} 제거", "移除 {user}";
    only_trials_extend: "Only trials can be extended. Renew a paid package instead.", "체험판만 연장할 수 있으며 유료 패키지는 갱신합니다.", "只有体验版可以延期，付费套餐请续费。";
    extensions_used_up: "This trial has been extended as often as the operator allows.", "운영자가 허용한 횟수만큼 이미 연장했습니다.", "此体验期的延期次数已达平台方允许的上限。";
    extend_question(name: &str): "Extend the trial of {name}?", "‘{name}’ 애플리케이션의 체험 기간을 연장할까요?", "要延长 {name} 的体验期吗？";
    extend_lead: "One more calendar month, free of charge.", "한 달을 무료로 연장합니다.", "免费延长一个自然月。";
    ends_now_title: "Current end date", "현재 종료일", "当前到期日";
    ends_then_title: "New end date", "새 종료일", "延期后到期日";
    comes_back: "The application is suspended. It is back in service from the moment you confirm.",
        "일시 정지된 애플리케이션이며, 확인하는 순간부터 다시 서비스됩니다.",
        "应用当前已暂停，从您确认的那一刻起恢复服务。";
}
