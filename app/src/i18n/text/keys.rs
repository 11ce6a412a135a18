//! Text about the keys of an application: rotating, retiring, importing.

catalogue! {
    rotate: "Rotate key", "키 교체", "轮换密钥";
    update: "Update to HMAC-SHA256", "HMAC-SHA256으로 업데이트", "更新为 HMAC-SHA256";
    retire: "Retire now", "지금 폐기", "立即弃用密钥";
    end_now: "End immediately", "즉시 종료", "立即终止";
    undo: "Undo rotation", "교체 취소", "撤销轮换";
    accepted_until(at: &str): "Accepted until {at} UTC", "{at} UTC까지 허용", "接受至 {at} UTC";
    ended(at: &str): "Ended {at} UTC", "{at} UTC에 종료됨", "已于 {at} UTC 终止";
    key_number(version: i64): "Key {version}", "키 {version}", "密钥 {version}";
    made_on: "Created", "생성", "创建于";
    last_used(when: &str): "Last used {when}", "마지막 사용: {when}", "上次使用：{when}";
    never_used: "Not used yet", "아직 사용되지 않음", "尚未使用";
    one_use: "1 use in 24 hours", "24시간 동안 1회 사용", "24 小时内使用 1 次";
    uses(count: &str): "{count} uses in 24 hours", "24시간 동안 {count}회 사용", "24 小时内使用 {count} 次";
    chart(count: &str): "Uses per hour in the last 24 hours, {count} in total", "최근 24시간의 시간별 사용 횟수, 총 {count}회", "最近 24 小时每小时的使用次数，共 {count} 次";
    still_used_once: "Used once in the last 24 hours. Retire it after 24 hours without use.",
        "최근 24시간 동안 1회 사용되었습니다. 24시간 동안 사용되지 않으면 폐기하세요.",
        "最近 24 小时内使用了 1 次。待 24 小时内无使用后再弃用。";
    still_used(count: &str): "Used {count} times in the last 24 hours. Retire it after 24 hours without use.",
        "최근 24시간 동안 {count}회 사용되었습니다. 24시간 동안 사용되지 않으면 폐기하세요.",
        "最近 24 小时内使用了 {count} 次。待 24 小时内无使用后再弃用。";
    two_accepted: "Two keys are already in use. Retire the older one first, or undo the rotation.",
        "이미 두 개의 키를 사용 중입니다. 먼저 이전 키를 폐기하거나 교체를 취소하세요.",
        "已有两个密钥在使用。请先弃用较旧的密钥，或撤销轮换。";
    counted: "A use is a UserSig that was accepted: a user's, and with each call the caller's own.",
        "사용 횟수는 허용된 UserSig의 수입니다. 사용자의 UserSig와 호출할 때마다 호출자 자신의 UserSig를 셉니다.",
        "使用次数是被接受的 UserSig 数：包括用户的，以及每次调用时调用方自己的。";
    audited: "Each time the key is shown, it is recorded.", "키를 표시할 때마다 기록됩니다.", "每次显示密钥都会被记录。";
    legacy: "Legacy signing scheme, used before 2019-08-15. Update when your back end supports HMAC-SHA256.",
        "2019-08-15 이전에 사용하던 레거시 서명 방식입니다. 백엔드가 HMAC-SHA256을 지원하면 업데이트하세요.",
        "2019-08-15 之前使用的旧版签名方案。后端支持 HMAC-SHA256 后请更新。";

    rotate_question: "Rotate the key?", "키를 교체할까요?", "要轮换密钥吗？";
    update_question: "Update to HMAC-SHA256?", "HMAC-SHA256으로 업데이트할까요?", "要更新为 HMAC-SHA256 吗？";
    rotate_lead: "The new key is used for signing right away. The current one is accepted during the overlap, so nobody is cut off.",
        "새 키로 즉시 서명합니다. 현재 키는 중복 기간 동안 계속 허용되므로 아무도 차단되지 않습니다.",
        "新密钥立即用于签名。当前密钥在重叠期内仍被接受，因此不会中断任何用户。";
    update_lead: "The new HMAC-SHA256 key is used for signing right away. The ECDSA key is accepted during the overlap, so nobody is cut off.",
        "새 HMAC-SHA256 키로 즉시 서명합니다. ECDSA 키는 중복 기간 동안 계속 허용되므로 아무도 차단되지 않습니다.",
        "新的 HMAC-SHA256 密钥立即用于签名。ECDSA 密钥在重叠期内仍被接受，因此不会中断任何用户。";
    overlap: "Overlap in days", "중복 기간(일)", "重叠天数";
    overlap_hint: "0 to 30. With 0 the current key ends immediately.",
        "0~30. 0이면 현재 키가 즉시 종료됩니다.",
        "0 到 30。填 0 则当前密钥立即终止。";
    type_sdkappid(sdkappid: &str): "Type {sdkappid} to confirm", "확인하려면 {sdkappid} 입력", "输入 {sdkappid} 以确认";
    ending: "Current key", "현재 키", "当前密钥";
    ending_overlap: "Stays accepted for the overlap", "중복 기간 동안 계속 허용", "在重叠期内仍被接受";
    ending_now: "Ends immediately: for a key that leaked", "즉시 종료: 유출된 키에 사용", "立即终止：用于密钥泄露的情况";
    next_title: "What to do next", "다음 단계", "后续步骤";
    next_deploy: "Put the new key into your back end.", "백엔드에 새 키를 설정하세요.", "将新密钥配置到您的后端。";
    next_watch: "Watch here until the old key is no longer used.", "이전 키의 사용이 0이 되는지 이 화면에서 확인하세요.", "在此处观察旧密钥的使用降为零。";
    next_retire: "Retire it, or let the overlap end.", "이전 키를 폐기하거나 중복 기간이 끝나기를 기다리세요.", "弃用旧密钥，或等待重叠期结束。";

    undo_question(version: i64): "Go back to Key {version}?", "키 {version}(으)로 되돌릴까요?", "要恢复为密钥 {version} 吗？";
    undo_lead(back: i64, version: i64): "Key {back} is used for signing again. Key {version} is refused from the moment you confirm.",
        "키 {back}이(가) 다시 서명에 사용됩니다. 확인하는 순간부터 키 {version}은(는) 거부됩니다.",
        "密钥 {back} 将重新用于签名。从您确认的那一刻起，密钥 {version} 将被拒绝。";
    retire_question(version: i64): "Retire Key {version}?", "키 {version}을(를) 폐기할까요?", "要弃用密钥 {version} 吗？";
    retire_lead: "From the moment you confirm, all UserSigs signed with it are refused with 70009. This cannot be undone.",
        "확인하는 순간부터 이 키로 서명된 모든 UserSig가 70009로 거부됩니다. 되돌릴 수 없습니다.",
        "从您确认的那一刻起，由它签名的所有 UserSig 都会以 70009 被拒绝。此操作无法撤销。";
    evidence: "Recent use", "현재 사용 현황", "当前使用情况";
    in_use_once(version: i64): "Key {version} was used once in the last 24 hours. That user will be refused.",
        "키 {version}은(는) 최근 24시간 동안 1회 사용되었습니다. 해당 사용자는 거부됩니다.",
        "密钥 {version} 在最近 24 小时内使用了 1 次。该用户将被拒绝。";
    in_use(version: i64, count: &str): "Key {version} was used {count} times in the last 24 hours. Those users will be refused.",
        "키 {version}은(는) 최근 24시간 동안 {count}회 사용되었습니다. 해당 사용자는 거부됩니다.",
        "密钥 {version} 在最近 24 小时内使用了 {count} 次。这些用户将被拒绝。";
    not_in_use(version: i64): "Key {version} was not used in the last 24 hours.",
        "키 {version}은(는) 최근 24시간 동안 사용되지 않았습니다.",
        "密钥 {version} 在最近 24 小时内未被使用。";

    import: "Import Application", "애플리케이션 가져오기", "导入应用";
    import_lead: "Bring in an existing application with its SDKAppID and key.",
        "다른 곳에 이미 있는 애플리케이션을 해당 SDKAppID와 키로 가져옵니다.",
        "导入已存在于其他地方的应用，沿用其 SDKAppID 和密钥。";
    import_sdkappid_hint: "The number it has at the vendor: from 1 to 4294967295.", "공급업체에서 사용하던 번호입니다. 1부터 4294967295까지의 숫자입니다.", "该应用在原平台上的编号：1 到 4294967295 之间的数字。";
    key: "Key", "키", "密钥";
    import_key_hint: "PEM of the ECDSA-SHA256 key pair or of its public key alone, or the 64 characters of an HMAC-SHA256 key. It is encrypted immediately and not shown here again.",
        "ECDSA-SHA256 키 쌍 또는 공개 키만의 PEM, 또는 64자의 HMAC-SHA256 키입니다. 즉시 암호화되며 여기에 다시 표시되지 않습니다.",
        "ECDSA-SHA256 密钥对或仅公钥的 PEM，或 64 个字符的 HMAC-SHA256 密钥。保存后立即加密，此处不再显示。";
    import_submit: "Import", "가져오기", "导入";
    cannot_sign: "This key can only verify. The private key was not imported.", "이 키는 검증만 가능합니다. 개인 키를 가져오지 않았습니다.", "此密钥仅用于校验：未导入私钥。";

    empty_key: "Paste a key.", "키를 붙여넣으세요.", "请粘贴密钥。";
    key_too_large: "This is too large for a key. Keys have at most 8 KiB.", "키로는 너무 큽니다. 최대 8KiB입니다.", "内容过大，密钥最多 8 KiB。";
    not_pem: "This is not a key. Paste everything from -----BEGIN to -----END, or 64 hexadecimal characters.",
        "키가 아닙니다. -----BEGIN부터 -----END까지 모두 붙여넣거나 64자의 16진수를 입력하세요.",
        "这不是密钥：请粘贴从 -----BEGIN 到 -----END 的全部内容，或 64 个十六进制字符。";
    no_key: "This file contains no key.", "이 파일에는 키가 없습니다.", "此文件中没有密钥。";
    encrypted_key: "This private key is encrypted. Decrypt it first: openssl pkcs8 -in key.pem -out plain.pem",
        "암호화된 개인 키입니다. 먼저 복호화하세요: openssl pkcs8 -in key.pem -out plain.pem",
        "此私钥已加密。请先解密：openssl pkcs8 -in key.pem -out plain.pem";
    other_curve(curve: &str): "This key is on {curve}. UserSigs are signed on P-256 or secp256k1.",
        "이 키는 {curve} 곡선을 사용합니다. UserSig는 P-256 또는 secp256k1로 서명합니다.",
        "此密钥使用 {curve} 曲线。UserSig 使用 P-256 或 secp256k1 签名。";
    another_curve: "another curve", "다른", "其他";
    rsa_key: "This is an RSA key. UserSigs are signed with ECDSA on P-256 or secp256k1.",
        "RSA 키입니다. UserSig는 P-256 또는 secp256k1의 ECDSA로 서명합니다.",
        "这是 RSA 密钥。UserSig 使用 P-256 或 secp256k1 上的 ECDSA 签名。";
    certificate: "This is a certificate, not a key.", "키가 아니라 인증서입니다.", "这是证书，不是密钥。";
    several_keys: "The text contains several keys of the same kind. Paste one pair.", "같은 종류의 키가 여러 개 있습니다. 한 쌍만 붙여넣으세요.", "文本中同类密钥多于一个。请只粘贴一对。";
    mismatch: "The private key and the public key do not match.", "개인 키와 공개 키가 서로 맞지 않습니다.", "私钥与公钥不匹配。";
    malformed_key: "This key is damaged or incomplete. Copy it again from its file.", "키가 손상되었거나 불완전합니다. 파일에서 다시 복사하세요.", "密钥已损坏或不完整。请从文件中重新复制。";
}
