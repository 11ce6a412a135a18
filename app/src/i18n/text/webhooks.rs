//! Text of `/webhooks`.

catalogue! {
    title: "Webhooks", "웹훅", "Webhook";
    lead: "Your servers are told what happens to this account and its applications.",
        "이 계정과 애플리케이션에서 일어난 일을 서버에 알립니다.",
        "将此账号及其应用的动态通知您的服务器。";
    add: "Add endpoint", "엔드포인트 추가", "添加端点";
    none: "No endpoints yet", "아직 엔드포인트가 없습니다", "还没有端点";
    none_lead: "An endpoint is a URL of your own server. Messages to it are signed as Standard Webhooks describe, so a library can verify them.",
        "엔드포인트는 직접 운영하는 서버의 URL입니다. 메시지는 Standard Webhooks 방식으로 서명되므로 라이브러리로 검증할 수 있습니다.",
        "端点是您自己服务器的 URL。消息按 Standard Webhooks 规范签名，可用现成的库验证。";
    endpoint: "Endpoint", "엔드포인트", "端点";
    url: "URL", "URL", "URL";
    url_hint: "Messages are posted to it. Begins with https://, without user name, password or fragment.",
        "메시지를 POST로 보냅니다. https://로 시작해야 하며 사용자 이름, 비밀번호, 프래그먼트는 넣을 수 없습니다.",
        "消息将以 POST 发送到此处。须以 https:// 开头，且不含用户名、密码和片段。";
    description: "Description", "설명", "描述";
    application_hint: "Leave it empty for the events of all applications and of the account.",
        "비워 두면 모든 애플리케이션과 계정의 이벤트를 받습니다.",
        "留空则接收所有应用和账号的事件。";
    application: "Application", "애플리케이션", "应用";
    all_applications: "All applications and the account", "모든 애플리케이션과 계정", "所有应用和账号";
    events: "Events", "이벤트", "事件";
    missing_events: "Choose at least one event.", "이벤트를 하나 이상 선택하세요.", "请至少选择一个事件。";
    event_count(count: usize): "{count} events", "이벤트 {count}개", "{count} 个事件";
    state: "State", "상태", "状态";
    enabled: "Enabled", "사용 중", "已启用";
    disabled: "Disabled", "사용 안 함", "已停用";
    gone: "Gone", "중단됨", "已失效";
    disabled_text: "Nothing is sent to this endpoint, and new events are not kept for it. What waited before is sent when it is enabled again.",
        "이 엔드포인트로는 아무것도 보내지 않으며 새 이벤트도 보관하지 않습니다. 이전에 대기하던 메시지는 다시 사용하면 보냅니다.",
        "不会向此端点发送任何内容，也不会为其保留新事件。之前等待的消息将在重新启用后发送。";
    gone_text: "The endpoint answered 410: it wants no more messages. Enable it again if that was a mistake.",
        "엔드포인트가 410으로 응답해 더 이상 메시지를 받지 않겠다고 알렸습니다. 실수였다면 다시 사용하도록 설정하세요.",
        "端点返回了 410，表示不再接收消息。如属误操作，请重新启用。";
    created: "Created", "생성", "创建时间";
    create: "Create", "생성", "创建";
    save: "Save", "저장", "保存";
    settings: "Settings", "설정", "设置";
    enable: "Enable", "사용", "启用";
    disable: "Disable", "사용 안 함", "停用";
    delete: "Delete", "삭제", "删除";
    delete_question: "Delete this endpoint?", "이 엔드포인트를 삭제할까요?", "要删除此端点吗？";
    delete_lead: "Its messages are deleted with it, also those that wait.",
        "대기 중인 메시지를 포함한 모든 메시지가 함께 삭제됩니다.",
        "其消息（包括等待中的消息）将一并删除。";
    secret: "Secret", "비밀 키", "密钥";
    secret_lead: "Messages are signed with it. It is shown once, when it is made.",
        "메시지를 서명하는 데 쓰이며, 만들 때 한 번만 표시됩니다.",
        "用于为消息签名，仅在生成时显示一次。";
    secret_shown: "Copy the secret now: it is not shown again.", "지금 비밀 키를 복사하세요. 다시 표시되지 않습니다.", "请立即复制密钥：之后不再显示。";
    copy_secret: "Copy secret", "비밀 키 복사", "复制密钥";
    rotate: "Rotate secret", "비밀 키 교체", "轮换密钥";
    rotate_question: "Rotate the secret?", "비밀 키를 교체할까요?", "要轮换密钥吗？";
    rotate_lead: "For 24 hours messages are signed with both the new secret and the previous one, so that you can change your server meanwhile.",
        "24시간 동안 새 비밀 키와 이전 비밀 키로 모두 서명하므로 그동안 서버를 변경할 수 있습니다.",
        "24 小时内，消息会同时使用新旧密钥签名，您可在此期间更新服务器。";
    test: "Send test event", "테스트 이벤트 보내기", "发送测试事件";

    messages: "Messages", "메시지", "消息";
    messages_lead: "Kept for 7 days. A message that is not accepted is tried again for 24 hours, and those behind it are not held up.",
        "7일간 보관됩니다. 수락되지 않은 메시지는 24시간 동안 다시 시도하며, 뒤따르는 메시지는 지연되지 않습니다.",
        "保留 7 天。未被接受的消息会在 24 小时内重试，且不会阻塞后续消息。";
    no_messages: "No messages yet.", "아직 메시지가 없습니다.", "还没有消息。";
    message: "Message", "메시지", "消息";
    attempts: "Attempts", "시도", "尝试";
    actions: "Actions", "작업", "操作";
    newest: "Newest", "최신", "最新";
    older: "Older", "이전", "更早";
    waiting: "Waiting", "대기 중", "等待中";
    sent: "Sent", "전송됨", "已发送";
    failed: "Failed", "실패", "失败";
    replay: "Replay", "다시 보내기", "重新发送";
    replay_named(name: &str): "Replay {name}", "{name} 다시 보내기", "重新发送 {name}";
    attempt_count(count: usize): "Attempts: {count}", "시도 {count}회", "尝试 {count} 次";
    next(when: &str): "Next attempt: {when}", "다음 시도: {when}", "下次尝试：{when}";
    answered(status: u16): "Answered {status}", "응답 {status}", "返回 {status}";
    took(milliseconds: u32): "{milliseconds} ms", "{milliseconds}ms", "{milliseconds} 毫秒";
    unresolved: "The name of the host has no address", "호스트 이름의 주소를 찾을 수 없음", "无法解析主机名";
    private_address: "The address is not public", "공개 주소가 아님", "地址不是公网地址";
    unreachable: "No connection", "연결할 수 없음", "无法连接";
    tls: "TLS failed: check the certificate", "TLS 실패: 인증서를 확인하세요", "TLS 失败：请检查证书";
    timed_out: "No answer in time", "시간 안에 응답이 없음", "未在时限内响应";
    not_http: "The answer was not HTTP, or the connection broke", "HTTP 응답이 아니거나 연결이 끊김", "响应不是 HTTP，或连接中断";
    undecryptable: "The secret cannot be decrypted: rotate it", "비밀 키를 복호화할 수 없음: 교체하세요", "无法解密密钥：请轮换";

    application_created: "An application was created or imported", "애플리케이션 생성 또는 가져오기", "创建或导入应用";
    application_disabled: "An application was disabled", "애플리케이션 비활성화", "应用被停用";
    application_enabled: "An application was enabled", "애플리케이션 활성화", "应用被启用";
    application_suspended: "The trial of an application is over", "애플리케이션 체험 기간 종료", "应用体验期结束";
    application_deleted: "An application was deleted", "애플리케이션 삭제", "应用被删除";
    application_restored: "An application was restored", "애플리케이션 복원", "应用被恢复";
    key_rotated: "A key was rotated", "키 교체", "轮换密钥";
    key_rotation_undone: "A key rotation was undone", "키 교체 취소", "撤销密钥轮换";
    key_retired: "A key was retired", "키 폐기", "弃用密钥";
    certificate_failing: "A vendor refuses a push certificate", "푸시 인증서가 거부됨", "推送证书被厂商拒绝";
    certificate_expiring: "A push certificate expires soon", "푸시 인증서 만료 예정", "推送证书即将到期";
    push_dead_tokens: "Vendors report push tokens as invalid", "벤더가 푸시 토큰을 무효로 보고", "厂商报告推送令牌失效";
    arrears_began: "The account is in arrears", "계정 미납 시작", "账号开始欠费";
    arrears_enforced: "Applications are out of service because of arrears", "미납으로 애플리케이션 서비스 중단", "应用因欠费停止服务";
    arrears_settled: "The arrears are settled", "미납 해소", "欠费已结清";
    audit_checkpoint: "The audit trail was signed", "감사 기록이 서명됨", "审计记录已签名";
    test_event: "A test", "테스트", "测试";

    not_an_endpoint: "Enter a URL that begins with https://, without user name, password or fragment.",
        "https://로 시작하는 URL을 입력하세요. 사용자 이름, 비밀번호, 프래그먼트는 넣을 수 없습니다.",
        "请输入以 https:// 开头的 URL，不含用户名、密码和片段。";
    not_encrypted: "The URL has to begin with https://.", "URL은 https://로 시작해야 합니다.", "URL 须以 https:// 开头。";
    not_public: "The address is not public. The operator can allow such addresses (webhooks_allow_private).",
        "공개 주소가 아닙니다. 운영자가 허용할 수 있습니다(webhooks_allow_private).",
        "该地址不是公网地址。平台方可以允许此类地址（webhooks_allow_private）。";
    no_more(most: usize): "The limit of {most} endpoints is reached. Delete one first.",
        "엔드포인트가 최대 {most}개입니다. 먼저 하나를 삭제하세요.",
        "端点已达上限 {most} 个。请先删除一个。";

    done_deleted: "Endpoint deleted", "엔드포인트를 삭제했습니다", "端点已删除";
    done_tested: "Test event queued", "테스트 이벤트를 대기열에 넣었습니다", "测试事件已排队";
    done_replayed: "Message queued again", "메시지를 다시 대기열에 넣었습니다", "消息已重新排队";
    done_enabled: "Endpoint enabled", "엔드포인트를 사용하도록 설정했습니다", "端点已启用";
    done_disabled: "Endpoint disabled", "엔드포인트 사용을 중지했습니다", "端点已停用";

    audit_created: "Webhook endpoint created", "웹훅 엔드포인트 생성", "创建 Webhook 端点";
    audit_edited: "Webhook endpoint edited", "웹훅 엔드포인트 편집", "编辑 Webhook 端点";
    audit_enabled: "Webhook endpoint enabled", "웹훅 엔드포인트 사용", "启用 Webhook 端点";
    audit_disabled: "Webhook endpoint disabled", "웹훅 엔드포인트 사용 중지", "停用 Webhook 端点";
    audit_deleted: "Webhook endpoint deleted", "웹훅 엔드포인트 삭제", "删除 Webhook 端点";
    audit_rotated: "Webhook secret rotated", "웹훅 비밀 키 교체", "轮换 Webhook 密钥";
    audit_tested: "Webhook tested", "웹훅 테스트", "测试 Webhook";
    audit_replayed: "Webhook message replayed", "웹훅 메시지 다시 보내기", "重新发送 Webhook 消息";
}
