//! Text of the Chat detail page: Basic Information, Key, Renewal/Upgrade, Recent changes and the dialogs.

catalogue! {
    title: "Overview", "개요", "概览";
    lead: "Basic configuration of this application.", "이 애플리케이션의 기본 설정입니다.", "此应用的基本配置。";
    generate_usersig: "Generate UserSig", "UserSig 생성", "生成 UserSig";
    basic: "Basic Information", "기본 정보", "基本信息";
    edit: "Edit", "편집", "编辑";
    editing: "Editing", "편집 중", "编辑中";
    save: "Save", "저장", "保存";
    copy_id: "Copy SDKAppID", "SDKAppID 복사", "复制 SDKAppID";
    description_hint: "Up to 300 characters. Shown only in this console.",
        "최대 300자입니다. 이 콘솔에만 표시됩니다.",
        "最多 300 个字符。仅在此控制台中显示。";
    fixed: "SDKAppID, region and creation time cannot be changed.",
        "SDKAppID, 리전, 생성 시간은 변경할 수 없습니다.",
        "SDKAppID、地域和创建时间不能更改。";

    changed_title: "Somebody else saved while you were editing.",
        "편집하는 동안 다른 사람이 먼저 저장했습니다.",
        "您编辑期间，其他人已先保存。";
    changed_by(who: &str, when: &str): "Saved by {who}, {when}. Your text is still below: Save again to replace theirs, or discard yours.",
        "{who} 저장, {when}. 입력한 내용은 아래에 그대로 있습니다. 다시 저장하면 상대방의 내용을 대체하며, 내 변경을 버릴 수도 있습니다.",
        "由 {who} 保存，{when}。您输入的内容仍在下方：再次保存将替换对方的内容，也可以放弃您的修改。";
    discard: "Discard my changes", "내 변경 버리기", "放弃我的修改";
    before_after(field: &str, before: &str, after: &str): "{field}: “{before}” became “{after}”",
        "{field}: “{before}”에서 “{after}”(으)로 변경",
        "{field}：由“{before}”改为“{after}”";
    set_to(field: &str, after: &str): "{field}: set to “{after}”", "{field}: “{after}”(으)로 설정", "{field}：设为“{after}”";
    emptied(field: &str, before: &str): "{field}: “{before}” was removed", "{field}: “{before}” 삭제", "{field}：已删除“{before}”";

    extend: "Apply for Extension", "연장 신청", "申请延期";
    enable: "Enable", "활성화", "启用";
    disable: "Disable", "비활성화", "停用";
    delete: "Delete", "삭제", "删除";

    disabled_title: "This application is disabled.", "이 애플리케이션은 비활성화되었습니다.", "此应用已停用。";
    disabled_text: "All subservices have stopped: every call is refused with 60016. Data is kept.",
        "모든 하위 서비스가 중지되었으며 모든 호출이 60016으로 거부됩니다. 데이터는 유지됩니다.",
        "所有子服务均已停止：所有调用都会以 60016 被拒绝。数据会保留。";
    suspended_title: "The trial is over and this application is suspended.", "체험 기간이 끝나 이 애플리케이션이 일시 정지되었습니다.", "体验期已结束，此应用已暂停服务。";
    suspended_text: "All subservices have stopped: every call is refused with 60016. Data is kept.",
        "모든 하위 서비스가 중지되었으며 모든 호출이 60016으로 거부됩니다. 데이터는 유지됩니다.",
        "所有子服务均已停止：所有调用都会以 60016 被拒绝。数据会保留。";

    disable_question(name: &str): "Disable {name}?", "‘{name}’ 애플리케이션을 비활성화할까요?", "要停用 {name} 吗？";
    disable_lead: "Disabling the application will stop ALL subservices.",
        "애플리케이션을 비활성화하면 모든 하위 서비스가 중지됩니다.",
        "停用应用将停止所有子服务。";
    stops_title: "All services of this SDKAppID stop", "이 SDKAppID의 모든 서비스가 중지됩니다", "此 SDKAppID 的所有服务都会停止";
    stops_text: "UserSig verification, push and all other /v4 services stop together.",
        "UserSig 검증, 푸시를 비롯한 모든 /v4 서비스가 함께 중지됩니다.",
        "UserSig 校验、推送以及所有其他 /v4 服务会一并停止。";
    refused_title: "Users are no longer authenticated", "사용자가 더 이상 인증되지 않습니다", "用户将无法再通过鉴权";
    refused_text: "Every call of your back end is refused with 60016.", "백엔드의 모든 호출에 60016이 반환됩니다.", "您的后端每次调用都会收到 60016。";
    at_once_title: "Takes effect immediately", "즉시 적용됩니다", "立即生效";
    at_once_text: "From the moment you confirm, on every server.", "확인하는 순간부터 모든 서버에 적용됩니다.", "从您确认的那一刻起，在所有服务器上生效。";
    kept_title: "Nothing is deleted", "아무것도 삭제되지 않습니다", "不会删除任何内容";
    kept_text(date: &str): "Enable it to bring everything back. The expiry date stays {date}.",
        "활성화하면 모두 다시 사용할 수 있습니다. 만료일은 {date} 그대로입니다.",
        "启用后即可恢复全部服务。到期日期仍为 {date}。";

    enable_question(name: &str): "Enable {name}?", "‘{name}’ 애플리케이션을 활성화할까요?", "要启用 {name} 吗？";
    enable_lead: "All services of this SDKAppID are available again.",
        "이 SDKAppID의 모든 서비스를 다시 사용할 수 있습니다.",
        "此 SDKAppID 的所有服务将恢复可用。";
    resumes_title: "Users are authenticated again", "사용자가 다시 인증됩니다", "用户可以重新通过鉴权";
    resumes_text: "The key has not changed. UserSigs that have not expired are valid.",
        "키는 변경되지 않았으므로 만료되지 않은 UserSig는 유효합니다.",
        "密钥没有变化：未过期的 UserSig 仍然有效。";
    term_title: "The term does not change", "사용 기간은 변경되지 않습니다", "有效期不变";
    term_text(date: &str): "It still expires on {date}.", "만료일은 {date} 그대로입니다.", "仍于 {date} 到期。";

    delete_question(name: &str): "Delete {name}?", "‘{name}’ 애플리케이션을 삭제할까요?", "要删除 {name} 吗？";
    delete_lead: "The application goes out of service immediately. Proceed with caution.", "애플리케이션의 서비스가 즉시 중단됩니다. 신중하게 진행하세요.", "应用将立即停止服务，请谨慎操作。";
    grace_title(days: u32): "It can be restored for {days} days", "{days}일 동안 복원할 수 있습니다", "{days} 天内可以恢复";
    grace_text: "It is listed under Deleted applications.", "삭제된 애플리케이션 목록에 표시됩니다.", "可在“已删除的应用”中找到。";
    gone_title: "After that, everything is destroyed", "이후 모든 내용이 파기됩니다", "之后一切都会被销毁";
    gone_text: "After that nobody can restore it, not even the operator.", "그 이후에는 운영자를 포함해 누구도 복원할 수 없습니다.", "此后任何人都无法恢复，包括平台方。";
    key_gone_title: "The key is no longer accepted", "키를 더 이상 사용할 수 없습니다", "密钥不再有效";
    key_gone_text: "All UserSigs signed with it stop working.", "이 키로 서명한 모든 UserSig를 사용할 수 없게 됩니다.", "用它签发的所有 UserSig 都将失效。";
    number_gone_title: "The SDKAppID is never used again", "SDKAppID는 다시 사용되지 않습니다", "SDKAppID 不会再次使用";
    number_gone_text: "Calls for it are answered with 70020.", "이 SDKAppID에 대한 호출에는 70020이 반환됩니다.", "对它的调用会收到 70020。";

    key: "Key", "키", "密钥";
    key_warning: "Key information is sensitive. Keep it secret to prevent leakage.",
        "키 정보는 민감합니다. 유출되지 않도록 안전하게 보관하세요.",
        "密钥信息属于敏感信息，请妥善保管，防止泄露。";
    key_number(version: i64): "Key {version}", "키 {version}", "密钥 {version}";
    current: "Current", "현재", "当前";
    hidden: "hidden, 64 characters", "숨김, 64자", "已隐藏，64 个字符";
    shown: "The key is shown until you leave this page.", "이 페이지를 벗어날 때까지 키가 표시됩니다.", "在您离开此页面之前，密钥会一直显示。";
    shown_shortly: "The key is shown for 30 seconds.", "키가 30초 동안 표시됩니다.", "密钥将显示 30 秒。";
    show_key: "Show Key", "키 표시", "显示密钥";
    hide_key: "Hide Key", "키 숨기기", "隐藏密钥";
    copy: "Copy", "복사", "复制";
    show_first: "Show the key before copying it.", "복사하려면 먼저 키를 표시하세요.", "请先显示密钥，再复制。";
    password_question: "Confirm that it is you", "본인 확인", "请确认是您本人";
    password_lead: "Enter your password to show the key. You last entered it more than ten minutes ago.",
        "키를 표시하려면 비밀번호를 입력하세요. 마지막으로 입력한 지 10분이 넘었습니다.",
        "请输入密码以显示密钥。您上次输入密码已超过十分钟。";
    password: "Password", "비밀번호", "密码";
}
