//! Text of `/members` and `/join`, and of what a member's role does not allow.

use domain::account::language::Language;
use domain::account::permission::Permission;

catalogue! {
    title: "Members", "멤버", "成员";
    lead: "The people who use this console, and what each of them may do.", "이 콘솔을 사용하는 사람과 각자의 권한입니다.", "使用此控制台的人员及其权限。";
    members: "Members", "멤버", "成员";
    person: "Person", "사용자", "人员";
    role: "Role", "역할", "角色";
    applications: "Applications", "애플리케이션", "应用";
    joined: "Joined", "참여", "加入时间";
    actions: "Actions", "작업", "操作";
    you: "You", "나", "本人";
    invite: "Invite", "초대", "邀请";
    invite_lead: "They get a link, choose a password and are in. The link works once, within 7 days.", "링크를 받아 비밀번호를 정하면 참여가 완료됩니다. 링크는 7일 동안 한 번만 사용할 수 있습니다.", "对方收到链接并设置密码后即可加入。链接 7 天内有效，仅可使用一次。";
    email: "Email", "이메일", "电子邮箱";
    send_invitation: "Create link", "링크 만들기", "创建链接";
    role_hint: "What each role may do is listed at the bottom of this page.", "역할별 권한은 이 페이지 하단에 있습니다.", "各角色的权限列于本页底部。";
    all_applications: "All applications", "모든 애플리케이션", "所有应用";
    chosen_applications: "Only these", "선택한 애플리케이션만", "仅限以下应用";
    some_applications(count: usize): "{count} chosen", "{count}개 선택", "已选 {count} 个";
    missing_applications: "Choose at least one application.", "애플리케이션을 하나 이상 선택하세요.", "请至少选择一个应用。";
    invitations: "Invitations", "초대", "邀请";
    invitations_lead: "Not accepted yet.", "아직 수락하지 않았습니다.", "尚未接受。";
    invited_by: "Invited by", "초대한 사람", "邀请人";
    link_ends: "Link expires", "링크 만료", "链接有效期";
    expired: "Expired", "만료됨", "已过期";
    show_link: "Show link", "링크 보기", "查看链接";
    link_named(email: &str): "Show link for {email}", "{email}의 링크 보기", "查看链接：{email}";
    revoke: "Revoke", "취소", "撤销";
    revoke_named(email: &str): "Revoke the invitation of {email}", "{email} 초대 취소", "撤销对 {email} 的邀请";
    link_title: "Invitation link", "초대 링크", "邀请链接";
    link_lead(email: &str): "Send this link to {email}.", "이 링크를 {email}에게 보내세요.", "请将此链接发送给 {email}。";
    link: "Link", "링크", "链接";
    link_mailed(email: &str): "The link is sent to {email} by email, too.", "이 링크는 {email}(으)로 메일로도 발송됩니다.", "此链接也会通过邮件发送给 {email}。";
    link_hint: "Whoever opens it can join in their place. Send it over a channel that you trust.", "링크를 여는 사람은 누구나 대신 참여할 수 있으므로 신뢰할 수 있는 방법으로 보내세요.", "任何打开此链接的人都可代为加入，请通过可信渠道发送。";
    change: "Change access", "권한 변경", "更改权限";
    change_named(email: &str): "Change access of {email}", "{email} 권한 변경", "更改权限：{email}";
    change_lead(email: &str): "For {email}. It applies from their next request on.", "{email}의 다음 요청부터 적용됩니다.", "针对 {email}，自其下一次请求起生效。";
    remove: "Remove", "제거", "移除";
    remove_named(email: &str): "Remove {email}", "{email} 제거", "移除 {email}";
    remove_question(email: &str): "Remove {email}?", "{email} 멤버를 제거하시겠습니까?", "移除 {email}？";
    remove_lead: "They lose access at once.", "즉시 접근할 수 없게 됩니다.", "其访问权限将立即失效。";
    remove_effect: "All their sessions end now. What they did stays in the audit trail, and you can invite them again.", "모든 세션이 즉시 종료됩니다. 작업 내역은 감사 기록에 남으며 다시 초대할 수 있습니다.", "其所有会话将立即结束。操作记录会保留在审计日志中，您可以再次邀请。";
    leave: "Leave", "나가기", "退出";
    leave_question: "Leave this account?", "이 계정에서 나가시겠습니까?", "退出此账号？";
    leave_lead: "You lose access at once.", "즉시 접근할 수 없게 됩니다.", "您的访问权限将立即失效。";
    leave_effect: "You are signed out everywhere, and need a new invitation to come back.", "모든 브라우저에서 로그아웃되며, 다시 참여하려면 새 초대가 필요합니다.", "您将在所有位置退出登录，再次加入需要新的邀请。";
    roles: "What each role may do", "역할별 권한", "各角色的权限";
    roles_lead: "Somebody limited to certain applications has these permissions for them alone, and none that concern the whole account.", "특정 애플리케이션으로 제한된 멤버는 해당 애플리케이션에서만 이 권한을 가지며, 계정 전체에 대한 권한은 없습니다.", "仅限部分应用的成员只在这些应用上拥有相应权限，不具有涉及整个账号的权限。";
    may: "Permission", "권한", "权限";
    whole_account: "(whole account)", "(계정 전체)", "（整个账号）";
    yes: "Yes", "예", "是";
    no: "No", "아니요", "否";
    join_title: "Join Chat Console", "Chat Console 참여", "加入 Chat Console";
    join_lead(who: &str, role: &str): "{who} invites you as: {role}. Choose a password.", "{who} 님이 {role} 역할로 초대했습니다. 비밀번호를 정하세요.", "{who} 邀请您以“{role}”身份加入。请设置密码。";
    join: "Join", "참여", "加入";
    link_ended: "This link has expired, was revoked, or was used already. Ask for a new one.", "만료되었거나 취소되었거나 이미 사용된 링크입니다. 새 링크를 요청하세요.", "此链接已过期、已被撤销或已被使用。请索取新的链接。";
    done_invited: "Invitation created", "초대를 만들었습니다", "已创建邀请";
    done_revoked: "Invitation revoked", "초대를 취소했습니다", "已撤销邀请";
    done_removed: "Member removed", "멤버를 제거했습니다", "已移除成员";
    signs_in_already: "Somebody signs in with this address already.", "이미 이 주소로 로그인하는 사용자가 있습니다.", "已有用户使用此地址登录。";
    last_owner: "The account needs an owner with access to everything. Make somebody else an owner first.", "모든 권한을 가진 소유자가 한 명 이상 있어야 합니다. 먼저 다른 멤버를 소유자로 지정하세요.", "账号必须至少有一位拥有全部权限的所有者。请先将其他成员设为所有者。";
    owners_only: "Only an owner can make somebody an owner, or change one.", "소유자를 지정하거나 변경할 수 있는 것은 소유자뿐입니다.", "只有所有者可以设置或更改所有者。";
    own_access: "You cannot change your own access. Ask another owner or administrator.", "자신의 권한은 변경할 수 없습니다. 다른 소유자나 관리자에게 요청하세요.", "您不能更改自己的权限。请联系其他所有者或管理员。";
    full: "The account has as many members and invitations as it may have (200). Remove some first.", "멤버와 초대 수가 한도(200)에 도달했습니다. 먼저 일부를 제거하세요.", "成员和邀请数量已达上限（200）。请先移除一部分。";
    owner: "Owner", "소유자", "所有者";
    administrator: "Administrator", "관리자", "管理员";
    developer: "Developer", "개발자", "开发者";
    billing: "Billing", "결제 담당자", "财务";
    read_only: "Read only", "읽기 전용", "只读";
    role_forbids(role: &str): "Your role ({role}) does not allow this. Ask an owner or administrator of the account.", "현재 역할({role})로는 할 수 없습니다. 계정의 소유자나 관리자에게 문의하세요.", "您的角色（{role}）不允许此操作。请联系账号的所有者或管理员。";
    limited_forbids: "Your access is limited to certain applications, and this concerns the whole account. Ask an owner or administrator.", "접근 권한이 특정 애플리케이션으로 제한되어 있어 계정 전체에 대한 작업은 할 수 없습니다. 소유자나 관리자에게 문의하세요.", "您的访问权限仅限于部分应用，而此操作涉及整个账号。请联系所有者或管理员。";
    not_allowed: "Not allowed", "권한 없음", "无权限";
    role_note(role: &str): "As {role} you cannot use the buttons that are switched off here. Ask an owner or administrator of the account.", "{role} 역할로는 여기에서 비활성화된 버튼을 사용할 수 없습니다. 계정의 소유자나 관리자에게 문의하세요.", "“{role}”角色无法使用此处已停用的按钮。请联系账号的所有者或管理员。";
    limited_note: "Your access is limited to certain applications: the buttons for the whole account are switched off. Ask an owner or administrator.", "접근 권한이 특정 애플리케이션으로 제한되어 있어 계정 전체에 대한 버튼은 비활성화되어 있습니다. 소유자나 관리자에게 문의하세요.", "您的访问权限仅限于部分应用，涉及整个账号的按钮已停用。请联系所有者或管理员。";
    view_applications: "See applications", "애플리케이션 조회", "查看应用";
    view_keys: "See the list of keys, without their secrets", "키 목록 조회(비밀 값 제외)", "查看密钥列表（不含密钥内容）";
    view_certificates: "See certificates", "인증서 조회", "查看证书";
    view_pushes: "See pushes and devices", "푸시 및 기기 조회", "查看推送和设备";
    create_applications: "Create and import applications", "애플리케이션 생성 및 가져오기", "创建和导入应用";
    edit_applications: "Edit applications and their administrators", "애플리케이션 및 관리자 편집", "编辑应用及其管理员";
    change_status: "Disable, enable, delete, restore and extend", "비활성화, 활성화, 삭제, 복원, 연장", "停用、启用、删除、恢复和延期";
    show_keys: "Show keys", "키 표시", "查看密钥";
    rotate_keys: "Rotate and retire keys", "키 교체 및 폐기", "轮换和停用密钥";
    use_usersigs: "Generate and verify UserSigs", "UserSig 생성 및 검증", "生成和验证 UserSig";
    edit_certificates: "Add, edit, check and delete certificates", "인증서 추가, 편집, 확인, 삭제", "添加、编辑、检查和删除证书";
    transfer_certificates: "Export and import certificates", "인증서 내보내기 및 가져오기", "导出和导入证书";
    send_pushes: "Send test pushes", "테스트 푸시 전송", "发送测试推送";
    order_packages: "Order and renew packages", "패키지 주문 및 갱신", "订购和续费套餐";
    view_billing: "See balance, ledger and invoices", "잔액, 거래 내역, 청구서 조회", "查看余额、账目和账单";
    view_requests: "See support requests", "기술지원 문의 조회", "查看工单";
    file_requests: "File and answer support requests", "기술지원 문의 등록 및 답변", "提交和回复工单";
    view_members: "See members", "멤버 조회", "查看成员";
    manage_members: "Invite, change and remove members", "멤버 초대, 변경, 제거", "邀请、更改和移除成员";
    view_webhooks: "See webhooks", "웹훅 조회", "查看 Webhook";
    manage_webhooks: "Manage webhooks", "웹훅 관리", "管理 Webhook";
    view_audit: "See and download the audit trail", "감사 기록 조회 및 다운로드", "查看和下载审计日志";
    transfer_ownership: "Make and change owners", "소유자 지정 및 변경", "设置和更改所有者";
}

/// The displayed name of a permission.
pub(crate) const fn permission(language: Language, permission: Permission) -> &'static str {
    match permission {
        Permission::ViewApplications => view_applications(language),
        Permission::ViewKeys => view_keys(language),
        Permission::ViewCertificates => view_certificates(language),
        Permission::ViewPushes => view_pushes(language),
        Permission::CreateApplications => create_applications(language),
        Permission::EditApplications => edit_applications(language),
        Permission::ChangeStatus => change_status(language),
        Permission::ShowKeys => show_keys(language),
        Permission::RotateKeys => rotate_keys(language),
        Permission::UseUserSigs => use_usersigs(language),
        Permission::EditCertificates => edit_certificates(language),
        Permission::TransferCertificates => transfer_certificates(language),
        Permission::SendPushes => send_pushes(language),
        Permission::OrderPackages => order_packages(language),
        Permission::ViewBilling => view_billing(language),
        Permission::ViewRequests => view_requests(language),
        Permission::FileRequests => file_requests(language),
        Permission::ViewMembers => view_members(language),
        Permission::ManageMembers => manage_members(language),
        Permission::ViewWebhooks => view_webhooks(language),
        Permission::ManageWebhooks => manage_webhooks(language),
        Permission::ViewAudit => view_audit(language),
        Permission::TransferOwnership => transfer_ownership(language),
    }
}
