//! Text of Application Management, its dialogs and the application selector.

catalogue! {
    deleted: "Deleted applications", "삭제된 애플리케이션", "已删除的应用";
    import: "Import Application", "애플리케이션 가져오기", "导入应用";
    title: "Application Management", "애플리케이션 관리", "应用管理";
    lead: "Each application has its own SDKAppID, key, administrators and push certificates.",
        "애플리케이션마다 고유한 SDKAppID, 키, 관리자, 푸시 인증서가 있습니다.",
        "每个应用都有自己的 SDKAppID、密钥、管理员和推送证书。";
    create: "Create Application", "애플리케이션 생성", "创建应用";
    create_lead: "Starts as Trial Edition, valid for one month.",
        "체험판으로 시작하며 한 달 동안 유효합니다.",
        "以体验版开始，有效期一个月。";

    search_label: "Search name or SDKAppID", "이름 또는 SDKAppID 검색", "搜索名称或 SDKAppID";
    search: "Search", "검색", "搜索";
    status: "Status", "상태", "状态";
    any_status: "Any status", "모든 상태", "全部状态";
    edition: "Edition", "에디션", "版本";
    any_edition: "Any edition", "모든 에디션", "全部版本";

    applications: "Applications", "애플리케이션", "应用列表";
    application: "Application", "애플리케이션", "应用";
    region: "Region", "리전", "地域";
    created: "Created", "생성일", "创建日期";
    expires: "Expires", "만료일", "到期日期";
    actions: "Actions", "작업", "操作";
    no_description: "No description", "설명 없음", "暂无描述";

    previous: "Previous", "이전", "上一页";
    next: "Next", "다음", "下一页";
    used(total: i64, limit: i64): "{total} of {limit} applications", "애플리케이션 {total} / {limit}개", "应用 {total} / {limit} 个";

    empty_title: "No applications yet", "아직 애플리케이션이 없습니다", "还没有应用";
    empty_text: "Create one to get an SDKAppID and a key. A Trial Edition application is ready right away and free for one month.",
        "애플리케이션을 생성하면 SDKAppID와 키가 발급됩니다. 체험판 애플리케이션은 바로 사용할 수 있으며 한 달 동안 무료입니다.",
        "创建应用即可获得 SDKAppID 和密钥。体验版应用立即可用，免费一个月。";
    none_title: "No application matches", "일치하는 애플리케이션이 없습니다", "没有符合条件的应用";
    none_text: "Search by part of the name or by the first digits of the SDKAppID, or show all applications again.",
        "이름의 일부나 SDKAppID의 앞자리로 검색하거나, 모든 애플리케이션을 다시 표시하세요.",
        "请按名称的一部分或 SDKAppID 的开头数字搜索，或重新显示全部应用。";
    clear: "Clear filters", "필터 지우기", "清除筛选";

    description_hint: "Up to 300 characters. You can change both later.",
        "최대 300자입니다. 두 항목 모두 나중에 변경할 수 있습니다.",
        "最多 300 个字符。名称和描述以后都可以修改。";
    region_fixed: "A label only: this console keeps the data of all regions in one database. It cannot be changed later.",
        "구분을 위한 표시입니다. 이 콘솔은 모든 리전의 데이터를 하나의 데이터베이스에 보관합니다. 나중에 변경할 수 없습니다.",
        "仅作标识：本控制台将所有地域的数据保存在同一个数据库中。创建后不能更改。";

    switch: "Switch application: ", "애플리케이션 전환: ", "切换应用：";
    all: "All applications", "모든 애플리케이션", "全部应用";
    hits(count: usize): "Applications found: {count}", "찾은 애플리케이션: {count}개", "找到的应用：{count} 个";
    not_searched: "The search could not be completed. Press Enter to search all applications.",
        "검색을 완료하지 못했습니다. Enter 키를 눌러 모든 애플리케이션에서 검색하세요.",
        "搜索未能完成。按 Enter 键在全部应用中搜索。";
}
