//! Text of `/tokens`.

catalogue! {
    title: "API tokens", "API 토큰", "API 令牌";
    lead: "Programs use the API with a token. A token can do what its scopes allow, and never more than you can.",
        "프로그램은 토큰으로 API를 사용합니다. 토큰은 지정한 범위 안에서만 작동하며 내 권한을 넘을 수 없습니다.",
        "程序使用令牌调用 API。令牌只能执行其权限范围允许的操作，且不会超出您自己的权限。";
    documentation: "API documentation", "API 문서", "API 文档";
    new: "New token", "새 토큰", "新建令牌";
    name: "Token name", "토큰 이름", "令牌名称";
    name_hint: "The audit trail shows it. For example: deploy", "감사 기록에 표시됩니다. 예: deploy", "显示在审计记录中，例如 deploy";
    scopes: "Scopes", "범위", "权限范围";
    applications: "Limited to applications", "애플리케이션 제한", "限定应用";
    applications_hint: "SDKAppIDs, separated by spaces or commas. Leave empty for all applications that you have access to.",
        "SDKAppID를 공백이나 쉼표로 구분하여 입력하세요. 비워 두면 접근 권한이 있는 모든 애플리케이션에 적용됩니다.",
        "输入 SDKAppID，以空格或逗号分隔。留空表示您有权访问的所有应用。";
    not_yours: "You have access to no application with one of these SDKAppIDs.",
        "이 SDKAppID 중 접근 권한이 없는 애플리케이션이 있습니다.",
        "其中有您无权访问或不存在的 SDKAppID。";
    days: "Valid for (days)", "유효 기간(일)", "有效期（天）";
    days_hint: "From 1 to 365 days.", "1일에서 365일까지.", "1 到 365 天。";
    create: "Create token", "토큰 생성", "创建令牌";
    no_more(most: usize): "You have {most} tokens, which is the limit. Revoke one first.",
        "토큰이 최대 개수인 {most}개입니다. 먼저 하나를 폐기하세요.",
        "您的令牌已达上限 {most} 个。请先撤销一个。";
    shown_title: "Your new token", "새 토큰", "新令牌";
    shown_lead: "Copy it now. It is not shown again, and the console keeps only a hash of it.",
        "지금 복사하세요. 다시 표시되지 않으며 콘솔에는 해시만 저장됩니다.",
        "请立即复制。令牌不会再次显示，控制台仅保存其哈希值。";
    copy: "Copy token", "토큰 복사", "复制令牌";
    none: "You have no tokens yet.", "아직 토큰이 없습니다.", "您还没有令牌。";
    yours: "Your tokens", "내 토큰", "您的令牌";
    all_applications: "All applications", "모든 애플리케이션", "所有应用";
    expires: "Expires", "만료", "到期";
    expired: "Expired", "만료됨", "已到期";
    last_used: "Last used", "최근 사용", "最近使用";
    never_used: "Never", "사용 안 함", "从未使用";
    revoke: "Revoke", "폐기", "撤销";
    revoke_named(name: &str): "Revoke {name}", "{name} 폐기", "撤销 {name}";
    created: "Token created", "토큰을 생성했습니다", "令牌已创建";
    revoked: "Token revoked", "토큰을 폐기했습니다", "令牌已撤销";
    applications_read: "See applications", "애플리케이션 보기", "查看应用";
    applications_write: "Create, edit, disable, enable, delete and restore applications", "애플리케이션 생성, 편집, 비활성화, 활성화, 삭제 및 복원", "创建、编辑、停用、启用、删除和恢复应用";
    keys_read: "See keys without their secrets", "비밀 값을 제외한 키 보기", "查看密钥（不含密钥内容）";
    keys_write: "Rotate and retire keys", "키 교체 및 폐기", "轮换和弃用密钥";
    keys_reveal: "See the secrets of keys", "키의 비밀 값 보기", "查看密钥内容";
    certificates_read: "See push certificates", "푸시 인증서 보기", "查看推送证书";
    certificates_write: "Add, edit, check and delete push certificates", "푸시 인증서 추가, 편집, 확인 및 삭제", "添加、编辑、检查和删除推送证书";
    pushes_read: "See pushes", "푸시 보기", "查看推送";
    pushes_write: "Send test pushes", "테스트 푸시 전송", "发送测试推送";
    usersigs_write: "Generate and verify UserSigs: sign in as any user", "UserSig 생성 및 검증: 모든 사용자로 로그인 가능", "生成和验证 UserSig：可以任意用户身份登录";
    packages_write: "Order and renew packages with the balance", "잔액으로 패키지 주문 및 갱신", "使用余额订购和续费套餐";
    billing_read: "See balance, ledger and invoices", "잔액, 거래 내역, 청구서 보기", "查看余额、账目和账单";
    members_read: "See members and invitations", "멤버와 초대 보기", "查看成员和邀请";
    members_write: "Invite, change and remove members", "멤버 초대, 변경 및 제거", "邀请、更改和移除成员";
    webhooks_read: "See webhooks and their messages", "웹훅과 메시지 보기", "查看 Webhook 及其消息";
    webhooks_write: "Create, change and delete webhooks", "웹훅 생성, 변경 및 삭제", "创建、更改和删除 Webhook";
    audit_read: "See the audit trail", "감사 기록 보기", "查看审计日志";
    scope_missing(scope: &str): "The API token needs the scope {scope} for this.", "이 작업에는 API 토큰에 {scope} 범위가 필요합니다.", "此操作需要 API 令牌具有权限范围 {scope}。";
    no_scope: "No API token may do this. Use the console.", "API 토큰으로는 할 수 없습니다. 콘솔을 이용하세요.", "API 令牌不能执行此操作，请使用控制台。";
}
