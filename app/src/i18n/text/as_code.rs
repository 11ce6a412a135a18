//! Text of **Show as code**: what a page does, as calls of the API.

catalogue! {
    show: "Show as code", "코드로 보기", "以代码查看";
    lead: "The same by the API. CONSOLE is the address of this console, CHAT_CONSOLE_TOKEN an API token.",
        "API로 같은 작업을 수행합니다. CONSOLE은 이 콘솔의 주소, CHAT_CONSOLE_TOKEN은 API 토큰입니다.",
        "通过 API 执行相同操作。CONSOLE 为此控制台的地址，CHAT_CONSOLE_TOKEN 为 API 令牌。";
    all: "All operations", "전체 작업", "所有操作";
    copy(name: &str): "Copy the command: {name}", "명령 복사: {name}", "复制命令：{name}";
    list_applications: "List applications", "애플리케이션 목록", "列出应用";
    create_application: "Create an application", "애플리케이션 생성", "创建应用";
    edit_application: "Edit", "편집", "编辑";
    disable_application: "Disable", "비활성화", "停用";
    enable_application: "Enable", "활성화", "启用";
    delete_application: "Delete", "삭제", "删除";
    rotate_key: "Rotate the key", "키 교체", "轮换密钥";
    list_certificates: "List push certificates", "푸시 인증서 목록", "列出推送证书";
    add_certificate: "Add a push certificate", "푸시 인증서 추가", "添加推送证书";
}
