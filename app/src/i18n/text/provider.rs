//! Text of sign-in with an OpenID Connect provider.

catalogue! {
    sign_in_with(name: &str): "Sign in with {name}", "{name}(으)로 로그인", "使用 {name} 登录";
    use_provider(name: &str): "With {name}", "{name} 사용", "使用 {name}";
    asks_again(name: &str): "{name} asks you to sign in again and brings you back.",
        "{name}에서 다시 로그인한 다음 이 페이지로 돌아옵니다.",
        "{name} 会要求您重新登录，然后返回此处。";
    go_to(name: &str): "Continue to {name}", "{name}(으)로 이동", "前往 {name}";

    unavailable: "The identity provider cannot be reached. Try again later, or sign in with your password.",
        "ID 공급자에 연결할 수 없습니다. 나중에 다시 시도하거나 비밀번호로 로그인하세요.",
        "无法连接身份提供方。请稍后重试，或使用密码登录。";
    denied: "The identity provider did not sign you in. If you cancelled by mistake, try again.",
        "ID 공급자에서 로그인이 완료되지 않았습니다. 실수로 취소했다면 다시 시도하세요.",
        "身份提供方未让您登录。如果是误操作取消，请重试。";
    expired: "This sign-in took too long, or was begun in another browser. Start again.",
        "로그인 시간이 초과되었거나 다른 브라우저에서 시작되었습니다. 다시 시작하세요.",
        "此次登录超时，或是在其他浏览器中开始的。请重新开始。";
    untrusted: "The answer of the identity provider could not be verified. If it happens again, give the operator the request ID.",
        "ID 공급자의 응답을 확인할 수 없습니다. 계속되면 운영자에게 요청 ID를 알려 주세요.",
        "无法验证身份提供方的响应。如再次发生，请将请求 ID 告知平台方。";
    no_account: "You do not belong to this console. Ask an owner to invite you.",
        "이 콘솔의 멤버가 아닙니다. 소유자에게 초대를 요청하세요.",
        "您不是此控制台的成员。请让所有者邀请您。";
    no_role: "None of your groups has access to this console. Ask whoever manages your groups.",
        "소속된 그룹에 이 콘솔의 접근 권한이 없습니다. 그룹 관리자에게 문의하세요.",
        "您所在的群组都无权访问此控制台。请联系群组管理员。";
    email_not_verified: "The identity provider has not verified your email address. Verify it there, then try again.",
        "ID 공급자에서 이메일 주소가 확인되지 않았습니다. 그곳에서 확인한 다음 다시 시도하세요.",
        "身份提供方尚未验证您的电子邮件地址。请先在那里验证，然后重试。";
    other_person: "The identity provider signed in somebody else. Use the account that you sign in here with.",
        "ID 공급자에서 다른 사람으로 로그인했습니다. 이 콘솔에 로그인할 때 쓰는 계정을 사용하세요.",
        "在身份提供方登录的是另一个人。请使用您登录此控制台的账号。";
    not_fresh: "The identity provider did not ask again who you are. Sign out there, or sign out here and sign in again.",
        "ID 공급자가 본인 확인을 다시 요청하지 않았습니다. 그곳에서 로그아웃하거나, 여기서 로그아웃한 다음 다시 로그인하세요.",
        "身份提供方没有再次确认您的身份。请在那里退出登录，或在此退出后重新登录。";
    too_many: "Too many sign-ins were begun from your network. Wait a few minutes, then try again.",
        "사용 중인 네트워크에서 로그인을 너무 많이 시작했습니다. 몇 분 후에 다시 시도하세요.",
        "您的网络发起的登录过多。请等待几分钟后重试。";
}
