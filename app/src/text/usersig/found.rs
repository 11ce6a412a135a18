//! What the checks of a UserSig find.

catalogue! {
    decoded: "Decoding and decompression", "디코딩과 압축 해제", "解码与解压";
    scheme: "Signing scheme", "서명 방식", "签名方案";
    sdkappid: "Matching SDKAppID", "SDKAppID 일치", "SDKAppID 一致";
    user_id: "Matching UserID", "UserID 일치", "UserID 一致";
    time: "Validity period", "유효 기간", "有效期";
    signature: "Signature", "서명", "签名";
    private_map_key: "PrivateMapKey for a room", "방에 대한 PrivateMapKey", "房间的 PrivateMapKey";

    read(characters: usize): "Readable, {characters} characters", "읽을 수 있음, {characters}자", "可读取，{characters} 个字符";
    quotes: "There are quotes or punctuation around it.", "앞뒤에 따옴표나 문장 부호가 있습니다.", "前后带有引号或标点。";
    white_space: "There are spaces, line breaks or invisible characters in it.", "공백, 줄바꿈 또는 보이지 않는 문자가 들어 있습니다.", "含有空格、换行或不可见字符。";
    percent_encoding: "It is percent-encoded, as in a URL.", "URL처럼 퍼센트 인코딩되어 있습니다.", "它经过 URL 百分号编码。";
    base64_url: "It is in base64url (- _) instead of the UserSig alphabet (* - _).", "UserSig 문자 집합(* - _)이 아니라 base64url(- _)로 인코딩되어 있습니다.", "它采用 base64url（- _），而不是 UserSig 的字符集（* - _）。";
    standard_base64: "It is in standard base64 (+ / =) instead of the UserSig alphabet (* - _).", "UserSig 문자 집합(* - _)이 아니라 표준 base64(+ / =)로 인코딩되어 있습니다.", "它采用标准 base64（+ / =），而不是 UserSig 的字符集（* - _）。";
    padding: "The padding at its end (_) is missing.", "끝의 패딩(_)이 없습니다.", "缺少末尾的填充字符（_）。";
    empty: "There is no UserSig.", "UserSig가 없습니다.", "没有 UserSig。";
    too_long(bytes: usize, most: usize): "It has {bytes} bytes; a UserSig has at most {most}.", "{bytes}바이트입니다. UserSig는 최대 {most}바이트입니다.", "共 {bytes} 字节；UserSig 最多 {most} 字节。";
    truncated(characters: usize): "It is cut off after {characters} characters.", "{characters}자 이후가 잘렸습니다.", "它在 {characters} 个字符之后被截断。";
    altered: "Characters in it were changed: the checksum does not match.", "일부 문자가 변경되어 체크섬이 일치하지 않습니다.", "其中的字符被更改：校验和不一致。";
    trailing: "Something follows after its end.", "끝난 뒤에 다른 내용이 이어집니다.", "结尾之后还有其他内容。";
    too_large(most: usize): "More than {most} bytes come out of it when it is decompressed.", "압축을 풀면 {most}바이트를 초과합니다.", "解压后超过 {most} 字节。";
    not_compressed: "It is base64 of JSON that was not compressed.", "압축하지 않은 JSON의 base64입니다.", "它是未压缩 JSON 的 base64。";
    gzip: "It is compressed with gzip instead of zlib.", "zlib가 아니라 gzip으로 압축되어 있습니다.", "它用 gzip 而不是 zlib 压缩。";
    plain_json: "It is the JSON itself, the oldest form of a UserSig.", "가장 오래된 UserSig 형식인 JSON 자체입니다.", "它是 JSON 本身，即最早的 UserSig 形式。";
    jwt: "It is a JSON Web Token, not a UserSig.", "UserSig가 아니라 JSON Web Token입니다.", "它是 JSON Web Token，不是 UserSig。";
    secret_key: "It is an HMAC key, not a UserSig.", "UserSig가 아니라 HMAC 키입니다.", "它是 HMAC 密钥，不是 UserSig。";
    private_key: "It is a private key, not a UserSig.", "UserSig가 아니라 개인 키입니다.", "它是私钥，不是 UserSig。";
    public_key: "It is a public key, not a UserSig.", "UserSig가 아니라 공개 키입니다.", "它是公钥，不是 UserSig。";
    not_a_usersig: "It is not a UserSig.", "UserSig가 아닙니다.", "它不是 UserSig。";
    not_json: "Decompressed, but there is no JSON object in it.", "압축은 풀렸지만 JSON 객체가 없습니다.", "已解压，但其中没有 JSON 对象。";
    missing(field: &str): "{field} is missing.", "{field} 필드가 없습니다.", "缺少 {field}。";
    number_as_text(field: &str): "{field} is a string; it must be a number.", "{field} 값이 문자열입니다. 숫자여야 합니다.", "{field} 是字符串，应为数字。";
    text_as_number(field: &str): "{field} is a number; it must be a string.", "{field} 값이 숫자입니다. 문자열이어야 합니다.", "{field} 是数字，应为字符串。";
    not_a_number(field: &str): "{field} is not a whole number from 0 to 2^64 - 1.", "{field} 값이 0부터 2^64 - 1까지의 정수가 아닙니다.", "{field} 不是 0 到 2^64 - 1 的整数。";
    not_a_text(field: &str): "{field} is neither a string nor a number.", "{field} 값이 문자열도 숫자도 아닙니다.", "{field} 既不是字符串也不是数字。";
    other_version(version: &str): "TLS.ver is {version}; it must be 2.0.", "TLS.ver 값이 {version}입니다. 2.0이어야 합니다.", "TLS.ver 为 {version}，应为 2.0。";
    ambiguous: "A field stands twice in it, or more than one object.", "같은 필드가 두 번 있거나 객체가 두 개 이상입니다.", "其中有重复的字段，或不止一个对象。";

    scheme_current: "Scheme 2.0, HMAC-SHA256", "2.0 방식, HMAC-SHA256", "2.0 方案，HMAC-SHA256";
    scheme_legacy: "Legacy scheme, ECDSA-SHA256", "레거시 방식, ECDSA-SHA256", "旧版方案，ECDSA-SHA256";
    current_refused: "Scheme 2.0, HMAC-SHA256: this application has no HMAC key.", "2.0 방식(HMAC-SHA256)이지만 이 애플리케이션에는 HMAC 키가 없습니다.", "2.0 方案（HMAC-SHA256）：此应用没有 HMAC 密钥。";
    legacy_refused: "Legacy scheme, ECDSA-SHA256: this application has no ECDSA key.", "레거시 방식(ECDSA-SHA256)이지만 이 애플리케이션에는 ECDSA 키가 없습니다.", "旧版方案（ECDSA-SHA256）：此应用没有 ECDSA 密钥。";
    current_retired: "Scheme 2.0, HMAC-SHA256: this application no longer accepts an HMAC key.", "2.0 방식(HMAC-SHA256)이지만 이 애플리케이션은 더 이상 HMAC 키를 허용하지 않습니다.", "2.0 方案（HMAC-SHA256）：此应用已不再接受 HMAC 密钥。";
    legacy_retired: "Legacy scheme, ECDSA-SHA256: this application no longer accepts its ECDSA key.", "레거시 방식(ECDSA-SHA256)이지만 이 애플리케이션은 더 이상 ECDSA 키를 허용하지 않습니다.", "旧版方案（ECDSA-SHA256）：此应用已不再接受其 ECDSA 密钥。";

    this_application(sdkappid: u32): "{sdkappid}, this application", "{sdkappid}, 이 애플리케이션", "{sdkappid}，此应用";
    other_application(sdkappid: u32, name: &str): "Signed for {name}, {sdkappid}", "{name}({sdkappid})용으로 서명됨", "为 {name}（{sdkappid}）签名";
    foreign_application(sdkappid: u64): "Signed for {sdkappid}, which is no application of this account", "이 계정의 애플리케이션이 아닌 {sdkappid}용으로 서명됨", "为 {sdkappid} 签名，它不是此账号的应用";

    this_user(user: &str): "{user}, the UserID given", "{user}, 입력한 UserID", "{user}，所填的 UserID";
    user_of_token(user: &str): "Signed for {user}. Give the UserID that the client signs in with to compare them.", "{user}용으로 서명되었습니다. 비교하려면 클라이언트가 로그인하는 UserID를 입력하세요.", "为 {user} 签名。填写客户端登录所用的 UserID 即可比对。";
    other_user(token: &str, given: &str): "Signed for {token}, not for {given}", "{given}이(가) 아닌 {token}용으로 서명됨", "为 {token} 签名，而不是 {given}";
    other_case(token: &str, given: &str): "Signed for {token}; {given} differs in upper and lower case.", "{token}용으로 서명되었습니다. {given}은(는) 대소문자가 다릅니다.", "为 {token} 签名；{given} 的大小写不同。";
    other_spaces(token: &str, given: &str): "Signed for “{token}”; “{given}” differs in the spaces around it.", "“{token}”용으로 서명되었습니다. “{given}”은(는) 앞뒤 공백이 다릅니다.", "为“{token}”签名；“{given}”前后的空格不同。";
    not_a_user_id(bytes: usize): "The UserID in it has {bytes} bytes or control characters; 1 to 32 bytes are allowed.", "UserSig의 UserID가 {bytes}바이트이거나 제어 문자를 포함합니다. 1~32바이트만 허용됩니다.", "其中的 UserID 有 {bytes} 字节或含控制字符；只允许 1 到 32 字节。";

    valid(signed: &str, lifetime: &str, until: &str): "Signed {signed}, valid for {lifetime}, to {until}", "{signed}에 서명, 유효 기간 {lifetime}, {until}까지", "签名于 {signed}，有效期 {lifetime}，至 {until}";
    expired(ago: &str, until: &str, signed: &str): "Expired {ago} ago, at {until}; signed {signed}", "{ago} 전인 {until}에 만료됨, {signed}에 서명", "已于 {ago}前（{until}）过期；签名于 {signed}";
    in_the_future(ahead: &str): "Signed {ahead} in the future: the signing server's clock is ahead.", "{ahead} 뒤의 시각으로 서명되었습니다. 서명 서버의 시계가 빠릅니다.", "签名时间在 {ahead}之后：签名服务器的时钟偏快。";
    short_lived(lifetime: &str): "Valid for only {lifetime}; at least 24 hours are recommended.", "유효 기간이 {lifetime}뿐입니다. 24시간 이상을 권장합니다.", "有效期只有 {lifetime}；建议至少 24 小时。";
    long_lived(lifetime: &str): "Valid for {lifetime}, which is very long.", "유효 기간이 {lifetime}(으)로 매우 깁니다.", "有效期为 {lifetime}，过长。";
    milliseconds: "TLS.time is in milliseconds; it must be in seconds.", "TLS.time이 밀리초 단위입니다. 초 단위여야 합니다.", "TLS.time 以毫秒为单位，应以秒为单位。";
    absolute_expire(expire: u64): "TLS.expire is {expire}, an instant; it must be a number of seconds from the signing.", "TLS.expire가 시각인 {expire}입니다. 서명 시점부터의 초 수여야 합니다.", "TLS.expire 为 {expire}，是一个时间点；应为自签名起的秒数。";

    by_key(version: i64): "Signed with Key {version} of this application", "이 애플리케이션의 키 {version}(으)로 서명됨", "由此应用的密钥 {version} 签名";
    by_retired_key(version: i64): "Signed with Key {version} of this application, which is no longer accepted", "더 이상 허용되지 않는 이 애플리케이션의 키 {version}(으)로 서명됨", "由此应用的密钥 {version} 签名，但该密钥已不再被接受";
    hex_decoded(version: i64): "Signed with Key {version}, decoded from hexadecimal; it is to be used as text.", "16진수에서 디코딩한 키 {version}(으)로 서명되었습니다. 텍스트 그대로 사용해야 합니다.", "由按十六进制解码后的密钥 {version} 签名；应将其作为文本使用。";
    upper_case(version: i64): "Signed with Key {version} in upper case; it is in lower case.", "대문자로 바꾼 키 {version}(으)로 서명되었습니다. 키는 소문자입니다.", "由大写形式的密钥 {version} 签名；密钥为小写。";
    line_break(version: i64): "Signed with Key {version} with a line break or a space after it", "뒤에 줄바꿈이나 공백이 붙은 키 {version}(으)로 서명됨", "由末尾带有换行或空格的密钥 {version} 签名";
    quoted(version: i64): "Signed with Key {version} with quotes around it", "따옴표가 붙은 키 {version}(으)로 서명됨", "由带引号的密钥 {version} 签名";
    pem_as_secret(version: i64): "Signed in scheme 2.0 with the private key of Key {version}, which belongs to the legacy scheme", "레거시 방식인 키 {version}의 개인 키를 사용해 2.0 방식으로 서명됨", "以 2.0 方案使用密钥 {version} 的私钥签名，而该私钥属于旧版方案";
    by_other_application(version: i64, name: &str, sdkappid: u32): "Matches no key of this application. Matches Key {version} of {name}, {sdkappid}.", "이 애플리케이션의 어떤 키와도 일치하지 않습니다. {name}({sdkappid})의 키 {version}과(와) 일치합니다.", "与此应用的任何密钥都不一致，与 {name}（{sdkappid}）的密钥 {version} 一致。";
    by_nobody(versions: &str): "Matches no key of this account, accepted here: {versions}", "이 계정의 어떤 키와도 일치하지 않음, 여기서 허용되는 키: {versions}", "与此账号的任何密钥都不一致，此处接受的密钥：{versions}";
    by_nobody_at_all: "This application accepts no key.", "이 애플리케이션이 허용하는 키가 없습니다.", "此应用没有可接受的密钥。";
    key(version: i64): "Key {version}", "키 {version}", "密钥 {version}";
    signature_not_base64: "TLS.sig is not base64.", "TLS.sig가 base64가 아닙니다.", "TLS.sig 不是 base64。";

    no_room: "This UserSig carries none.", "이 UserSig에는 없습니다.", "此 UserSig 不包含它。";
    numeric_room(room: &str, privileges: &str, until: &str): "Room {room} by number; {privileges}; to {until}", "숫자 방 {room}, {privileges}, {until}까지", "数字房间 {room}；{privileges}；至 {until}";
    string_room(room: &str, privileges: &str, until: &str): "Room “{room}” by name; {privileges}; to {until}", "문자열 방 “{room}”, {privileges}, {until}까지", "字符串房间“{room}”；{privileges}；至 {until}";
    no_privileges: "no privileges", "권한 없음", "无权限";
    room_of_other_user(account: &str): "It is for the user {account}.", "사용자 {account}의 것입니다.", "它属于用户 {account}。";
    room_of_other_application(sdkappid: u32): "It is for SDKAppID {sdkappid}.", "SDKAppID {sdkappid}의 것입니다.", "它属于 SDKAppID {sdkappid}。";
    room_expired(since: &str): "It expired at {since}.", "{since}에 만료되었습니다.", "它已于 {since} 过期。";
    room_without_privileges: "It allows nothing.", "허용하는 동작이 없습니다.", "它不授予任何权限。";
    room_unknown_privileges(bits: u32): "It has privilege bits without a meaning: {bits}", "의미 없는 권한 비트가 있음: {bits}", "含有无意义的权限位：{bits}";
    room_not_base64: "TLS.userbuf is not base64.", "TLS.userbuf가 base64가 아닙니다.", "TLS.userbuf 不是 base64。";
    room_version(version: u8): "TLS.userbuf is not a PrivateMapKey: unknown version {version}.", "TLS.userbuf가 PrivateMapKey가 아닙니다. 알 수 없는 버전: {version}.", "TLS.userbuf 不是 PrivateMapKey：未知版本 {version}。";
    room_truncated: "TLS.userbuf ends before the end of the PrivateMapKey.", "TLS.userbuf의 PrivateMapKey가 중간에 끝납니다.", "TLS.userbuf 中的 PrivateMapKey 不完整。";
    room_trailing: "TLS.userbuf goes on after the end of the PrivateMapKey.", "TLS.userbuf의 PrivateMapKey 뒤에 다른 내용이 이어집니다.", "TLS.userbuf 中的 PrivateMapKey 之后还有其他内容。";
    room_not_text: "TLS.userbuf is not a PrivateMapKey: a name in it is not UTF-8.", "TLS.userbuf가 PrivateMapKey가 아닙니다. 이름이 UTF-8이 아닙니다.", "TLS.userbuf 不是 PrivateMapKey：其中的名称不是 UTF-8。";
    room_two: "The PrivateMapKey names two rooms, one by number and one by name.", "PrivateMapKey에 숫자 방과 문자열 방이 모두 지정되어 있습니다.", "PrivateMapKey 同时指定了数字房间和字符串房间。";

    seconds(n: u64): "{n} s", "{n}초", "{n} 秒";
    minutes(n: u64): "{n} min", "{n}분", "{n} 分钟";
    hours(n: u64): "{n} h", "{n}시간", "{n} 小时";
    days(n: u64): "{n} days", "{n}일", "{n} 天";
    years(n: u64): "{n} years", "{n}년", "{n} 年";
}
