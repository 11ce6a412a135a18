//! Text of the error pages: not found, and could not be shown.

catalogue! {
    lost_title: "Page not found", "페이지를 찾을 수 없습니다", "页面不存在";
    lost_lead: "It may have been deleted, or the link is incomplete.", "삭제되었거나 링크가 완전하지 않을 수 있습니다.", "内容可能已被删除，或链接不完整。";
    fault_title: "This page could not be shown", "페이지를 표시할 수 없습니다", "无法显示此页面";
    try_again: "Try again", "다시 시도", "重试";
    applications: "Application Management", "애플리케이션 관리", "应用管理";
}
