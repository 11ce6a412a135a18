//! Domain values, validation errors, refusals and failures, and the text of the small components.

catalogue! {
    enabled: "Enabled", "활성", "已启用";
    disabled: "Disabled", "비활성", "已停用";
    suspended: "Suspended", "일시 정지", "已暂停";
    deleted: "Deleted", "삭제됨", "已删除";

    trial: "Trial", "체험판", "体验版";
    standard: "Standard", "스탠다드", "标准版";
    pro: "Pro", "프로", "专业版";
    pro_plus: "Pro Plus", "프로 플러스", "专业版 Plus";
    enterprise: "Enterprise", "엔터프라이즈", "企业版";

    singapore: "Singapore", "싱가포르", "新加坡";
    seoul: "Seoul (KR)", "서울 (KR)", "首尔 (KR)";
    frankfurt: "Frankfurt (DE)", "프랑크푸르트 (DE)", "法兰克福 (DE)";
    silicon_valley: "Silicon Valley (US)", "실리콘밸리 (US)", "硅谷 (US)";
    jakarta: "Jakarta (ID)", "자카르타 (ID)", "雅加达 (ID)";
    china: "China", "중국", "中国";

    missing(field: &str): "Enter the {field}.", "{field}을(를) 입력하세요.", "请填写“{field}”。";
    missing_choice(field: &str): "Choose the {field}.", "{field}을(를) 선택하세요.", "请选择“{field}”。";
    missing_name: "Enter a name.", "이름을 입력하세요.", "请输入名称。";
    missing_email: "Enter an email address.", "이메일 주소를 입력하세요.", "请输入电子邮件地址。";
    missing_password: "Enter the password.", "비밀번호를 입력하세요.", "请输入密码。";
    missing_number: "Enter a number.", "숫자를 입력하세요.", "请输入数字。";
    missing_sdkappid: "Enter the SDKAppID.", "SDKAppID를 입력하세요.", "请输入 SDKAppID。";
    too_long(most: u32): "Too long: use at most {most} characters.", "너무 깁니다. {most}자 이하로 입력하세요.", "内容过长，最多 {most} 个字符。";
    too_short(least: u32): "Too short: use at least {least} characters.", "너무 짧습니다. {least}자 이상 입력하세요.", "内容过短，至少 {least} 个字符。";
    too_many_bytes(most: usize): "Too long: use at most {most} bytes. Emoji and accented characters take several bytes each.",
        "너무 깁니다. {most}바이트 이하로 입력하세요. 이모지와 조합 문자는 한 글자가 여러 바이트를 차지합니다.",
        "内容过长，最多 {most} 字节。表情符号和组合字符每个占多个字节。";
    nothing_visible: "Nothing of this can be seen. Enter visible characters.", "보이는 문자가 없습니다. 눈에 보이는 문자를 입력하세요.", "内容中没有可见字符，请输入可见字符。";
    control_character: "Remove the control characters. They cannot be displayed.", "표시할 수 없는 제어 문자를 제거하세요.", "请删除无法显示的控制字符。";
    not_an_email: "Enter an email address, such as name@example.com.", "name@example.com과 같은 이메일 주소를 입력하세요.", "请输入电子邮件地址，例如 name@example.com。";
    not_a_choice: "Choose one of the options.", "선택 항목 중 하나를 고르세요.", "请选择一个选项。";
    wrong: "This value is not correct. Check it and try again.", "올바르지 않습니다. 확인하고 다시 시도하세요.", "不正确，请检查后重试。";
    leaked_password: "This password is on a list of leaked passwords, which are tried first. Choose another one.",
        "유출된 비밀번호 목록에 있는 비밀번호입니다. 이런 비밀번호가 가장 먼저 시도되므로 다른 것을 사용하세요.",
        "此密码在已泄露密码的列表中，会最先被尝试。请换一个密码。";
    wrong_password: "That password is not correct.", "비밀번호가 올바르지 않습니다.", "密码不正确。";
    wrong_code: "That setup code is not correct. It is printed when the console starts.",
        "설정 코드가 올바르지 않습니다. 설정 코드는 콘솔이 시작될 때 출력됩니다.",
        "设置码不正确。控制台启动时会打印设置码。";

    already_disabled: "The application is already disabled.", "애플리케이션이 이미 비활성화되어 있습니다.", "应用已经停用。";
    already_enabled: "The application is already enabled.", "애플리케이션이 이미 활성화되어 있습니다.", "应用已经启用。";
    suspended_already: "The application is suspended and already out of service.", "일시 정지된 애플리케이션은 이미 서비스가 중단된 상태입니다.", "已暂停的应用已停止服务。";
    trial_over: "The trial has ended. Extend it first.", "체험 기간이 끝났습니다. 먼저 기간을 연장하세요.", "体验期已结束，请先延期。";
    disable_first: "Disable the application before deleting it.", "삭제하려면 먼저 애플리케이션을 비활성화하세요.", "请先停用应用，然后再删除。";
    suspended_not_disabled: "A suspended application cannot be deleted. Extend the trial, then disable it.",
        "일시 정지된 애플리케이션은 삭제할 수 없습니다. 체험 기간을 연장한 다음 비활성화하세요.",
        "已暂停的应用不能删除。请先延长体验期，再停用应用。";
    paid_disables_itself: "A paid application is disabled automatically after 24 hours in arrears or after a refund.", "유료 애플리케이션은 연체 후 24시간이 지나거나 환불되면 자동으로 비활성화됩니다.", "付费应用在欠费 24 小时后或退款后自动停用。";
    paid_enables_itself: "A paid application is enabled when the arrears are settled or the package is renewed.", "유료 애플리케이션은 연체를 해소하거나 패키지를 갱신하면 활성화됩니다.", "付费应用在结清欠费或续费套餐后启用。";
    paid_deleted_on_request: "Please contact us to delete this application.", "이 애플리케이션을 삭제하려면 문의해 주세요.", "如需删除此应用，请联系我们。";
    deleted_already: "This application has been deleted.", "이 애플리케이션은 삭제되었습니다.", "此应用已被删除。";

    signed_out: "Your session has ended. Sign in again.", "세션이 종료되었습니다. 다시 로그인하세요.", "会话已结束，请重新登录。";
    not_sent: "You are signed in again. Nothing was sent yet: what you typed is still here.", "다시 로그인했습니다. 아직 전송되지 않았으며, 입력한 내용은 그대로 있습니다.", "您已重新登录。内容尚未提交，您输入的内容仍在此处。";
    type_again: "For safety this is not kept. Type it again.", "보안을 위해 보관하지 않습니다. 다시 입력하세요.", "为安全起见不会保留，请重新输入。";
    not_found: "Not found. It may have been deleted.", "찾을 수 없습니다. 삭제되었을 수 있습니다.", "未找到，可能已被删除。";
    fields_wrong(count: usize): "Check these fields ({count})", "다음 항목을 확인하세요({count}개)", "请检查以下字段（{count}）";
    changed_meanwhile: "Somebody else saved first. Nothing was changed.", "다른 사람이 먼저 저장했습니다. 변경된 내용이 없습니다.", "其他人已先保存，未作任何更改。";
    wrong_credentials: "The email address or password is not correct.", "이메일 주소 또는 비밀번호가 올바르지 않습니다.", "电子邮件地址或密码不正确。";
    too_many_seconds(seconds: u64): "Too many attempts. Try again in {seconds} s.", "시도 횟수가 너무 많습니다. {seconds}초 후에 다시 시도하세요.", "尝试次数过多，请在 {seconds} 秒后重试。";
    too_many_minutes(minutes: u64): "Too many attempts. Try again in {minutes} min.", "시도 횟수가 너무 많습니다. {minutes}분 후에 다시 시도하세요.", "尝试次数过多，请在 {minutes} 分钟后重试。";
    limit_reached(limit: i64): "This account has reached its limit of {limit} applications. Delete one that is no longer needed.", "이 계정의 애플리케이션이 한도인 {limit}개에 도달했습니다. 더 이상 필요하지 않은 애플리케이션을 삭제하세요.", "此账号的应用已达到上限 {limit} 个。请删除不再需要的应用。";
    set_up_already: "This console already has an owner. Sign in instead.", "이 콘솔에는 이미 소유자가 있습니다. 로그인하세요.", "此控制台已有所有者，请直接登录。";
    malformed: "The request could not be read. Reload the page and try again.", "요청을 읽을 수 없습니다. 페이지를 새로 고친 후 다시 시도하세요.", "无法读取请求。请刷新页面后重试。";
    unreachable: "The console did not respond. Check your connection and try again. What you typed is still here.",
        "콘솔이 응답하지 않습니다. 연결을 확인하고 다시 시도하세요. 입력한 내용은 그대로 있습니다.",
        "控制台没有响应。请检查网络后重试，您输入的内容不会丢失。";
    internal: "Something went wrong in the console. Try again. If it happens again, ask the operator to check the log.",
        "콘솔에 문제가 발생했습니다. 다시 시도하고, 계속되면 운영자에게 로그 확인을 요청하세요.",
        "控制台出错。请重试；如再次出错，请联系平台方查看日志。";
    request_id(request: &str): "Request {request}", "요청 {request}", "请求 {request}";

    just_now: "just now", "방금", "刚刚";
    minutes_ago(n: u64): "{n} min ago", "{n}분 전", "{n} 分钟前";
    hours_ago(n: u64): "{n} h ago", "{n}시간 전", "{n} 小时前";
    yesterday: "yesterday", "어제", "昨天";
    days_ago(n: u64): "{n} days ago", "{n}일 전", "{n} 天前";
    months_ago(n: u64): "{n} months ago", "{n}개월 전", "{n} 个月前";
    within_the_hour: "within the hour", "1시간 이내", "剩余不到 1 小时";
    in_hours(n: u64): "in {n} h", "{n}시간 남음", "剩余 {n} 小时";
    tomorrow: "in 1 day", "1일 남음", "剩余 1 天";
    in_days(n: u64): "in {n} days", "{n}일 남음", "剩余 {n} 天";
    in_months(n: u64): "in {n} months", "{n}개월 남음", "剩余 {n} 个月";
    utc(at: &str): "{at} UTC", "{at} UTC", "{at} UTC";

    field_name: "Application Name", "애플리케이션 이름", "应用名称";
    field_description: "Description", "설명", "描述";
    field_region: "Region", "리전", "地域";

    copied: "Copied", "복사됨", "已复制";
    copy_command: "Copy command", "명령 복사", "复制命令";
    dismiss: "Dismiss", "닫기", "关闭";
    cancel: "Cancel", "취소", "取消";
    confirm: "Confirm", "확인", "确定";
    close: "Close", "닫기", "关闭";
    optional: "optional", "선택 사항", "选填";
    notifications: "Notifications", "알림", "通知";
    done_created: "Application created", "애플리케이션을 생성했습니다", "应用已创建";
    done_saved: "Saved", "저장했습니다", "已保存";
    done_disabled: "Application disabled", "애플리케이션을 비활성화했습니다", "应用已停用";
    done_enabled: "Application enabled", "애플리케이션을 활성화했습니다", "应用已启用";
    done_deleted: "Application deleted", "애플리케이션을 삭제했습니다", "应用已删除";
    done_certificates(count: usize): "Certificates imported: {count}. They are being checked.", "인증서 {count}개를 가져왔습니다. 확인 중입니다.", "已导入 {count} 个证书，正在检查。";
    done_imported: "Application imported", "애플리케이션을 가져왔습니다", "应用已导入";
    done_rotated: "Key rotated", "키를 교체했습니다", "密钥已轮换";
    done_undone: "Rotation undone", "교체를 취소했습니다", "已撤销轮换";
    done_retired: "Key retired", "키를 폐기했습니다", "密钥已停用";
    done: "Done", "완료했습니다", "已完成";
    done_restored: "Application restored", "애플리케이션을 복원했습니다", "应用已恢复";
    done_extended: "Trial extended by one month", "체험 기간을 한 달 연장했습니다", "体验期已延长一个月";
    done_password: "Password changed. You are signed out of all other browsers.", "비밀번호를 변경했습니다. 다른 브라우저는 모두 로그아웃되었습니다.", "密码已更改，其他浏览器均已退出登录。";
    done_revoked: "Session revoked", "해당 브라우저에서 로그아웃했습니다", "会话已撤销";
    done_revoked_others: "Signed out everywhere else", "다른 모든 브라우저에서 로그아웃했습니다", "已在其他所有位置退出登录";
    pages: "Pages", "페이지", "分页";
}
