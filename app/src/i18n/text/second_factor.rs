//! Text of two-step verification: on `/account`, at sign-in, and where a person proves again who they are.

catalogue! {
    title: "Two-step verification", "2단계 인증", "两步验证";
    lead: "After the password, signing in asks for a passkey, or for a code of an authenticator app.",
        "로그인할 때 비밀번호를 입력한 다음 패스키를 사용하거나 인증 앱의 코드를 입력합니다.",
        "登录时，输入密码后还需使用通行密钥，或输入身份验证器应用中的验证码。";
    authenticator: "Authenticator app", "인증 앱", "身份验证器应用";
    not_set_up: "Not set up", "설정되지 않음", "未设置";
    set_up_at: "Set up", "설정일", "已设置";
    set_up: "Set up", "설정", "设置";
    remove: "Remove", "제거", "移除";
    recovery_codes: "Recovery codes", "복구 코드", "恢复代码";
    codes_left(count: u32): "{count} unused", "미사용 {count}개", "{count} 个未使用";
    replace_codes: "New codes", "새 코드 발급", "生成新代码";
    policy: "For everybody", "모든 구성원", "所有成员";
    required: "Required of everybody in this account", "이 계정의 모든 구성원에게 필수입니다", "此账号的所有成员都必须启用";
    optional: "Everybody decides for themselves", "각자 선택할 수 있습니다", "由成员自行决定";
    require: "Require", "필수로 지정", "设为必需";
    stop_requiring: "No longer require", "필수 해제", "取消必需";
    set_up_own_first: "Set up your own authenticator app, or add a passkey, first.", "먼저 본인의 인증 앱을 설정하거나 패스키를 추가하세요.", "请先设置您自己的身份验证器应用或添加通行密钥。";

    remove_question: "Remove the authenticator app?", "인증 앱을 제거할까요?", "要移除身份验证器应用吗？";
    remove_lead: "Without another second factor the password alone signs you in from then on, and your recovery codes stop working.",
        "다른 2단계 인증 수단이 없으면 이후에는 비밀번호만으로 로그인하며, 복구 코드는 더 이상 사용할 수 없습니다.",
        "如果没有其他第二步验证方式，此后仅凭密码即可登录，恢复代码也将失效。";

    setup_title: "Set up an authenticator app", "인증 앱 설정", "设置身份验证器应用";
    setup_lead: "Any app that makes six-digit codes will do, for example the one in your password manager.",
        "6자리 코드를 만드는 앱이면 모두 사용할 수 있습니다. 예: 비밀번호 관리자의 인증 코드 기능.",
        "任何可生成 6 位验证码的应用均可使用，例如密码管理器中的验证码功能。";
    setup_required: "This account requires two-step verification. Set it up to continue.",
        "이 계정은 2단계 인증이 필수입니다. 계속하려면 설정하세요.",
        "此账号要求启用两步验证。请先完成设置再继续。";
    begin: "Begin", "시작", "开始";
    already: "An authenticator app is set up already.", "인증 앱이 이미 설정되어 있습니다.", "身份验证器应用已设置。";
    back: "Back to Account", "계정으로 돌아가기", "返回账号";
    scan: "Scan this code with the app", "앱으로 이 코드를 스캔하세요", "使用应用扫描此二维码";
    qr_code: "QR code for the authenticator app", "인증 앱용 QR 코드", "身份验证器应用的二维码";
    type_instead: "Or type this key into the app", "또는 앱에 이 키를 입력하세요", "或在应用中输入此密钥";
    copy_key: "Copy key", "키 복사", "复制密钥";
    then_enter: "Then enter the code that the app shows", "그런 다음 앱에 표시된 코드를 입력하세요", "然后输入应用显示的验证码";
    confirm: "Confirm", "확인", "确认";
    start_over: "Start over with another key", "다른 키로 다시 시작", "使用其他密钥重新开始";

    codes_title: "Your recovery codes", "복구 코드", "您的恢复代码";
    codes_lead: "Each signs you in once if you lose your phone. They are shown only now: keep them in a safe place.",
        "휴대폰을 잃어버렸을 때 코드 하나로 한 번 로그인할 수 있습니다. 지금만 표시되므로 안전한 곳에 보관하세요.",
        "丢失手机时，每个代码可用于登录一次。代码仅在此时显示，请妥善保管。";
    codes_gone: "Recovery codes are shown once. If you have not kept them, make new ones on the account page.",
        "복구 코드는 한 번만 표시됩니다. 보관하지 못했다면 계정 페이지에서 새로 발급하세요.",
        "恢复代码只显示一次。如未保存，请在账号页面重新生成。";
    copy_codes: "Copy codes", "코드 복사", "复制代码";
    download: "Download", "다운로드", "下载";
    kept: "I have kept them", "보관했습니다", "我已保存";

    code: "Authentication code", "인증 코드", "验证码";
    code_hint: "Six digits from your authenticator app, or a recovery code.", "인증 앱의 6자리 숫자 또는 복구 코드를 입력하세요.", "身份验证器应用中的 6 位数字，或恢复代码。";
    wrong_code: "Wrong code, or one that was used before. Enter the one that the app shows now.",
        "코드가 틀렸거나 이미 사용되었습니다. 앱에 지금 표시된 코드를 입력하세요.",
        "验证码错误或已被使用。请输入应用当前显示的验证码。";
    sign_in_title: "Enter your code", "코드 입력", "输入验证码";
    sign_in_lead: "The second step after the password.", "비밀번호 다음의 두 번째 단계입니다.", "输入密码后的第二步。";
    verify: "Verify", "확인", "验证";
    lost: "Lost your phone?", "휴대폰을 잃어버렸나요?", "手机丢失了？";
    lost_text: "Enter one of your recovery codes above. If you have none, the operator can remove the second factor on the server:",
        "위에 복구 코드를 입력하세요. 복구 코드가 없으면 운영자가 서버에서 2단계 인증을 제거할 수 있습니다:",
        "请在上方输入一个恢复代码。如果没有，平台方可在服务器上移除两步验证：";
    expired: "This sign-in took too long. Start again.", "로그인 시간이 초과되었습니다. 다시 시작하세요.", "登录超时，请重新开始。";
    sign_in_again: "Sign in again", "다시 로그인", "重新登录";

    verify_title: "Confirm that it is you", "본인 확인", "确认是您本人";
    verify_lead: "You signed in a while ago. What you are about to do asks for proof first.",
        "로그인한 지 시간이 지났습니다. 이 작업을 하려면 먼저 본인임을 확인해야 합니다.",
        "您登录已有一段时间。执行此操作前需要先确认身份。";
    verification_needed: "Confirm that it is you, then try again.", "본인임을 확인한 다음 다시 시도하세요.", "请先确认是您本人，然后重试。";
    confirm_it_is_you: "Confirm now", "지금 확인", "立即确认";
    use_password: "With your password", "비밀번호 사용", "使用密码";
    use_code: "With a code", "코드 사용", "使用验证码";
    use_code_instead: "Use an authentication code instead", "인증 코드로 확인", "改用验证码";
    factor_required: "This account requires two-step verification.", "이 계정은 2단계 인증이 필수입니다.", "此账号要求启用两步验证。";
    set_it_up: "Set it up", "설정하기", "前往设置";

    done_removed: "Authenticator app removed", "인증 앱을 제거했습니다", "已移除身份验证器应用";
    done_required: "Two-step verification is required now", "2단계 인증을 필수로 지정했습니다", "已要求启用两步验证";
    done_optional: "Two-step verification is no longer required", "2단계 인증 필수를 해제했습니다", "已取消两步验证要求";
}
