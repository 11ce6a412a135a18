//! Text about push certificates.

catalogue! {
    name: "Certificate name", "인증서 이름", "证书名称";
    notes: "Notes", "메모", "备注";
    package_name: "Package name", "패키지 이름", "应用包名";
    credential_kind: "Credential", "자격 증명", "凭证";
    file: "File", "파일", "文件";
    file_password: "Certificate password", "인증서 비밀번호", "证书密码";
    passphrase: "Passphrase", "암호 구문(패스프레이즈)", "口令";
    environment: "Certificate environment", "인증서 환경", "证书环境";
    push_kind: "Push kind", "푸시 종류", "推送类型";
    click_action: "Subsequent Action", "후속 동작", "点击后续动作";
    click_target: "Page", "페이지", "页面";
    category: "Category", "카테고리", "消息分类";
    badge_class: "Badge parameter", "배지 매개변수", "角标参数";
    importance: "Importance", "중요도", "重要性";
    message_class: "Message class", "메시지 분류", "消息类别";
    message_type: "Message type", "메시지 유형", "消息类型";
    receipt: "Receipt", "수신 확인", "回执";

    not_a_package_name: "Enter a package name, for example com.example.app.", "패키지 이름을 입력하세요. 예: com.example.app", "请输入包名，例如 com.example.app。";
    not_an_identifier: "Enter it as shown by the vendor: letters, digits and symbols, without spaces.",
        "푸시 제공자에 표시된 그대로 입력하세요. 공백 없이 영문자, 숫자, 기호만 사용할 수 있습니다.",
        "请按厂商显示的内容输入：仅限字母、数字和符号，不含空格。";
    not_an_apple_id: "Enter the 10 capital letters and digits shown by Apple.", "Apple에 표시된 영문 대문자와 숫자 10자를 입력하세요.", "请输入 Apple 显示的 10 位大写字母和数字。";
    not_a_bundle_id: "Enter a Bundle ID without a wildcard, for example com.example.app.", "와일드카드 없는 Bundle ID를 입력하세요. 예: com.example.app", "请输入不含通配符的 Bundle ID，例如 com.example.app。";
    not_a_web_address: "Enter an address that begins with http:// or https://.", "http:// 또는 https://로 시작하는 주소를 입력하세요.", "请输入以 http:// 或 https:// 开头的地址。";
    not_an_intent_uri: "Enter an intent: intent://…#Intent;…;end", "인텐트를 입력하세요: intent://…#Intent;…;end", "请输入 intent：intent://…#Intent;…;end";
    not_an_activity: "Enter the full name of an Activity, for example com.example.app.MainActivity.",
        "Activity의 전체 이름을 입력하세요. 예: com.example.app.MainActivity",
        "请输入 Activity 的完整类名，例如 com.example.app.MainActivity。";
    not_an_activity_or_action: "Enter the full name of an Activity, or the action of an intent.",
        "Activity의 전체 이름 또는 인텐트의 액션을 입력하세요.",
        "请输入 Activity 的完整类名，或 intent 的 action。";

    too_large: "The file is larger than 64 KiB. Credentials are smaller.", "파일이 64KiB를 넘습니다. 자격 증명 파일은 그보다 작습니다.", "文件超过 64 KiB，凭证文件不会这么大。";
    truncated: "This file was cut off. Export or download it again.", "파일이 중간에 잘렸습니다. 다시 내보내거나 다운로드하세요.", "文件不完整。请重新导出或下载。";
    malformed: "This file is damaged. Export or download it again.", "파일이 손상되었습니다. 다시 내보내거나 다운로드하세요.", "文件已损坏。请重新导出或下载。";
    not_pkcs12: "This is not a .p12 file.", ".p12 파일이 아닙니다.", "这不是 .p12 文件。";
    not_an_export: "This is not a file of exported certificates, or it was exported by a later release.",
        "내보낸 인증서 파일이 아니거나 더 새로운 버전에서 만든 파일입니다.",
        "这不是导出的证书文件，或由更新的版本生成。";
    wrong_passphrase: "The passphrase is not correct for this file, or the file was altered.",
        "이 암호 구문으로 파일을 열 수 없거나 파일이 변경되었습니다.",
        "口令无法打开此文件，或文件已被改动。";
    wrong_password: "The password is not correct for this file.", "이 비밀번호로는 파일을 열 수 없습니다.", "此密码无法打开该文件。";
    password_missing: "Enter the password of this file.", "파일에 비밀번호가 설정되어 있습니다. 비밀번호를 입력하세요.", "此文件有密码，请输入。";
    unknown_encryption: "The encryption of this file is not supported. Export it again from Keychain Access or OpenSSL.",
        "지원하지 않는 방식으로 암호화된 파일입니다. 키체인 접근 또는 OpenSSL에서 다시 내보내세요.",
        "不支持此文件的加密方式。请用“钥匙串访问”或 OpenSSL 重新导出。";
    no_private_key: "This is an APNs certificate without its private key. Export both together from Keychain Access.",
        "개인 키가 없는 APNs 인증서입니다. 키체인 접근에서 둘을 함께 내보내세요.",
        "这是不含私钥的 APNs 证书。请在“钥匙串访问”中将两者一起导出。";
    no_certificate: "This file contains a private key but no certificate.", "파일에 개인 키만 있고 인증서가 없습니다.", "文件中只有私钥，没有证书。";
    key_does_not_match: "The certificate and the private key in this file do not match.", "파일의 인증서와 개인 키가 서로 맞지 않습니다.", "文件中的证书与私钥不匹配。";
    is_certificate: "This is only the certificate. Export it from Keychain Access as .p12, with its private key.",
        "인증서만 있는 파일입니다. 키체인 접근에서 개인 키와 함께 .p12로 내보내세요.",
        "这只是证书本身。请在“钥匙串访问”中连同私钥导出为 .p12。";
    is_signing_key: "This is a .p8 key. Choose .p8 above, or upload a .p12.", ".p8 키입니다. 위에서 .p8을 선택하거나 .p12를 업로드하세요.", "这是 .p8 密钥。请在上方选择 .p8，或上传 .p12。";
    not_apns: "This certificate is not for push.", "푸시용 인증서가 아닙니다.", "此证书不用于推送。";
    is_code_signing: "This certificate is for signing applications and cannot send pushes. Create an Apple Push Services certificate.",
        "앱 서명용 인증서이며 푸시를 보낼 수 없습니다. Apple Push Services 인증서를 만드세요.",
        "此证书用于应用签名，不能发送推送。请创建 Apple Push Services 证书。";
    no_bundle_id: "This certificate contains no Bundle ID.", "인증서에 Bundle ID가 없습니다.", "此证书未包含 Bundle ID。";
    wildcard: "This certificate's Bundle ID has a wildcard. Pushes cannot be sent to a wildcard.",
        "인증서의 Bundle ID에 와일드카드가 있어 푸시를 보낼 수 없습니다.",
        "此证书的 Bundle ID 含通配符，无法发送推送。";
    sandbox_in_production: "This is a Sandbox certificate, but Production is chosen. Choose Development, or upload the Production certificate.",
        "샌드박스 인증서인데 프로덕션이 선택되어 있습니다. 개발을 선택하거나 프로덕션 인증서를 업로드하세요.",
        "在生产环境中使用了沙盒证书。请选择开发环境，或上传生产证书。";
    production_in_sandbox: "This is a Production certificate, but Development is chosen. Choose Production, or upload the Development certificate.",
        "프로덕션 인증서인데 개발이 선택되어 있습니다. 프로덕션을 선택하거나 개발 인증서를 업로드하세요.",
        "在开发环境中使用了生产证书。请选择生产环境，或上传开发证书。";
    voip_in_regular: "This is a VoIP certificate. It cannot send regular pushes.", "VoIP 인증서이므로 일반 푸시를 보낼 수 없습니다.", "这是 VoIP 证书，不能发送普通推送。";
    regular_in_voip: "This certificate cannot send VoIP pushes.", "이 인증서로는 VoIP 푸시를 보낼 수 없습니다.", "此证书不能发送 VoIP 推送。";
    not_a_key: "This file contains no key.", "이 파일에는 키가 없습니다.", "此文件中没有密钥。";
    curve_is(curve: &str): "This key is {curve}. Apple's signing keys are P-256.", "이 키는 {curve}입니다. Apple의 서명 키는 P-256입니다.", "此密钥为 {curve}。Apple 的签名密钥为 P-256。";
    another_curve: "This key is on another curve. Apple's signing keys are P-256.", "이 키는 다른 곡선을 사용합니다. Apple의 서명 키는 P-256입니다.", "此密钥使用其他曲线。Apple 的签名密钥为 P-256。";
    rsa_key: "This is an RSA key. Apple's signing keys are P-256.", "RSA 키입니다. Apple의 서명 키는 P-256입니다.", "这是 RSA 密钥。Apple 的签名密钥为 P-256。";
    several_keys: "This file contains more than one key.", "파일에 키가 두 개 이상 있습니다.", "文件中有多个密钥。";
    bad_json: "This is not a JSON file.", "JSON 파일이 아닙니다.", "这不是 JSON 文件。";
    missing_json_field(field: &str): "This service account has no {field}.", "이 서비스 계정에 {field} 필드가 없습니다.", "此服务账号缺少 {field}。";
    not_rsa_key: "The private key of this service account is not RSA.", "이 서비스 계정의 개인 키는 RSA가 아닙니다.", "此服务账号的私钥不是 RSA。";
    weak_key(bits: u32): "The private key has {bits} bits. At least 2048 are required.",
        "개인 키가 {bits}비트입니다. 2048비트 이상이어야 합니다.",
        "私钥为 {bits} 位，至少需要 2048 位。";
    foreign_token_address: "The token_uri of this service account is not Google's.", "이 서비스 계정의 token_uri가 Google의 주소가 아닙니다.", "此服务账号的 token_uri 不是 Google 的地址。";

    google_account: "This is a Google service account. Use it for Google FCM.",
        "Google의 서비스 계정입니다. Google FCM에 사용하세요.",
        "这是 Google 的服务账号，应用于 Google FCM。";
    huawei_account: "This is a Huawei service account. Use it for HarmonyOS.", "Huawei의 서비스 계정입니다. HarmonyOS에 사용하세요.", "这是华为的服务账号，应用于 HarmonyOS。";
    authorized_user: "These are the credentials of a person, not a service account.", "서비스 계정이 아니라 개인 사용자의 자격 증명입니다.", "这是个人用户的凭证，不是服务账号。";
    external_account: "This is an account of another cloud provider, not a service account with a key.",
        "키가 있는 서비스 계정이 아니라 다른 클라우드의 계정입니다.",
        "这是其他云的账号，不是带密钥的服务账号。";
    impersonated: "This file is for acting as another account. Upload the key of that account itself.",
        "다른 계정으로 동작하기 위한 파일입니다. 해당 계정 자체의 키를 업로드하세요.",
        "此文件用于模拟其他账号。请上传该账号本身的密钥。";
    oauth_client: "This is an OAuth client, not a service account.", "서비스 계정이 아니라 OAuth 클라이언트입니다.", "这是 OAuth 客户端，不是服务账号。";
    unknown_json: "This JSON file is not a service account.", "서비스 계정이 아닌 JSON입니다.", "此 JSON 不是服务账号。";
    push_title: "Title", "제목", "标题";
    push_body: "Body", "본문", "正文";
    push_token: "Device token", "기기 토큰", "设备令牌";
}
