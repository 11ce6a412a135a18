//! Text of the palette, which jumps to a page or an application.

catalogue! {
    open: "Jump to", "바로 가기", "快速跳转";
    label: "Jump to a page or an application", "페이지 또는 애플리케이션으로 바로 가기", "跳转到页面或应用";
    here: "This application", "이 애플리케이션", "当前应用";
    everywhere: "Everywhere", "전체", "全局";
    found(count: usize): "Results: {count}", "결과: {count}개", "结果：{count} 项";
    none: "Nothing matches.", "일치하는 항목이 없습니다.", "没有匹配项。";
    failed: "The applications could not be searched.", "애플리케이션을 검색하지 못했습니다.", "无法搜索应用。";
    keys: "↑ ↓ to move, ↵ to open, Esc to close", "↑ ↓ 이동, ↵ 열기, Esc 닫기", "↑ ↓ 移动，↵ 打开，Esc 关闭";
}
