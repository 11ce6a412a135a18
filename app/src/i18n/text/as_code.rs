//! Text of **Show as code**: what a page does, as calls of the API.

catalogue! {
    show: "Show as code", "코드로 보기", "以代码查看";
    lead: "The same by the API. CONSOLE is the address of this console, CHAT_CONSOLE_TOKEN an API token.",
        "API로 같은 작업을 수행합니다. CONSOLE은 이 콘솔의 주소, CHAT_CONSOLE_TOKEN은 API 토큰입니다.",
        "通过 API 执行相同操作。CONSOLE 为此控制台的地址，CHAT_CONSOLE_TOKEN 为 API 令牌。";
    all: "All operations", "전체 작업", "所有操作";
    list_applications: "List applications", "애플리케이션 목록", "列出应用";
    create_application: "Create an application", "애플리케이션 생성", "创建应用";
    import_application: "Import an application", "애플리케이션 가져오기", "导入应用";
    edit_application: "Edit", "편집", "编辑";
    disable_application: "Disable", "비활성화", "停用";
    enable_application: "Enable", "활성화", "启用";
    delete_application: "Delete", "삭제", "删除";
    rotate_key: "Rotate the key", "키 교체", "轮换密钥";
    list_certificates: "List push certificates", "푸시 인증서 목록", "列出推送证书";
    add_certificate: "Add a push certificate", "푸시 인증서 추가", "添加推送证书";
    see_package: "See the package", "패키지 조회", "查看套餐";
    quote: "Ask for a price", "가격 조회", "查询价格";
    list_deleted: "List deleted applications", "삭제된 애플리케이션 목록", "列出已删除的应用";
    restore: "Restore an application", "애플리케이션 복원", "恢复应用";
    list_pushes: "List pushes", "푸시 목록", "列出推送";
    see_push: "See the push", "푸시 조회", "查看推送";
    generate_usersig: "Generate a UserSig", "UserSig 생성", "生成 UserSig";
    diagnose_usersig: "Verify a UserSig", "UserSig 검증", "校验 UserSig";
    see_balance: "See the balance", "잔액 조회", "查看余额";
    list_ledger: "List ledger entries", "거래 내역 목록", "列出收支明细";
    see_ledger_entry: "See the entry", "거래 조회", "查看收支记录";
    list_members: "List members", "멤버 목록", "列出成员";
    invite_member: "Invite a member", "멤버 초대", "邀请成员";
    list_audit: "List entries", "기록 목록", "列出记录";
    list_webhooks: "List webhooks", "웹훅 목록", "列出 Webhook";
    create_webhook: "Create a webhook", "웹훅 생성", "创建 Webhook";
    list_messages: "List messages", "메시지 목록", "列出消息";
    test_webhook: "Send a test", "테스트 전송", "发送测试";
    rotate_webhook: "Rotate the secret", "비밀 키 교체", "轮换密钥";
    delete_webhook: "Delete", "삭제", "删除";
}
