//! Text of e-mails to one person: about the security of their account, and invitations.

catalogue! {
    password_changed_subject: "Your password was changed", "비밀번호가 변경되었습니다", "您的密码已更改";
    password_changed(email: &str): "The password of {email} was changed. Every other browser was signed out.",
        "{email}의 비밀번호가 변경되었으며 다른 브라우저는 모두 로그아웃되었습니다.",
        "{email} 的密码已更改，其他浏览器均已退出登录。";
    password_reset(email: &str): "The operator has set a new password for {email}. Every browser was signed out.",
        "운영자가 {email}의 비밀번호를 새로 설정했으며 모든 브라우저가 로그아웃되었습니다.",
        "平台方为 {email} 设置了新密码，所有浏览器均已退出登录。";
    authenticator_added_subject: "Two-step verification was turned on", "2단계 인증이 설정되었습니다", "两步验证已开启";
    authenticator_added(email: &str): "Signing in as {email} now asks for a code of an authenticator app, too.",
        "이제 {email} 계정으로 로그인할 때 인증 앱의 코드도 입력해야 합니다.",
        "以 {email} 登录时，现在还需输入身份验证器应用中的验证码。";
    authenticator_removed_subject: "An authenticator app was removed", "인증 앱이 제거되었습니다", "身份验证器应用已移除";
    authenticator_removed(email: &str): "The authenticator app of {email} was removed. Its codes no longer work.",
        "{email}의 인증 앱이 제거되었습니다. 이 앱의 코드는 더 이상 사용할 수 없습니다.",
        "{email} 的身份验证器应用已移除，其验证码已失效。";
    second_factors_removed_subject: "Two-step verification was turned off", "2단계 인증이 해제되었습니다", "两步验证已关闭";
    second_factors_removed(email: &str): "The operator has removed the passkeys, the authenticator app and the recovery codes of {email}. Every browser was signed out.",
        "운영자가 {email}의 패스키, 인증 앱, 복구 코드를 제거했으며 모든 브라우저가 로그아웃되었습니다.",
        "平台方移除了 {email} 的通行密钥、身份验证器应用和恢复代码，所有浏览器均已退出登录。";
    passkey_added_subject: "A passkey was added", "패스키가 추가되었습니다", "已添加通行密钥";
    passkey_added(email: &str, name: &str): "The passkey “{name}” was added to {email}. Whoever has it can sign in without a password.",
        "{email} 계정에 패스키 “{name}”이(가) 추가되었습니다. 이 패스키가 있으면 비밀번호 없이 로그인할 수 있습니다.",
        "已为 {email} 添加通行密钥“{name}”，持有它即可无需密码登录。";
    passkey_removed_subject: "A passkey was removed", "패스키가 제거되었습니다", "通行密钥已移除";
    passkey_removed(email: &str, name: &str): "The passkey “{name}” of {email} was removed. It no longer lets anybody in.",
        "{email} 계정의 패스키 “{name}”이(가) 제거되어 더 이상 로그인에 사용할 수 없습니다.",
        "{email} 的通行密钥“{name}”已移除，无法再用于登录。";
    identity_linked_subject: "A new way to sign in", "새로운 로그인 방법", "新的登录方式";
    identity_linked(email: &str, issuer: &str): "An account of {issuer} was used to sign in as {email} for the first time. It lets its owner in from now on.",
        "{issuer}의 계정으로 처음 {email}에 로그인했습니다. 앞으로 이 계정으로 로그인할 수 있습니다.",
        "首次使用 {issuer} 的账号以 {email} 登录，今后可使用该账号登录。";
    recovery_codes_subject: "New recovery codes were made", "복구 코드가 새로 발급되었습니다", "已生成新的恢复代码";
    recovery_codes(email: &str): "New recovery codes were made for {email}. The old ones no longer work.",
        "{email}의 복구 코드가 새로 발급되었습니다. 이전 코드는 더 이상 사용할 수 없습니다.",
        "已为 {email} 生成新的恢复代码，旧代码已失效。";
    code_used_subject: "A recovery code was used", "복구 코드가 사용되었습니다", "恢复代码已被使用";
    code_used(email: &str, left: u32): "A recovery code of {email} was used. Unused ones that are left: {left}.",
        "{email}의 복구 코드가 사용되었습니다. 남은 미사용 코드: {left}개.",
        "{email} 的一个恢复代码已被使用，剩余 {left} 个未使用。";
    token_created_subject: "An API token was created", "API 토큰이 생성되었습니다", "已创建 API 令牌";
    token_created(email: &str, name: &str): "The API token “{name}” was created in the name of {email}. Programs that have it act in that name.",
        "{email}의 이름으로 API 토큰 “{name}”이(가) 생성되었습니다. 이 토큰을 가진 프로그램은 그 이름으로 작업합니다.",
        "已以 {email} 的名义创建 API 令牌“{name}”，持有它的程序将以该名义操作。";
    signed_in_subject: "New sign-in", "새로운 로그인", "新的登录";
    signed_in(email: &str): "Somebody signed in as {email} with a browser that is new to this account.",
        "이전에 사용하지 않은 브라우저에서 {email} 계정으로 로그인했습니다.",
        "有人在此前未使用过的浏览器上以 {email} 登录。";
    at(at: &str): "When: {at} UTC", "시각: {at} UTC", "时间：{at} UTC";
    from(browser: &str, address: &str): "From: {browser}, {address}", "위치: {browser}, {address}", "来源：{browser}，{address}";
    not_you: "If this was not you, change your password, sign all other browsers out, and tell an owner of the account:",
        "본인이 아니라면 비밀번호를 변경하고 다른 브라우저를 모두 로그아웃한 다음 계정 소유자에게 알리세요:",
        "如果不是您本人操作，请更改密码、让其他浏览器全部退出登录，并告知账号所有者：";
    foot: "You receive this email because it is about how you sign in to Chat Console.",
        "Chat Console 로그인과 관련된 내용이어서 보낸 메일입니다.",
        "本邮件与您登录 Chat Console 的方式有关。";

    invitation_subject(who: &str): "{who} invites you to Chat Console", "{who} 님이 Chat Console에 초대했습니다", "{who} 邀请您加入 Chat Console";
    invitation(who: &str, role: &str): "{who} invites you to an account of Chat Console as: {role}. Follow the link and choose a password:",
        "{who} 님이 Chat Console 계정에 {role} 역할로 초대했습니다. 링크를 열고 비밀번호를 정하세요:",
        "{who} 邀请您以“{role}”身份加入 Chat Console 账号。请打开链接并设置密码：";
    invitation_foot(at: &str): "The link works once, until {at} UTC. Do not pass it on: whoever opens it can join in your place. If you did not expect this email, ignore it.",
        "링크는 {at} UTC까지 한 번만 사용할 수 있습니다. 여는 사람은 누구나 대신 참여할 수 있으므로 다른 사람에게 전달하지 마세요. 예상하지 못한 메일이라면 무시하세요.",
        "链接在 {at} UTC 之前有效，仅可使用一次。任何打开它的人都可代您加入，请勿转发。如果您并未预期收到本邮件，请忽略。";
}
