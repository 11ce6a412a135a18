//! Next steps of an application, and the position of a page within the whole list.

catalogue! {
    renew: "Renew", "갱신", "续费";
    suspended_rest: "While it is suspended it can be neither disabled nor deleted. Extend the trial first.",
        "정지된 동안에는 비활성화하거나 삭제할 수 없습니다. 먼저 체험 기간을 연장하세요.",
        "暂停期间不能停用或删除，请先申请延期。";
    guide: "How to sign in the first user", "첫 사용자를 로그인하는 방법", "如何让第一个用户登录";
    reveal: "Show what is typed", "입력 내용 표시", "显示输入内容";
    more: "More", "더 보기", "更多";

    range(first: i64, last: i64, total: i64, limit: i64): "{first} to {last} of {total}. Limit {limit}.",
        "{total}개 중 {first}–{last}. 한도 {limit}개.",
        "第 {first} 至 {last} 个，共 {total} 个。上限 {limit} 个。";
    range_found(first: i64, last: i64, matching: i64, total: i64, limit: i64): "{first} to {last} of {matching} found, {total} in all. Limit {limit}.",
        "검색된 {matching}개 중 {first}–{last}, 전체 {total}개. 한도 {limit}개.",
        "符合条件的 {matching} 个中的第 {first} 至 {last} 个，共 {total} 个。上限 {limit} 个。";
}
