//! The words of set-up and sign-in.

catalogue! {
    sign_in: "Sign in", "로그인", "登录";
    sign_in_lead: "Manage your chat applications, their keys and push certificates.", "채팅 애플리케이션과 키, 푸시 인증서를 관리합니다.", "管理您的聊天应用、密钥和推送证书。";
    email: "Email", "이메일", "电子邮件";
    password: "Password", "비밀번호", "密码";
    cannot_sign_in: "Cannot sign in?", "로그인할 수 없나요?", "无法登录？";
    forgotten: "Forgot your password? The operator can set a new one on the server:", "비밀번호를 잊으셨다면 운영자가 서버에서 새로 설정할 수 있습니다:", "忘记密码？平台方可在服务器上重新设置：";

    not_here: "Signing in does not work at this address: this console keeps people signed in over HTTPS only. Open it at its own address:",
        "이 주소에서는 로그인할 수 없습니다. 이 콘솔은 HTTPS에서만 로그인 상태를 유지합니다. 다음 주소로 여세요:",
        "无法在此地址登录：本控制台仅通过 HTTPS 保持登录状态。请使用以下地址打开：";
    not_kept_https(address: &str): "The password was right, but this browser did not keep the sign-in. It is kept over HTTPS only: use the address below. If you are there already, allow cookies for {address}.",
        "비밀번호는 맞지만 브라우저가 로그인 정보를 저장하지 않았습니다. 로그인 정보는 HTTPS에서만 저장되므로 아래 주소를 사용하세요. 이미 그 주소라면 {address}의 쿠키를 허용하세요.",
        "密码正确，但浏览器没有保存登录信息。登录信息仅通过 HTTPS 保存，请使用下面的地址。如果已在该地址，请允许 {address} 使用 Cookie。";
    not_kept(address: &str): "The password was right, but this browser did not keep the sign-in. Allow cookies for {address}, then sign in again.",
        "비밀번호는 맞지만 브라우저가 로그인 정보를 저장하지 않았습니다. {address}의 쿠키를 허용한 다음 다시 로그인하세요.",
        "密码正确，但浏览器没有保存登录信息。请允许 {address} 使用 Cookie，然后重新登录。";

    setup_title: "Create the owner", "소유자 만들기", "创建所有者";
    setup_lead: "The owner manages everything in this console. This page closes once the owner exists.",
        "소유자는 이 콘솔의 모든 것을 관리합니다. 소유자가 생기면 이 페이지는 닫힙니다.",
        "所有者管理此控制台中的一切。创建所有者后，此页面将关闭。";
    setup_code: "Setup code", "설정 코드", "设置码";
    setup_code_hint: "Printed when the console starts, in its terminal or log.", "콘솔이 시작될 때 터미널 또는 로그에 출력됩니다.", "控制台启动时会打印在终端或日志中。";
    password_hint: "At least 12 characters of any kind, including spaces.", "12자 이상이며 공백을 포함한 모든 문자를 쓸 수 있습니다.", "至少 12 个字符，可使用包括空格在内的任意字符。";
    create_owner: "Create owner", "소유자 생성", "创建所有者";
}
