//! Text of the UserSig tool, except for its findings: those are in `usersig`.

use domain::account::language::Language;
use domain::usersig::private_map_key::Privilege;
use domain::usersig::service_code::ServiceCode;
use domain::usersig::tool::Unit;

catalogue! {
    lead: "Generate and verify UserSigs without the key leaving the server. Every use is recorded.",
        "키가 서버를 벗어나지 않고 UserSig를 생성하고 검증합니다. 모든 사용은 기록됩니다.",
        "生成和校验 UserSig 时，密钥不会离开服务器。每次使用都会被记录。";
    verify: "Verify", "검증", "校验";
    usersig_hint: "Paste it unchanged: quotes, line breaks and encodings are part of the diagnosis.",
        "있는 그대로 붙여넣으세요. 따옴표, 줄바꿈, 인코딩도 진단 대상입니다.",
        "请原样粘贴：引号、换行和编码也会参与诊断。";
    user_optional: "the one the client signs in with; optional", "클라이언트가 로그인하는 UserID, 선택 사항", "客户端登录所用的 UserID，选填";
    accepted: "The server would accept this UserSig", "서버가 이 UserSig를 허용합니다", "服务器会接受此 UserSig";
    refused(code: u32): "The server would refuse this UserSig with {code}", "서버가 이 UserSig를 {code}(으)로 거부합니다", "服务器会以 {code} 拒绝此 UserSig";
    repaired_accepted: "The UserSig in it would be accepted once its form is right.",
        "형식을 바로잡으면 이 안의 UserSig는 허용됩니다.",
        "修正形式后，其中的 UserSig 会被接受。";
    repaired_refused(code: u32): "The UserSig in it would be refused with {code} even if its form were right.",
        "형식을 바로잡아도 이 안의 UserSig는 {code}(으)로 거부됩니다.",
        "即使修正形式，其中的 UserSig 仍会以 {code} 被拒绝。";
    passed: "Passed: ", "통과: ", "通过：";
    doubtful: "Doubtful: ", "의심: ", "存疑：";
    failed: "Failed: ", "실패: ", "未通过：";
    unchecked: "Not checked: ", "확인 안 함: ", "未检查：";
    advice: "Remedy", "해결 방법", "解决方法";
    open_key: "Open key", "키 열기", "打开密钥";

    generate: "Generate", "생성", "生成";
    key_tag(version: i64, algorithm: &str): "Key {version}, {algorithm}", "키 {version}, {algorithm}", "密钥 {version}，{algorithm}";
    user_hint: "1 to 32 bytes. Client libraries take letters, digits, _ and -.", "1~32바이트. 클라이언트 라이브러리는 영문자, 숫자, _, -를 허용합니다.", "1 到 32 字节。客户端库接受字母、数字、_ 和 -。";
    valid_for: "Valid for", "유효 기간", "有效期";
    unit_label: "Unit", "단위", "单位";
    seconds: "seconds", "초", "秒";
    minutes: "minutes", "분", "分钟";
    hours: "hours", "시간", "小时";
    days: "days", "일", "天";
    map_key: "PrivateMapKey for a room", "방에 대한 PrivateMapKey", "房间的 PrivateMapKey";
    map_key_hint: "The room and what the user may do there are signed too, as TLS.userbuf.",
        "방과 그 방에서 허용되는 동작도 TLS.userbuf로 함께 서명됩니다.",
        "房间及用户在其中的权限也会作为 TLS.userbuf 一并签名。";
    room_kind: "Kind of room", "방 유형", "房间类型";
    room_none: "No PrivateMapKey", "PrivateMapKey 없음", "不含 PrivateMapKey";
    room_number: "Numeric room", "숫자 방", "数字房间";
    room_name: "String room", "문자열 방", "字符串房间";
    room: "Room", "방", "房间";
    privileges: "Privileges", "권한", "权限";
    no_privileges: "none", "없음", "无";
    create_room: "Create the room", "방 만들기", "创建房间";
    enter_room: "Enter the room", "방 들어가기", "进入房间";
    send_audio: "Send audio", "음성 보내기", "发送音频";
    receive_audio: "Receive audio", "음성 받기", "接收音频";
    send_video: "Send video", "영상 보내기", "发送视频";
    receive_video: "Receive video", "영상 받기", "接收视频";
    send_screen: "Share the screen", "화면 공유", "共享屏幕";
    receive_screen: "See shared screens", "공유 화면 보기", "观看共享屏幕";
    usersig_for(user: &str): "UserSig for {user}", "{user}의 UserSig", "{user} 的 UserSig";
    generated_usersig: "Generated UserSig", "생성된 UserSig", "生成的 UserSig";
    generated: "Generated", "생성 시각", "生成时间";
    expires: "Expires", "만료", "到期时间";
    own_server: "Sign on your own server: Node.js, Python, Go, Java, PHP", "자체 서버에서 서명하기: Node.js, Python, Go, Java, PHP", "在自己的服务器上签名：Node.js、Python、Go、Java、PHP";

    code_ok: "It authenticates its user in this application.", "이 애플리케이션에서 사용자를 인증합니다.", "它可在此应用中验证用户身份。";
    code_expired: "It has expired.", "만료되었습니다.", "它已过期。";
    code_empty: "There is no UserSig.", "UserSig가 없습니다.", "没有 UserSig。";
    code_unreadable: "It cannot be parsed: truncated, altered or encoded differently.", "해석할 수 없습니다. 잘렸거나 변경되었거나 다르게 인코딩되었습니다.", "无法解析：被截断、被更改或编码方式不同。";
    code_wrong_key: "It was not signed with a key that this application accepts.", "이 애플리케이션이 허용하는 키로 서명되지 않았습니다.", "它不是用此应用接受的密钥签名的。";
    code_other_user: "It was signed for another UserID.", "다른 UserID용으로 서명되었습니다.", "它是为另一个 UserID 签名的。";
    code_other_application: "It was signed for another SDKAppID.", "다른 SDKAppID용으로 서명되었습니다.", "它是为另一个 SDKAppID 签名的。";
    code_bad_parameter: "The UserID is not valid: 1 to 32 bytes without control characters are allowed.", "UserID가 올바르지 않습니다. 제어 문자 없이 1~32바이트만 허용됩니다.", "UserID 无效：只允许 1 到 32 字节且不含控制字符。";
    code_out_of_service: "The application is disabled or suspended.", "애플리케이션이 비활성화되었거나 정지되었습니다.", "应用已停用或暂停。";
    code_too_many_users: "The package has reached its limit of monthly active users.", "패키지의 월간 활성 사용자 한도에 도달했습니다.", "套餐的月活跃用户数已达上限。";
    code_internal: "The console cannot open a key of this application.", "콘솔이 이 애플리케이션의 키를 열 수 없습니다.", "控制台无法打开此应用的密钥。";
    code_other: "See the checks below.", "아래 검사 결과를 확인하세요.", "请查看下方的检查结果。";
}

/// The unit of a validity period.
pub(crate) const fn unit(language: Language, unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => seconds(language),
        Unit::Minutes => minutes(language),
        Unit::Hours => hours(language),
        Unit::Days => days(language),
    }
}

/// What a user may do in a room.
pub(crate) const fn privilege(language: Language, privilege: Privilege) -> &'static str {
    match privilege {
        Privilege::CreateRoom => create_room(language),
        Privilege::EnterRoom => enter_room(language),
        Privilege::SendAudio => send_audio(language),
        Privilege::ReceiveAudio => receive_audio(language),
        Privilege::SendVideo => send_video(language),
        Privilege::ReceiveVideo => receive_video(language),
        Privilege::SendScreen => send_screen(language),
        Privilege::ReceiveScreen => receive_screen(language),
    }
}

/// The meaning of a response code of the service.
pub(crate) const fn service_words(language: Language, code: ServiceCode) -> &'static str {
    match code {
        ServiceCode::Ok => code_ok(language),
        ServiceCode::Expired => code_expired(language),
        ServiceCode::Empty => code_empty(language),
        ServiceCode::Unreadable => code_unreadable(language),
        ServiceCode::WrongKey => code_wrong_key(language),
        ServiceCode::OtherUser => code_other_user(language),
        ServiceCode::OtherApplication => code_other_application(language),
        ServiceCode::BadParameter => code_bad_parameter(language),
        ServiceCode::OutOfService => code_out_of_service(language),
        ServiceCode::TooManyUsers => code_too_many_users(language),
        ServiceCode::Internal => code_internal(language),
        _ => code_other(language),
    }
}
