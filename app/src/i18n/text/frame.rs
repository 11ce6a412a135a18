//! Text of the frame around every page.

catalogue! {
    skip: "Skip to content", "본문으로 건너뛰기", "跳到正文";
    menu: "Menu", "메뉴", "菜单";
    site: "Site", "사이트", "站点";
    services: "Services", "서비스", "服务";
    pricing: "Pricing", "가격", "价格";
    resources: "Resources", "리소스", "资源";
    support: "Technical support", "기술지원", "技术支持";
    account_of(email: &str): "Account: {email}", "계정: {email}", "账号：{email}";
    billing: "Billing", "결제", "费用中心";
    account: "Account", "계정", "账号";
    language: "Language", "언어", "语言";
    theme: "Theme", "테마", "主题";
    theme_system: "System", "시스템", "跟随系统";
    theme_light: "Light", "라이트", "浅色";
    theme_dark: "Dark", "다크", "深色";
    sign_out: "Sign out", "로그아웃", "退出登录";
    sign_in: "Sign in", "로그인", "登录";
    application: "Application", "애플리케이션", "应用";
    overview: "Overview", "개요", "概览";
    applications: "Application Management", "애플리케이션 관리", "应用管理";
    push: "Push", "푸시", "推送";
    access: "Access Setting", "액세스 설정", "接入设置";
    records: "Records", "기록", "记录";
    tools: "Development tools", "개발 도구", "开发工具";
    installation: "This installation", "이 인스턴스", "本实例";
}
