//! Messages about credential files.

catalogue! {
    empty: "This file is empty.", "빈 파일입니다.", "此文件为空。";
    too_many_rounds(rounds: u32): "One step of this file hashes its password {rounds} times, which would take this console too long. Export the file again with at most 600,000.",
        "이 파일은 한 단계에서 비밀번호를 {rounds}번 해시하므로 콘솔이 처리하기에 너무 오래 걸립니다. 600,000번 이하로 다시 내보내세요.",
        "此文件的单个步骤要对密码做 {rounds} 次哈希，耗时过长。请以不超过 600,000 次重新导出。";
    two_identities: "This file contains several push certificates with their keys. Export only one.",
        "파일에 키가 있는 푸시 인증서가 여러 개 들어 있습니다. 하나만 내보내세요.",
        "文件中有多个带私钥的推送证书。请只导出一个。";
    certificate_key_kind: "The key of this certificate is neither RSA nor P-256. Create the certificate again with an RSA key of 2048 bits.",
        "이 인증서의 키는 RSA도 P-256도 아닙니다. 2048비트 RSA 키로 인증서를 다시 만드세요.",
        "此证书的密钥既不是 RSA 也不是 P-256。请使用 2048 位 RSA 密钥重新创建证书。";
    is_pkcs12: "This is a certificate with its private key (.p12). Choose .p12 above, or upload a .p8.",
        "개인 키가 포함된 인증서(.p12)입니다. 위에서 .p12를 선택하거나 .p8을 업로드하세요.",
        "这是带私钥的证书（.p12）。请在上方选择 .p12，或上传 .p8。";
    is_signing_request: "This is a certificate signing request. Upload it to Apple, then export the certificate that Apple issues, with its private key, as .p12.",
        "인증서 서명 요청(CSR)입니다. Apple에 업로드한 다음 발급된 인증서를 개인 키와 함께 .p12로 내보내세요.",
        "这是证书签名请求（CSR）。请上传到 Apple，再将签发的证书连同私钥导出为 .p12。";
    // With the time in UTC: on the day itself, the date alone would be wrong for hours.
    expired(at: &str): "This certificate expired on {at} UTC. Renew it with Apple.", "{at}(UTC)에 만료된 인증서입니다. Apple에서 갱신하세요.", "此证书已于 {at}（UTC）过期。请在 Apple 续订。";
    not_yet_valid(from: &str): "This certificate is valid from {from} UTC.", "{from}(UTC)부터 유효한 인증서입니다.", "此证书自 {from}（UTC）起有效。";
    expires_soon(at: &str): "It expires on {at} UTC.", "{at}(UTC)에 만료됩니다.", "将于 {at}（UTC）到期。";
    valid_from: "Valid from", "유효 시작", "生效时间";
    utc(at: &str): "{at} UTC", "{at} UTC", "{at} UTC";
    unused: "Not used from this file", "이 파일에서 사용하지 않음", "此文件中未使用";
    password_not_yet: "The password does not open this file yet.", "아직 이 비밀번호로는 파일을 열 수 없습니다.", "此密码尚不能打开该文件。";

    apple_public_key: "This is a public key. Upload the private key downloaded from Apple.", "공개 키입니다. Apple에서 다운로드한 개인 키를 업로드하세요.", "这是公钥。请上传从 Apple 下载的私钥。";
    google_public_key: "The private_key of this service account is a public key. Create a new key in the Firebase console and upload its file.",
        "이 서비스 계정의 private_key가 공개 키입니다. Firebase 콘솔에서 새 키를 만들어 그 파일을 업로드하세요.",
        "此服务账号的 private_key 是公钥。请在 Firebase 控制台创建新密钥并上传其文件。";
    huawei_public_key: "The private_key of this service account is a public key. Create a new key in AppGallery Connect and upload its file.",
        "이 서비스 계정의 private_key가 공개 키입니다. AppGallery Connect에서 새 키를 만들어 그 파일을 업로드하세요.",
        "此服务账号的 private_key 是公钥。请在 AppGallery Connect 创建新密钥并上传其文件。";
    apple_encrypted_key: "This key is encrypted. Upload it as downloaded from Apple.", "암호화된 키입니다. Apple에서 받은 그대로 업로드하세요.", "此密钥已加密。请上传从 Apple 获得的原始文件。";
    google_encrypted_key: "The private_key of this service account is encrypted. Upload the file as downloaded from Google.",
        "이 서비스 계정의 private_key가 암호화되어 있습니다. Google에서 받은 파일을 그대로 업로드하세요.",
        "此服务账号的 private_key 已加密。请上传从 Google 下载的原始文件。";
    huawei_encrypted_key: "The private_key of this service account is encrypted. Upload the file as downloaded from Huawei.",
        "이 서비스 계정의 private_key가 암호화되어 있습니다. Huawei에서 받은 파일을 그대로 업로드하세요.",
        "此服务账号的 private_key 已加密。请上传从华为下载的原始文件。";

    google_wanted: "Upload the key of a Google service account: Firebase console, Project settings, Service accounts.",
        "Google 서비스 계정의 키를 업로드하세요: Firebase 콘솔, 프로젝트 설정, 서비스 계정.",
        "请上传 Google 服务账号的密钥：Firebase 控制台 > 项目设置 > 服务账号。";
    huawei_wanted: "Upload the key of a Huawei service account: AppGallery Connect, Project settings, Service accounts.",
        "Huawei 서비스 계정의 키를 업로드하세요: AppGallery Connect, 프로젝트 설정, 서비스 계정.",
        "请上传华为服务账号的密钥：AppGallery Connect > 项目设置 > 服务账号。";
    google_services: "This is google-services.json, which belongs in the Android application.", "Android 앱에 넣는 google-services.json입니다.", "这是 Android 应用使用的 google-services.json。";
    google_plist: "This is GoogleService-Info.plist, which belongs in the iOS application.", "iOS 앱에 넣는 GoogleService-Info.plist입니다.", "这是 iOS 应用使用的 GoogleService-Info.plist。";
    agconnect: "This is agconnect-services.json, which belongs in the application.", "앱에 넣는 agconnect-services.json입니다.", "这是应用使用的 agconnect-services.json。";
    agc_api_client: "This is an API client of AppGallery Connect, which cannot send pushes.", "푸시를 보낼 수 없는 AppGallery Connect API 클라이언트입니다.", "这是 AppGallery Connect 的 API 客户端，不能发送推送。";
    honor_services: "This is mcs-services.json, which belongs in the HONOR application.", "HONOR 앱에 넣는 mcs-services.json입니다.", "这是荣耀应用使用的 mcs-services.json。";
    timpush_configs: "This is timpush-configs.json, which belongs in the client application.", "클라이언트 앱에 넣는 timpush-configs.json입니다.", "这是客户端应用使用的 timpush-configs.json。";
    export: "This is a file of exported certificates. Use Import for it.", "내보낸 인증서 파일입니다. 가져오기를 사용하세요.", "这是导出的证书文件，请使用“导入”。";
    legacy_server_key: "This is a legacy server key. Google switched these off in 2024.", "Google이 2024년에 중단한 레거시 서버 키입니다.", "这是 Google 已于 2024 年停用的旧版服务器密钥。";
}
