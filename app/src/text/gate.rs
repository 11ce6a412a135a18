//! The words of set-up and sign-in.

catalogue! {
    sign_in: "Sign in", "로그인", "登录";
    sign_in_lead: "Your chat applications, their keys and their users.", "채팅 애플리케이션과 키, 사용자를 관리합니다.", "管理您的聊天应用、密钥和用户。";
    email: "Email", "이메일", "电子邮件";
    password: "Password", "비밀번호", "密码";
    cannot_sign_in: "Cannot sign in?", "로그인할 수 없나요?", "无法登录？";
    no_account: "No account? Ask the owner of this console.", "계정이 없으면 이 콘솔의 소유자에게 문의하세요.", "没有账号？请联系此控制台的所有者。";
    forgotten: "Forgotten? The operator sets a new one on the server:", "비밀번호를 잊으셨다면 운영자가 서버에서 새로 설정할 수 있습니다:", "忘记密码？运营人员可在服务器上重新设置：";

    setup_title: "Create the owner", "소유자 만들기", "创建所有者";
    setup_lead: "The owner holds every permission. This page closes for good once an owner exists.", "소유자는 모든 권한을 갖습니다. 소유자가 생기면 이 페이지는 영구히 닫힙니다.", "所有者拥有全部权限。创建所有者后，此页面将永久关闭。";
    setup_code: "Setup code", "설정 코드", "设置码";
    setup_code_hint: "Printed when the console starts, in its terminal or log.", "콘솔이 시작될 때 터미널 또는 로그에 출력됩니다.", "控制台启动时会打印在终端或日志中。";
    password_hint: "At least 12 characters. Any characters, spaces included.", "12자 이상이며 공백을 포함한 모든 문자를 쓸 수 있습니다.", "至少 12 个字符，可使用包括空格在内的任意字符。";
    create_owner: "Create owner", "소유자 생성", "创建所有者";
}
