//! Text of **Push > Records**.

catalogue! {
    title: "Records", "기록", "记录";
    lead: "Every accepted push of this application, and what happened to it on each device.",
        "접수된 모든 푸시와 기기별 처리 결과입니다.",
        "此应用已受理的全部推送，以及每台设备上的结果。";
    search: "TaskID, UserID or RegistrationID", "TaskID, UserID 또는 RegistrationID", "TaskID、UserID 或 RegistrationID";
    find: "Find", "검색", "查找";
    clear: "Clear", "초기화", "清除";
    accepted_at: "Accepted at", "접수 시각", "受理时间";
    push_title: "Title", "제목", "标题";
    no_title: "(no title)", "(제목 없음)", "（无标题）";
    kind: "Kind", "종류", "类型";
    test: "Test push", "테스트 푸시", "测试推送";
    devices: "Devices", "기기", "设备";
    copy_task_id(id: &str): "Copy TaskID {id}", "TaskID {id} 복사", "复制 TaskID {id}";
    counted(state: &str, count: usize): "{state}: {count}", "{state} {count}대", "{state} {count}";
    without_device(count: usize): "{count} without a device", "기기 없는 대상 {count}개", "{count} 个目标无设备";
    no_devices: "No devices", "기기 없음", "无设备";
    newest: "Newest", "최신", "最新";
    older: "Older", "이전", "更早";

    empty_title: "No pushes yet", "아직 푸시가 없습니다", "还没有推送";
    empty_text: "Register the devices of your users with /v4/push/device_set. Then send a push from your back end, for example:",
        "/v4/push/device_set으로 사용자 기기를 등록한 다음 백엔드에서 푸시를 보내세요. 예:",
        "请先通过 /v4/push/device_set 注册用户设备，再从您的后端发送推送，例如：";
    none_title: "No push matches", "일치하는 푸시가 없습니다", "没有匹配的推送";
    none_text: "A TaskID, UserID or RegistrationID is found only if it is complete.",
        "TaskID, UserID, RegistrationID는 전체를 입력해야 검색됩니다.",
        "TaskID、UserID、RegistrationID 须完整输入才能找到。";

    record_lead: "What happened to this push on each device, and why.", "이 푸시의 기기별 처리 결과와 이유입니다.", "此推送在每台设备上的结果及原因。";
    refresh: "Refresh", "새로 고침", "刷新";
    push: "Push", "푸시", "推送";
    sent_until: "Sent until", "전송 기한", "发送截止时间";
    text: "Text", "내용", "内容";
    device: "Device", "기기", "设备";
    removed: "removed", "제거됨", "已移除";
    user: "User", "사용자", "用户";
    certificate: "Certificate", "인증서", "证书";
    state: "State", "상태", "状态";
    attempts: "Attempts", "시도 횟수", "尝试次数";
    vendor_said: "Vendor's answer", "푸시 제공자의 응답", "厂商的答复";
    events(count: usize): "Events: {count}", "이벤트 {count}개", "事件 {count} 个";
    attempt(number: u8): "Attempt {number}", "{number}번째 시도", "第 {number} 次尝试";
    sent_before_stop: "It had been sent before sending was stopped.", "전송이 중지되기 전에 이미 보냈습니다.", "在停止发送之前已经发出。";
    first_devices(shown: usize, all: usize): "The first {shown} of {all} devices are shown.", "기기 {all}대 중 처음 {shown}대를 표시합니다.", "共 {all} 台设备，仅显示前 {shown} 台。";
    sent_to_none: "This push was sent to no device.", "이 푸시를 보낸 기기가 없습니다.", "此推送未发送到任何设备。";
    refused: "Targets without a device", "기기가 없는 대상", "没有设备的目标";
    refused_text: "No device was registered for these users, or under these RegistrationIDs, when the push was accepted. Check the spelling, and whether the back end registers devices after sign-in.",
        "푸시를 접수할 때 이 사용자 또는 RegistrationID로 등록된 기기가 없었습니다. 철자를 확인하고, 로그인 후 백엔드가 기기를 등록하는지 확인하세요.",
        "受理推送时，这些用户或 RegistrationID 没有已注册的设备。请检查拼写，并确认后端在用户登录后会注册设备。";

    accepted: "Accepted", "수락됨", "已接受";
    accepted_text: "The vendor accepted the push and shows it when the device is online. If nothing appears, check on the device whether notifications of the app are allowed.",
        "푸시 제공자가 푸시를 수락했으며 기기가 온라인이 되면 표시합니다. 표시되지 않으면 기기에서 앱 알림이 허용되어 있는지 확인하세요.",
        "厂商已接受推送，设备在线时即会展示。如未展示，请在设备上检查是否允许该应用的通知。";
    waiting: "Waiting", "대기 중", "等待中";
    waiting_text: "Not sent yet. If it stays so, check under Access Setting whether the certificate works.",
        "아직 전송되지 않았습니다. 이 상태가 계속되면 액세스 설정에서 인증서가 정상인지 확인하세요.",
        "尚未发送。如持续处于此状态，请在“接入设置”中检查证书是否有效。";
    retrying: "Retrying", "재시도 중", "重试中";
    retrying_text: "The vendor did not take the push and is asked again later. There is nothing to do.",
        "푸시 제공자가 푸시를 받지 않아 나중에 다시 보냅니다. 따로 할 일은 없습니다.",
        "厂商未接收推送，稍后会重试，无需处理。";
    dead_token: "Invalid token", "무효 토큰", "令牌失效";
    dead_token_text: "The device token will never work again, so the device was removed. The app gets a new token at its next start; register that one.",
        "더 이상 사용할 수 없는 기기 토큰이므로 기기가 제거되었습니다. 앱을 다시 시작하면 새 토큰을 받으므로 그 토큰을 등록하세요.",
        "设备令牌已永久失效，设备已被移除。应用下次启动时会获取新令牌，请注册新令牌。";
    doubtful_token: "Token refused", "토큰 거부됨", "令牌被拒绝";
    doubtful_token_text: "The vendor refuses the device token with this certificate. Check whether both belong to the same app and the same environment.",
        "푸시 제공자가 이 인증서로는 기기 토큰을 거부합니다. 토큰과 인증서가 같은 앱, 같은 환경의 것인지 확인하세요.",
        "厂商拒绝在此证书下使用该设备令牌。请检查两者是否属于同一应用和同一环境。";
    rejected: "Rejected", "거부됨", "被拒绝";
    rejected_text: "The vendor will never accept this message. Correct it as the vendor's answer says, and send it again.",
        "푸시 제공자가 수락하지 않는 메시지입니다. 푸시 제공자의 응답에 따라 수정한 다음 다시 보내세요.",
        "厂商不会接受此消息。请按厂商的答复更正后重新发送。";
    expired: "Expired", "기한 만료", "已过期";
    expired_text: "The vendor did not accept the push in time. The last answer says why; send it again if it still matters.",
        "기한 안에 푸시 제공자가 푸시를 수락하지 않았습니다. 이유는 마지막 응답을 확인하고, 여전히 필요하면 다시 보내세요.",
        "厂商未在期限内接受推送，原因见最后一次答复。如仍有必要，请重新发送。";
    application_stopped: "Application stopped", "애플리케이션 중단됨", "应用已停止";
    application_stopped_text: "The application was disabled, suspended or deleted before the push was sent. Enable it, and send the push again.",
        "푸시를 보내기 전에 애플리케이션이 비활성화, 일시 정지 또는 삭제되었습니다. 활성화한 다음 다시 보내세요.",
        "发送前应用已被停用、暂停或删除。请启用应用后重新发送。";
    certificate_deleted: "Certificate deleted", "인증서 삭제됨", "证书已删除";
    certificate_deleted_text: "The certificate was deleted before the push was sent. Register the device with another certificate.",
        "푸시를 보내기 전에 인증서가 삭제되었습니다. 다른 인증서로 기기를 등록하세요.",
        "发送前证书已被删除。请用其他证书注册设备。";
    device_gone: "Device removed", "기기 제거됨", "设备已移除";
    device_gone_text: "The device was removed, or another user signed in on it, before the push was sent. There is nothing to do.",
        "푸시를 보내기 전에 기기가 제거되었거나 다른 사용자가 로그인했습니다. 따로 할 일은 없습니다.",
        "发送前设备已被移除，或已由其他用户登录，无需处理。";
    unknown: "Unknown", "알 수 없음", "未知";
    unknown_text: "The push was sent, but no answer arrived. It was not repeated, because it might be shown twice. Check the device before you send it again.",
        "푸시를 보냈지만 응답을 받지 못했습니다. 두 번 표시될 수 있어 다시 보내지 않았습니다. 다시 보내기 전에 기기를 확인하세요.",
        "推送已发出但未收到答复。为避免重复展示，未再次发送。请先查看设备再决定是否重发。";
}
