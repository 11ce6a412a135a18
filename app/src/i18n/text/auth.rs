//! Text of set-up and sign-in.

catalogue! {
    sign_in: "Sign in", "로그인", "登录";
    sign_in_lead: "Manage your chat applications, their keys and push certificates.", "채팅 애플리케이션과 키, 푸시 인증서를 관리합니다.", "管理您的聊天应用、密钥和推送证书。";
    email: "Email", "이메일", "电子邮件";
    password: "Password", "비밀번호", "密码";
    cannot_sign_in: "Cannot sign in?", "로그인할 수 없나요?", "无法登录？";
    forgotten: "Forgot your password? The operator can set a new one on the server:", "비밀번호를 잊으셨다면 운영자가 서버에서 새로 설정할 수 있습니다:", "忘记密码？平台方可在服务器上重新设置：";

    setup_title: "Create the owner", "소유자 만들기", "创建所有者";
    setup_lead: "The owner manages everything in this console. This page closes once the owner exists.",
        "소유자는 이 콘솔의 모든 것을 관리합니다. 소유자가 생기면 이 페이지는 닫힙니다.",
        "所有者管理此控制台中的一切。创建所有者后，此页面将关闭。";
    setup_code: "Setup code", "설정 코드", "设置码";
    setup_code_hint: "Printed when the console starts, in its terminal or log.", "콘솔이 시작될 때 터미널 또는 로그에 출력됩니다.", "控制台启动时会打印在终端或日志中。";
    password_hint: "At least 12 characters of any kind, including spaces.", "12자 이상이며 공백을 포함한 모든 문자를 쓸 수 있습니다.", "至少 12 个字符，可使用包括空格在内的任意字符。";
    create_owner: "Create owner", "소유자 생성", "创建所有者";
}
