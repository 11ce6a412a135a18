//! Text of packages, orders, billing and deleted applications.

catalogue! {
    trial_edition: "Trial Edition", "체험판", "体验版";
    standard_edition: "Standard Edition", "스탠다드", "标准版";
    pro_edition: "Pro Edition", "프로", "专业版";
    pro_plus_edition: "Pro Edition Plus", "프로 플러스", "专业版 Plus";
    enterprise_edition: "Enterprise Edition", "엔터프라이즈", "企业版";

    term: "Term", "사용 기간", "有效期";
    from_to(start: &str, end: &str): "{start} to {end}", "{start} ~ {end}", "{start} 至 {end}";
    add_ons: "Add-ons", "부가 서비스", "增值项";
    no_add_ons: "None", "없음", "无";
    auto_renew: "Auto-renewal", "자동 갱신", "自动续费";
    on: "On", "켜짐", "已开启";
    off: "Off", "꺼짐", "已关闭";
    turn_on: "Turn on", "켜기", "开启";
    turn_off: "Turn off", "끄기", "关闭";
    paid_for: "Paid for this term", "이 기간에 지불한 금액", "本期已付金额";
    renewal_upgrade: "Renewal/Upgrade", "갱신/업그레이드", "续费/升级";
    compare: "Compare packages", "패키지 비교", "套餐对比";
    refund: "Refund", "환불", "退款";
    free: "Free", "무료", "免费";
    per_month(amount: &str): "{amount} per month", "월 {amount}", "每月 {amount}";
    contact_us: "Contact us", "문의", "联系我们";
    no_limit_set(used: &str): "{used}, no limit set", "{used}, 한도 없음", "{used}，未设限额";
    unlimited: "Unlimited", "무제한", "不限";
    included: "Included", "포함", "包含";
    not_included: "Not included", "미포함", "不包含";
    days(n: &str): "{n} days", "{n}일", "{n} 天";
    limits: "Limits", "한도", "限额";
    features: "Features", "기능", "功能";
    used_of(used: &str, most: &str): "{used} of {most}", "{used} / {most}", "{used} / {most}";
    near(percent: u64): "{percent}% used", "{percent}% 사용", "已使用 {percent}%";
    over_said: "Over the limit. Calls are still served.", "한도를 초과했습니다. 호출은 계속 처리됩니다.", "已超出限额，调用仍会正常处理。";
    over_refused: "Over the limit. Further users are refused with 72002.", "한도를 초과했습니다. 추가 사용자는 72002로 거부됩니다.", "已超出限额，新增用户会以 72002 被拒绝。";
    report_hint: "Your back end can report groups, friends and other usage with POST /v4/usage/report.",
        "그룹, 친구 등의 사용량은 백엔드에서 POST /v4/usage/report로 보고할 수 있습니다.",
        "群组、好友等用量可由您的后端通过 POST /v4/usage/report 上报。";

    monthly_active_users: "Monthly active users", "월간 활성 사용자", "月活跃用户数";
    group_members: "Members per group", "그룹당 구성원", "每个群组的成员数";
    groups: "Groups", "그룹 수", "群组数";
    groups_joined: "Groups a user may join", "사용자가 참여할 수 있는 그룹 수", "用户可加入的群组数";
    friends: "Friends per user", "사용자당 친구 수", "每个用户的好友数";
    history_days: "History storage", "기록 보관", "历史消息存储";
    push_per_second: "Push messages per second", "초당 푸시 메시지", "每秒推送消息数";

    ends_soon(date: &str): "The term ends on {date}. Then the application goes out of service.", "사용 기간이 {date}에 끝나며, 이후 서비스가 중단됩니다.", "有效期于 {date} 结束，届时应用将停止服务。";
    renews_soon(date: &str): "The term ends on {date}. The package then renews automatically for one month.",
        "사용 기간이 {date}에 끝나며, 패키지가 한 달 자동 갱신됩니다.",
        "有效期于 {date} 结束，套餐将自动续费一个月。";
    ended(date: &str): "The term ended on {date}. The application is out of service.", "사용 기간이 {date}에 끝나 서비스가 중단되었습니다.", "有效期已于 {date} 结束，应用已停止服务。";
    refunded: "The package was refunded. Order a package to bring the application back into service.",
        "패키지가 환불되었습니다. 다시 서비스하려면 패키지를 주문하세요.",
        "套餐已退款。如需恢复服务，请重新订购。";
    near_limit(limit: &str, used: &str, most: &str): "{limit}: {used} of {most} used.", "{limit}: {used} / {most} 사용", "{limit}：已使用 {used} / {most}。";
    over_limit(limit: &str, used: &str, most: &str): "{limit}: {used} of {most} used, which is over the limit.",
        "{limit}: {used} / {most} 사용, 한도를 초과했습니다.",
        "{limit}：已使用 {used} / {most}，超出限额。";

    open_billing: "Open Billing", "결제 열기", "打开费用中心";

    order_title(name: &str): "Renewal/Upgrade of {name}", "{name} 갱신/업그레이드", "{name} 续费/升级";
    order_lead: "Key, UserIDs and settings stay as they are. An application never returns to Trial Edition.", "키, UserID, 설정은 그대로 유지됩니다. 체험판으로는 돌아갈 수 없습니다.", "密钥、UserID 和设置保持不变。应用不能再回到体验版。";
    order: "Order", "주문", "订单";
    current: "Current edition", "현재 에디션", "当前版本";
    months(n: u32): "{n} months", "{n}개월", "{n} 个月";
    one_month: "1 month", "1개월", "1 个月";
    one_year: "1 year", "1년", "1 年";
    two_years: "2 years", "2년", "2 年";
    auto_renew_choice: "Renew automatically", "자동으로 갱신", "自动续费";
    auto_renew_hint: "One month at a time, at the prices of that day. You can turn it off at any time.",
        "당시 요금으로 한 달씩 갱신됩니다. 언제든지 끌 수 있습니다.",
        "按当日价格逐月续费，可随时关闭。";
    work_out: "Update price", "금액 업데이트", "更新价格";
    line_package(edition: &str, months: &str): "{edition}, {months}", "{edition}, {months}", "{edition}，{months}";
    line_unused(edition: &str, until: &str): "Unused part of {edition} until {until}", "{edition} 미사용분 ({until}까지)", "{edition} 未使用部分（至 {until}）";
    valid: "Valid", "유효 기간", "有效期";
    total: "Total", "합계", "合计";
    balance: "Balance", "잔액", "余额";
    balance_after: "Balance afterwards", "주문 후 잔액", "订购后余额";
    accept: "I accept the service agreement and the billing terms of the operator of this console.",
        "이 콘솔 운영자의 서비스 약관 및 결제 약관에 동의합니다.",
        "我接受平台方的服务协议和计费条款。";
    accept_label: "Acceptance", "동의", "接受条款";
    kind_new: "New package", "새 패키지", "新购";
    kind_upgrade: "Upgrade, from now", "지금부터 업그레이드", "立即升级";
    kind_change: "Add-on change, from now", "지금부터 부가 서비스 변경", "立即变更增值项";
    kind_renewal: "Renewal, from the end of the term", "기간 종료일부터 갱신", "从到期日起续费";
    downgrade: "Changing to a lower edition is a refund and a new order. The current package is refunded first and the application is out of service until you order the lower edition.",
        "하위 에디션으로의 변경은 환불 후 새로 주문하는 방식입니다. 먼저 현재 패키지를 환불하며, 그동안 서비스가 중단되고, 이후 하위 에디션을 주문합니다.",
        "降级即退款后重新订购：先退还当前套餐，期间应用停止服务，然后再订购较低版本。";
    ask_refund: "Request a refund", "환불 요청", "申请退款";
    unpriced: "This edition has no price. Contact us to order it.", "이 에디션에는 요금이 없습니다. 주문하려면 문의해 주세요.", "此版本没有价格。如需订购，请联系我们。";
    unpriced_add_on: "One of the add-ons has no price. Contact us to order it.", "일부 부가 서비스에는 요금이 없습니다. 주문하려면 문의해 주세요.", "其中一个增值项没有价格。如需订购，请联系我们。";
    unknown_add_on: "One of the add-ons is no longer offered.", "일부 부가 서비스는 더 이상 제공되지 않습니다.", "其中一个增值项已不再提供。";
    pointless_add_on: "This edition already includes one of the add-ons. Clear that add-on.",
        "이 에디션에는 선택한 부가 서비스가 이미 포함되어 있습니다. 선택을 해제하세요.",
        "此版本已包含其中一个增值项，请取消选择。";
    not_a_term: "This term is not available.", "선택할 수 없는 기간입니다.", "不提供此期限。";
    not_accepted: "Accept the agreement and terms to continue.", "계속하려면 약관에 동의하세요.", "请接受协议和条款以继续。";
    not_priced: "You changed your choice, so nothing has been ordered. Check the new price and confirm again.",
        "선택이 변경되어 주문되지 않았습니다. 새 금액을 확인한 후 다시 확인을 누르세요.",
        "您更改了选择，因此尚未下单。请核对新价格后再次确认。";
    stale: "Price not worked out yet", "금액이 아직 계산되지 않았습니다", "价格尚未计算";
    price_changed: "The price has changed meanwhile. Check it and confirm again.",
        "그동안 금액이 변경되었습니다. 확인한 후 다시 확정하세요.",
        "价格已变更，请核对后再次确认。";
    not_covered(missing: &str): "Insufficient balance: {missing} short. Ask the operator for a top-up.",
        "잔액이 부족합니다. {missing}이(가) 더 필요합니다. 운영자에게 충전을 요청하세요.",
        "余额不足，还差 {missing}。请联系平台方充值。";
    unreckonable: "This amount is out of range.", "금액이 허용 범위를 벗어났습니다.", "金额超出范围。";
    never_back: "An application never returns to Trial Edition.", "체험판으로는 돌아갈 수 없습니다.", "应用不能再回到体验版。";
    nothing_paid: "A trial is free: there is nothing to renew or refund.", "체험판은 무료이므로 갱신하거나 환불할 것이 없습니다.", "体验版免费，没有可续费或退款的内容。";
    already_refunded: "The package has already been refunded.", "이미 환불된 패키지입니다.", "套餐已退款。";
    package_over: "The package has ended. Renew it or order another one.", "패키지가 종료되었습니다. 갱신하거나 새로 주문하세요.", "套餐已结束，请续费或重新订购。";
    grace_over: "The restore period has ended.", "복원할 수 있는 기간이 지났습니다.", "可恢复的期限已过。";
    already_requested: "Deletion has already been requested.", "이미 삭제를 요청했습니다.", "已申请删除。";

    refund_question(name: &str): "Refund the package of {name}?", "‘{name}’ 애플리케이션의 패키지를 환불할까요?", "要退还 {name} 的套餐吗？";
    refund_lead: "The unused part is returned to the balance, and the application is disabled immediately.",
        "미사용분이 잔액으로 돌아가며 애플리케이션은 즉시 비활성화됩니다.",
        "未使用部分退回余额，应用立即停用。";
    refund_amount: "Refund amount", "환불 금액", "退还金额";

    billing: "Billing", "결제", "费用中心";
    billing_lead: "The balance of this account and all transactions.", "이 계정의 잔액과 모든 거래 내역입니다.", "此账号的余额和所有收支。";
    ledger: "Ledger", "거래 내역", "收支明细";
    date: "Date", "날짜", "日期";
    what: "Description", "내용", "内容";
    amount: "Amount", "금액", "金额";
    invoice: "Invoice", "명세서", "账单";
    invoice_of(id: i64): "Invoice {id}", "명세서 {id}", "账单 {id}";
    older: "Older", "이전 내역", "更早";
    latest: "Latest", "최신", "最新";
    export: "Export CSV", "CSV 내보내기", "导出 CSV";
    no_entries: "No transactions yet.", "아직 거래 내역이 없습니다.", "暂无记录。";
    no_entries_lead: "Top-ups, orders, renewals, overages and refunds appear here.",
        "충전, 주문, 갱신, 초과 사용료, 환불 내역이 여기에 표시됩니다.",
        "充值、订单、续费、超额费用和退款将显示在这里。";
    kind_top_up: "Top-up", "충전", "充值";
    kind_order: "Order", "주문", "订单";
    kind_renewal_entry: "Renewal", "갱신", "续费";
    kind_overage: "Overage", "초과 사용료", "超额费用";
    kind_refund: "Refund", "환불", "退款";
    kind_correction: "Correction", "정정", "更正";
    overage_text(limit: &str, beyond: u64, month: &str): "{limit}, {beyond} beyond the limit in {month}", "{limit}, {month} 한도 초과 {beyond}", "{limit}，{month} 超出 {beyond}";
    post_title: "Add a ledger entry", "거래 내역 추가", "添加收支记录";
    post_lead: "For operators. An entry cannot be changed. To correct one, add another entry.",
        "운영자용입니다. 추가한 내역은 변경할 수 없으며, 정정하려면 별도 내역을 추가하세요.",
        "供平台方使用。记录添加后不能修改，如需更正请另行添加。";
    kind: "Kind", "종류", "类型";
    amount_hint(currency: &str): "In {currency}. A correction may be negative.", "{currency} 단위입니다. 정정은 음수일 수 있습니다.", "单位为 {currency}。更正可为负数。";
    note: "Note", "메모", "备注";
    note_hint: "Payer and method, or what is corrected. Shown on the invoice.", "지불한 사람과 방법 또는 정정 내용입니다. 명세서에 표시됩니다.", "付款人和付款方式，或更正内容。将显示在账单上。";
    post: "Add", "추가", "添加";
    currency: "Currency", "통화", "币种";
    currency_lead: "You can choose it until the first entry is added.", "첫 내역을 추가하기 전까지 선택할 수 있습니다.", "在添加第一笔记录之前可以选择。";
    choose: "Choose", "선택", "选择";
    not_an_amount(places: u8): "Enter an amount other than zero with at most {places} decimal places, such as 12.50.",
        "0이 아닌 금액을 입력하세요. 소수점 아래 최대 {places}자리까지 입력할 수 있습니다. 예: 12.50",
        "请输入非零金额，使用小数点，最多 {places} 位小数，例如 12.50。";
    posted_by(who: &str): "Added by {who}", "추가: {who}", "添加人：{who}";
    by_console: "the console", "콘솔", "控制台";
    print: "Print", "인쇄", "打印";
    to_account: "Account", "계정", "账号";
    application: "Application", "애플리케이션", "应用";

    deleted_title: "Deleted applications", "삭제된 애플리케이션", "已删除的应用";
    deleted_lead: "They can be restored until the date shown. After that, their keys and all other data are destroyed.",
        "표시된 날짜까지 복원할 수 있습니다. 이후 키를 포함한 모든 내용이 파기됩니다.",
        "在所示日期之前可以恢复，之后密钥和其他内容都会被销毁。";
    deleted_at: "Deleted", "삭제일", "删除时间";
    restorable_until: "Can be restored until", "복원 기한", "可恢复至";
    restore: "Restore", "복원", "恢复";
    restore_named(name: &str): "Restore {name}", "{name} 복원", "恢复 {name}";
    none_deleted: "No deleted applications.", "삭제된 애플리케이션이 없습니다.", "没有已删除的应用。";
}
