//! Text of `/account`.

catalogue! {
    title: "Account", "계정", "账号";
    lead(email: &str): "Signed in as {email}.", "{email} 계정으로 로그인했습니다.", "当前登录：{email}。";
    preferences: "Language and theme", "언어 및 테마", "语言和主题";
    password_title: "Password", "비밀번호", "密码";
    password_lead: "Signs you out of all other browsers.", "변경하면 다른 모든 브라우저에서 로그아웃됩니다.", "更改后，其他浏览器将全部退出登录。";
    current_password: "Current password", "현재 비밀번호", "当前密码";
    new_password: "New password", "새 비밀번호", "新密码";
    change_password: "Change password", "비밀번호 변경", "更改密码";
    sessions: "Sessions", "세션", "会话";
    sessions_lead: "Browsers where you are signed in. Revoke any you do not recognise.", "로그인된 브라우저입니다. 모르는 브라우저는 로그아웃하세요.", "已登录的浏览器。请撤销您不认识的会话。";
    browser: "Browser", "브라우저", "浏览器";
    address: "Address", "주소", "地址";
    signed_in: "Signed in", "로그인 시각", "登录时间";
    last_seen: "Last seen", "최근 활동", "最近活动";
    ends: "Ends", "만료", "到期";
    actions: "Actions", "작업", "操作";
    this_browser: "This browser", "현재 브라우저", "当前浏览器";
    unknown_browser: "Unknown browser", "알 수 없는 브라우저", "未知浏览器";
    revoke: "Revoke", "로그아웃", "撤销";
    sign_out_others: "Sign out everywhere else", "다른 모든 브라우저에서 로그아웃", "在其他位置全部退出";
}
