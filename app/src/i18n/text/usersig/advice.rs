//! Remedies for UserSigs.

catalogue! {
    enable_application: "Enable the application, or settle or renew what keeps it disabled.", "애플리케이션을 활성화하거나, 비활성화된 원인을 정산하거나 갱신하세요.", "请启用应用，或结清、续费导致其停用的款项。";
    extend_trial: "Apply for Extension of the trial, or order a package.", "체험 기간 연장을 신청하거나 패키지를 주문하세요.", "请申请延长体验期，或订购套餐。";
    check_master_key: "Have the operator check the master key file of this console: chat-console doctor.", "운영자에게 이 콘솔의 마스터 키 파일을 확인하도록 요청하세요: chat-console doctor.", "请运营人员检查此控制台的主密钥文件：chat-console doctor。";
    raise_user_limit: "Order a larger package, or more monthly active users.", "더 큰 패키지나 월간 활성 사용자 추가를 주문하세요.", "请订购更大的套餐，或增加月活跃用户数。";
    send_usersig: "Send a UserSig: sign one and pass it on with each sign-in.", "UserSig를 보내세요. 서명한 UserSig를 로그인할 때마다 전달해야 합니다.", "请发送 UserSig：签发后在每次登录时传递。";
    not_the_key: "Paste the UserSig that was signed with the key; keep the key on your server.", "키가 아니라 키로 서명한 UserSig를 붙여넣으세요. 키는 서버에만 보관하세요.", "请粘贴用密钥签发的 UserSig；密钥应只保存在您的服务器上。";
    not_the_public_key: "Paste the UserSig instead of the public key.", "공개 키 대신 UserSig를 붙여넣으세요.", "请粘贴 UserSig，而不是公钥。";
    send_whole: "Send it whole: look for a database column, a log or an address that cuts it off.", "전체를 보내세요. 데이터베이스 열, 로그 또는 주소에서 잘리지 않는지 확인하세요.", "请完整发送：检查是否被数据库字段、日志或地址截断。";
    send_unchanged: "Send it unchanged: nothing may convert its case, its characters or its encoding.", "변경하지 말고 보내세요. 대소문자, 문자, 인코딩을 변환하지 않아야 합니다.", "请原样发送：不要转换大小写、字符或编码。";
    send_alone: "Send one UserSig alone, with nothing before or after it.", "앞뒤에 아무것도 붙이지 말고 UserSig 하나만 보내세요.", "只发送一个 UserSig，前后不要带任何内容。";
    without_escapes: "Decode the JSON string before its value is used.", "값을 사용하기 전에 JSON 문자열을 디코딩하세요.", "使用该值之前先解码 JSON 字符串。";
    keep_plus: "Percent-encode + as %2B in addresses and forms; the UserSig alphabet has no + at all.", "주소와 양식에서는 +를 %2B로 퍼센트 인코딩하세요. UserSig 문자 집합에는 +가 없습니다.", "在地址和表单中将 + 百分号编码为 %2B；UserSig 的字符集中没有 +。";
    encode_once: "Send the UserSig as the library returns it: do not encode it again.", "라이브러리가 만든 UserSig를 그대로 보내세요. 다시 인코딩하지 마세요.", "请原样发送库生成的 UserSig，不要再次编码。";
    without_quotes: "Send it without the quotes and punctuation around it.", "앞뒤의 따옴표와 문장 부호 없이 보내세요.", "发送时去掉前后的引号和标点。";
    without_white_space: "Send it without spaces and line breaks.", "공백과 줄바꿈 없이 보내세요.", "发送时去掉空格和换行。";
    without_percent: "Decode the parameter before it is used, and encode it only once.", "사용하기 전에 매개변수를 디코딩하고, 인코딩은 한 번만 하세요.", "使用前先对参数解码，并且只编码一次。";
    not_base64_url: "Use the UserSig alphabet instead of base64url: + becomes *, / becomes -, = becomes _.", "base64url 대신 UserSig 문자 집합을 사용하세요. +는 *, /는 -, =는 _로 바꿉니다.", "请用 UserSig 的字符集代替 base64url：+ 换成 *，/ 换成 -，= 换成 _。";
    not_standard_base64: "Replace three characters of the base64: + becomes *, / becomes -, = becomes _.", "base64의 세 문자를 바꾸세요. +는 *, /는 -, =는 _로 바꿉니다.", "请替换 base64 中的三个字符：+ 换成 *，/ 换成 -，= 换成 _。";
    keep_padding: "Keep the padding: the _ at the end belong to it.", "패딩을 유지하세요. 끝의 _도 UserSig의 일부입니다.", "请保留填充字符：末尾的 _ 也是 UserSig 的一部分。";
    use_zlib: "Compress the JSON with zlib (RFC 1950) before it is encoded.", "인코딩하기 전에 JSON을 zlib(RFC 1950)로 압축하세요.", "编码前用 zlib（RFC 1950）压缩 JSON。";
    use_library: "Sign with the tls-sig-api-v2 library of your language: this is another format.", "사용하는 언어의 tls-sig-api-v2 라이브러리로 서명하세요. 이것은 다른 형식입니다.", "请用您所用语言的 tls-sig-api-v2 库签名：这是另一种格式。";
    update_library: "Update the library that signs: use tls-sig-api-v2.", "서명 라이브러리를 tls-sig-api-v2로 업데이트하세요.", "请更新签名库：改用 tls-sig-api-v2。";
    shorten(most: usize): "Put less into it: more than {most} bytes are never read.", "내용을 줄이세요. {most}바이트를 초과하면 읽지 않습니다.", "请减少内容：超过 {most} 字节不会被读取。";
    add_field(field: &str): "Write {field} when you sign.", "서명할 때 {field} 필드를 쓰세요.", "签名时请写入 {field}。";
    write_number(field: &str): "Write {field} as a whole number in its shortest form.", "{field} 값을 가장 짧은 형태의 정수로 쓰세요.", "请将 {field} 写为最简形式的整数。";
    write_text(field: &str): "Write {field} as a string, in quotes.", "{field} 값을 따옴표로 둘러싼 문자열로 쓰세요.", "请将 {field} 写为带引号的字符串。";
    set_version: "Write 2.0 as TLS.ver.", "TLS.ver에 2.0을 쓰세요.", "请将 TLS.ver 写为 2.0。";
    write_once: "Write one JSON object, and each field once.", "JSON 객체 하나에 각 필드를 한 번만 쓰세요.", "只写一个 JSON 对象，每个字段只写一次。";

    sign_with_hmac(sdkappid: u32, version: i64): "Sign with tls-sig-api-v2 and Key {version} of {sdkappid}, HMAC-SHA256.", "tls-sig-api-v2와 {sdkappid}의 키 {version}(HMAC-SHA256)을(를) 사용해 서명하세요.", "请用 tls-sig-api-v2 和 {sdkappid} 的密钥 {version}（HMAC-SHA256）签名。";
    sign_with_ecdsa(sdkappid: u32, version: i64): "Sign in the legacy scheme with the private key of Key {version} of {sdkappid}, or update the application to HMAC-SHA256.", "{sdkappid}의 키 {version}에 해당하는 개인 키로 레거시 방식으로 서명하거나 애플리케이션을 HMAC-SHA256으로 업데이트하세요.", "请用 {sdkappid} 的密钥 {version} 的私钥按旧版方案签名，或将应用更新为 HMAC-SHA256。";
    set_key(sdkappid: u32, other: u32, name: &str): "On the server that signs, set the key to that of {sdkappid}. It now holds the key of {name}, {other}.", "서명하는 서버의 키를 {sdkappid}의 키로 바꾸세요. 지금은 {name}({other})의 키를 가지고 있습니다.", "在签名服务器上改用 {sdkappid} 的密钥。它现在使用的是 {name}（{other}）的密钥。";
    set_sdkappid(sdkappid: u32, token: u64): "On the server that signs, set the SDKAppID to {sdkappid}. It now signs for {token}; the key is right.", "서명하는 서버의 SDKAppID를 {sdkappid}(으)로 바꾸세요. 지금은 {token}용으로 서명하며, 키는 올바릅니다.", "在签名服务器上将 SDKAppID 改为 {sdkappid}。它现在为 {token} 签名；密钥是正确的。";
    set_application(sdkappid: u32, token: u64): "On the server that signs, set both SDKAppID and key to those of {sdkappid}. It is set up for {token}.", "서명하는 서버의 SDKAppID와 키를 모두 {sdkappid}의 것으로 바꾸세요. 지금은 {token}용으로 설정되어 있습니다.", "在签名服务器上将 SDKAppID 和密钥都改为 {sdkappid} 的。它现在配置为 {token}。";
    use_with_application(sdkappid: u32, name: &str): "Or use it with the application that it was signed for: {name}, {sdkappid}.", "또는 서명 대상인 {name}({sdkappid})에서 사용하세요.", "或者在签名所对应的应用中使用：{name}（{sdkappid}）。";
    use_current_key(version: i64, retired: i64): "On the server that signs, replace Key {retired} with Key {version}.", "서명하는 서버의 키 {retired}을(를) 키 {version}(으)로 교체하세요.", "在签名服务器上用密钥 {version} 替换密钥 {retired}。";
    as_text: "Use the 64 characters of the key as text: do not decode them.", "키의 64자를 디코딩하지 말고 텍스트 그대로 사용하세요.", "请将密钥的 64 个字符作为文本使用，不要解码。";
    in_lower_case: "Use the key in lower case, as it is shown.", "키를 표시된 그대로 소문자로 사용하세요.", "请按显示的小写形式使用密钥。";
    without_line_break: "Remove the line break or space after the key where it is read from a file or a variable.", "파일이나 변수에서 키를 읽을 때 뒤의 줄바꿈이나 공백을 제거하세요.", "从文件或变量读取密钥时，去掉末尾的换行或空格。";
    key_without_quotes: "Remove the quotes around the key in the configuration.", "설정에서 키 앞뒤의 따옴표를 제거하세요.", "去掉配置中密钥前后的引号。";
    exchange_arguments: "Swap the two arguments of the HMAC function: the key is the key, the lines are the text.", "HMAC 함수의 두 인수를 맞바꾸세요. 키는 키로, 줄들은 텍스트로 전달해야 합니다.", "请交换 HMAC 函数的两个参数：密钥作为密钥，各行作为文本。";
    join_lines: "End each line with one line feed (LF, 0x0A), the last one too. In many languages only double quotes make a line feed of \\n.", "마지막 줄을 포함해 각 줄을 줄바꿈 문자(LF, 0x0A) 하나로 끝내세요. 많은 언어에서 큰따옴표 안에서만 \\n이 줄바꿈이 됩니다.", "每行都以一个换行符（LF，0x0A）结尾，最后一行也是。许多语言中只有双引号内的 \\n 才是换行符。";
    sign_lines: "Sign TLS.identifier, TLS.sdkappid, TLS.time, TLS.expire and, if there is one, TLS.userbuf, in this order, each as name:value and a line feed.", "TLS.identifier, TLS.sdkappid, TLS.time, TLS.expire, 그리고 있으면 TLS.userbuf를 이 순서대로, 각각 이름:값과 줄바꿈으로 서명하세요.", "请依次签名 TLS.identifier、TLS.sdkappid、TLS.time、TLS.expire 以及（如有）TLS.userbuf，每个都写为 名称:值 加一个换行符。";
    sign_same_value(field: &str): "Sign the same {field} that you write into the JSON: compute it once.", "JSON에 쓰는 {field} 값과 같은 값을 서명하세요. 한 번만 계산하세요.", "请签名与写入 JSON 相同的 {field}：只计算一次。";
    encode_signature: "Write TLS.sig in standard base64 (+ / =) of the bytes of the signature.", "서명 바이트를 표준 base64(+ / =)로 인코딩해 TLS.sig에 쓰세요.", "请将签名字节的标准 base64（+ / =）写入 TLS.sig。";
    der_signature: "Write the ECDSA signature in DER, and that in standard base64.", "ECDSA 서명을 DER로 쓰고 표준 base64로 인코딩하세요.", "请将 ECDSA 签名写为 DER，再编码为标准 base64。";
    use_sha256: "Sign with HMAC-SHA256, and keep all of its 32 bytes.", "HMAC-SHA256으로 서명하고 32바이트를 모두 유지하세요.", "请用 HMAC-SHA256 签名，并保留全部 32 字节。";
    copy_key(sdkappid: u32, version: i64): "Copy Key {version} of {sdkappid} to the signing server again. If another account owns the application, its key is there.", "{sdkappid}의 키 {version}을(를) 서명하는 서버에 다시 복사하세요. 애플리케이션이 다른 계정의 것이면 키도 그 계정에 있습니다.", "请将 {sdkappid} 的密钥 {version} 重新复制到签名服务器。如果应用属于其他账号，则密钥也在该账号中。";
    make_key(sdkappid: u32): "Create a key: {sdkappid} accepts none.", "키를 만드세요. {sdkappid}에서 허용하는 키가 없습니다.", "请创建密钥：{sdkappid} 没有可接受的密钥。";

    set_user_id(token: &str, given: &str): "Sign in as {token}, or sign a UserSig for {given}.", "{token}(으)로 로그인하거나 {given}의 UserSig를 서명하세요.", "请以 {token} 登录，或为 {given} 签发 UserSig。";
    match_case(token: &str, given: &str): "Write the UserID the same way in both places, {token} or {given}: it is case-sensitive.", "UserID를 두 곳에서 {token} 또는 {given} 중 하나로 똑같이 쓰세요. 대소문자를 구분합니다.", "两处的 UserID 须写法一致，{token} 或 {given}：区分大小写。";
    trim_user_id: "Remove the spaces around the UserID before signing and before signing in.", "서명하거나 로그인하기 전에 UserID 앞뒤의 공백을 제거하세요.", "签名和登录之前，去掉 UserID 前后的空格。";
    fix_user_id: "Use a UserID of 1 to 32 bytes without control characters.", "제어 문자가 없는 1~32바이트의 UserID를 사용하세요.", "请使用 1 到 32 字节且不含控制字符的 UserID。";

    renew(user: &str): "Sign a new UserSig for {user}, and have the client fetch one before it expires.", "{user}의 UserSig를 새로 서명하고, 만료되기 전에 클라이언트가 새로 받도록 하세요.", "请为 {user} 签发新的 UserSig，并让客户端在过期前获取。";
    set_clock(ahead: &str): "Set the clock of the server that signs with NTP: it is {ahead} ahead.", "서명하는 서버의 시계를 NTP로 맞추세요. {ahead} 빠릅니다.", "请用 NTP 校准签名服务器的时钟：它快了 {ahead}。";
    use_utc(minutes: u64): "Use the time in UTC: the signing server seems to add its time zone, {minutes} minutes.", "UTC 시각을 사용하세요. 서명하는 서버가 시간대 {minutes}분을 더하는 것 같습니다.", "请使用 UTC 时间：签名服务器似乎加上了时区偏移 {minutes} 分钟。";
    live_longer(lifetime: &str): "Sign for at least 24 hours instead of {lifetime}.", "유효 기간을 {lifetime} 대신 24시간 이상으로 서명하세요.", "有效期请设为至少 24 小时，而不是 {lifetime}。";
    live_shorter(lifetime: &str): "Sign for less than {lifetime}: a UserSig cannot be revoked. 180 days is usual.", "유효 기간을 {lifetime}보다 짧게 서명하세요. UserSig는 회수할 수 없으며 보통 180일입니다.", "有效期请短于 {lifetime}：UserSig 无法收回，通常为 180 天。";
    use_seconds: "Write TLS.time in seconds: divide the milliseconds by 1000.", "TLS.time을 초 단위로 쓰세요. 밀리초를 1000으로 나누세요.", "请以秒为单位写入 TLS.time：将毫秒数除以 1000。";
    use_duration: "Write TLS.expire as a number of seconds from signing, such as 15552000 for 180 days.", "TLS.expire를 서명 시점부터의 초 수로 쓰세요. 예: 180일은 15552000.", "请将 TLS.expire 写为自签名起的秒数，例如 180 天为 15552000。";

    room_for_user(user: &str): "Sign the PrivateMapKey for {user} too.", "PrivateMapKey도 {user}용으로 서명하세요.", "PrivateMapKey 也请为 {user} 签发。";
    room_for_application(sdkappid: u64): "Sign the PrivateMapKey for SDKAppID {sdkappid} too.", "PrivateMapKey도 SDKAppID {sdkappid}용으로 서명하세요.", "PrivateMapKey 也请为 SDKAppID {sdkappid} 签发。";
    renew_room: "Sign a new PrivateMapKey for the room.", "방의 PrivateMapKey를 새로 서명하세요.", "请为该房间签发新的 PrivateMapKey。";
    grant_privileges: "Give the privileges that are needed: 255 for all, 42 to watch and listen.", "필요한 권한을 부여하세요. 전체는 255, 보고 듣기는 42입니다.", "请授予所需的权限：全部为 255，仅观看和收听为 42。";
    room_with_library: "Build the PrivateMapKey with the tls-sig-api-v2 library of your language.", "사용하는 언어의 tls-sig-api-v2 라이브러리로 PrivateMapKey를 만드세요.", "请用您所用语言的 tls-sig-api-v2 库生成 PrivateMapKey。";

    sign_again(user: &str): "Sign a new UserSig for {user} and verify it here.", "{user}의 UserSig를 새로 서명하고 여기서 검증하세요.", "请为 {user} 签发新的 UserSig，并在此处校验。";
}
