//! Text of **Push > Access Setting**.

catalogue! {
    title: "Access Setting", "액세스 설정", "接入设置";
    lead: "The credentials at the vendors that deliver this application's pushes. Secrets are encrypted and never shown again.",
        "이 애플리케이션의 푸시를 전달하는 푸시 제공자의 자격 증명입니다. 비밀 값은 암호화되어 저장되며 다시 표시되지 않습니다.",
        "为此应用投递推送的各厂商凭证。密钥信息将加密存储，不再显示。";
    tabs: "Certificate type", "인증서 종류", "证书类型";
    platforms: "Platform", "플랫폼", "平台";
    all: "All", "전체", "全部";
    add: "Add Certificate", "인증서 추가", "添加证书";
    add_for(platform: &str, name: &str): "{platform}, for {name}", "{platform}, {name}", "{platform}，{name}";
    edit: "Edit", "편집", "编辑";
    edit_title: "Edit certificate", "인증서 편집", "编辑证书";
    edit_named(name: &str): "Edit {name}", "{name} 편집", "编辑 {name}";
    kept_file(name: &str): "{name} is kept for ten minutes.", "{name} 파일을 10분 동안 보관합니다.", "{name} 将保留 10 分钟。";
    file_not_kept: "The file is no longer open: it is kept for ten minutes. Nothing was imported. Choose it again.",
        "연 파일은 10분 동안만 보관되며 더 이상 열려 있지 않습니다. 가져온 내용이 없습니다. 파일을 다시 선택하세요.",
        "打开的文件仅保留 10 分钟，现已关闭，未导入任何内容。请重新选择文件。";
    other_file: "Choose another file", "다른 파일 선택", "选择其他文件";
    asking(platform: &str): "Asking {platform}…", "{platform}에 확인하는 중…", "正在询问 {platform}…";
    delete: "Delete", "삭제", "删除";
    delete_named(name: &str): "Delete {name}", "{name} 삭제", "删除 {name}";
    check: "Check", "상태 확인", "检查";
    check_named(name: &str): "Check {name}", "{name} 상태 확인", "检查 {name}";
    test: "Test push", "테스트 푸시", "测试推送";
    test_named(name: &str): "Send a test push with {name}", "{name} 인증서로 테스트 푸시 보내기", "用 {name} 发送测试推送";
    make_default: "Make default", "기본값으로 지정", "设为默认";
    make_default_named(name: &str): "Make default: {name}", "{name} 인증서를 기본값으로 지정", "将 {name} 设为默认";
    default: "Default", "기본값", "默认";
    certificate_id: "Certificate ID", "인증서 ID", "证书 ID";
    copy_id(id: &str): "Copy certificate ID {id}", "인증서 ID {id} 복사", "复制证书 ID {id}";
    none(platform: &str): "{platform} devices get no offline push.", "{platform} 기기에는 오프라인 푸시가 전달되지 않습니다.", "{platform} 设备收不到离线推送。";
    none_lead: "Add a certificate and use its ID in the client build.", "인증서를 추가하고 그 ID를 클라이언트 빌드에 사용하세요.", "添加证书，并在客户端构建中使用其 ID。";
    client_file: "timpush-configs.json", "timpush-configs.json", "timpush-configs.json";
    calendar: "Expiry calendar", "만료 캘린더", "到期日历";
    calendar_lead: "All certificate expiry dates, with reminders 30, 7 and 1 days before.",
        "인증서의 만료일과 30일, 7일, 1일 전 알림이 들어 있습니다.",
        "包含每个证书的到期日，并在 30、7、1 天前提醒。";
    calendar_address: "Address to subscribe to", "구독 주소", "订阅地址";
    calendar_hint: "Anyone with this address can read the names and expiry dates of the certificates, and nothing else.",
        "이 주소를 아는 사람은 인증서의 이름과 만료일만 볼 수 있습니다.",
        "持有此地址的人只能看到证书的名称和到期日。";
    copy: "Copy", "복사", "复制";

    proven: "Proven", "검증됨", "已验证";
    failing: "Failing", "실패", "失败";
    not_proven: "Not proven", "검증되지 않음", "未验证";
    unknown: "Not checked yet", "아직 확인하지 않음", "尚未检查";
    undecryptable: "Cannot be decrypted", "복호화할 수 없음", "无法解密";
    expires_in(days: u64): "Expires in {days} days", "{days}일 후 만료", "{days} 天后到期";
    expired: "Expired", "만료됨", "已过期";
    proven_at(vendor: &str, ago: &str): "Accepted by {vendor} {ago}.", "{ago} {vendor}에서 승인했습니다.", "验证通过（{vendor}，{ago}）。";
    failing_since(vendor: &str, at: &str): "Rejected by {vendor} since {at}.", "{at}부터 {vendor}에서 거부하고 있습니다.", "被拒绝（{vendor}，自 {at} 起）。";
    not_proven_since(vendor: &str, at: &str): "{vendor} gave no clear answer at {at}. The certificate may still work.",
        "{at}에 {vendor}에서 명확한 응답을 받지 못했습니다. 인증서는 정상일 수 있습니다.",
        "未得到明确答复（{vendor}，{at}），凭证可能仍然有效。";
    vendor_said: "Vendor's answer", "푸시 제공자의 응답", "厂商的答复";
    undecryptable_text: "The encrypted secret does not belong to this certificate, or was altered. Edit the certificate and enter the secret again.",
        "암호화된 비밀 값이 이 인증서의 것이 아니거나 변경되었습니다. 인증서를 편집해 다시 입력하세요.",
        "加密的密钥信息不属于此证书，或已被改动。请编辑证书并重新输入。";

    secret: "Secret", "비밀 값", "密钥信息";
    ends_in(last: &str): "hidden, ends in {last}", "숨김, 끝 네 자리 {last}", "已隐藏，末四位 {last}";
    hidden: "hidden", "숨김", "已隐藏";
    fingerprint: "Fingerprint", "지문", "指纹";
    subject: "Subject", "주체", "主题";
    issuer: "Issuer", "발급자", "颁发者";
    bundle: "Bundle ID", "Bundle ID", "Bundle ID";
    environment: "Environment", "환경", "环境";
    serves: "Works with", "사용 가능 환경", "适用环境";
    development: "Development", "개발", "开发";
    production: "Production", "프로덕션", "生产";
    topics: "Topics", "토픽", "主题（topic）";
    voip: "VoIP", "VoIP", "VoIP";
    regular: "Regular", "일반", "普通";
    valid_until: "Valid until", "만료일", "有效期至";
    private_key: "Private key", "개인 키", "私钥";
    key_present(bits: u32): "Present, RSA {bits}", "있음, RSA {bits}비트", "已包含（RSA {bits} 位）";
    curve_present(curve: &str): "Present, {curve}", "있음, {curve}", "已包含（{curve}）";
    project: "Project", "프로젝트", "项目";
    client_email: "Email", "이메일", "电子邮件";
    account: "Account", "계정", "账号";
    key_id: "Key ID", "Key ID", "Key ID";
    team_id: "Team ID", "Team ID", "Team ID";
    without_password: "The file has no password. It is encrypted here. Delete the original file.",
        "파일에 비밀번호가 없습니다. 여기서는 암호화되어 저장되지만 원본 파일은 삭제하세요.",
        "文件没有密码。此处已加密存储，请删除原文件。";
    not_issued_by_apple: "The issuer is not Apple.", "발급자가 Apple이 아닙니다.", "颁发者不是 Apple。";
    key_id_differs: "The Key ID in the file name differs from the one you entered.", "파일 이름의 Key ID가 입력한 값과 다릅니다.", "文件名中的 Key ID 与输入的不同。";
    understood: "Read from the file", "파일에서 읽은 내용", "从文件读取";

    application_action: "Open application", "앱 열기", "打开应用";
    web_action: "Open web page", "웹 페이지 열기", "打开网页";
    page_action: "Open specified in-app page", "지정한 앱 내 페이지 열기", "打开应用内指定页面";
    by_p12: "Certificate (.p12)", "인증서 (.p12)", "证书（.p12）";
    by_p8: "Signing key (.p8)", "서명 키 (.p8)", "签名密钥（.p8）";
    page_hint(examples: &str): "For example: {examples}", "예: {examples}", "例如：{examples}";
    not_chosen: "Not set", "설정 안 함", "未设置";
    on: "On", "켜짐", "开启";
    region_europe: "Europe", "유럽", "欧洲";
    region_india: "India", "인도", "印度";
    region_russia: "Russia", "러시아", "俄罗斯";
    importance_low: "LOW: marketing", "LOW: 마케팅", "LOW：营销";
    importance_normal: "NORMAL: service and communication", "NORMAL: 서비스 및 커뮤니케이션", "NORMAL：服务与通讯";
    class_public: "Public: to everyone", "공지(전체)", "公共消息：面向所有人";
    class_private: "Private: to one person", "개인(1:1)", "私信消息：面向个人";
    type_notification: "Notification: the system shows it", "알림: 시스템이 표시", "通知栏消息：由系统展示";
    type_data: "Data: the application shows it, reliable mainly on Pixel", "데이터: 앱이 표시하며 주로 Pixel에서 안정적", "透传消息：由应用展示，主要在 Pixel 上可靠";
    keep_secret: "Leave empty to keep the current secret.", "비워 두면 현재 비밀 값이 유지됩니다.", "留空则保留当前密钥信息。";
    keep_file: "Choose a file only to replace the current one.", "현재 파일을 교체할 때만 선택하세요.", "仅在替换当前文件时选择。";
    check_on_save: "Check with the vendor on save", "저장할 때 푸시 제공자에 확인 요청", "保存时向厂商检查";
    write_only: "Write-only: the secret is encrypted and never shown again.", "쓰기 전용: 비밀 값은 암호화되어 저장되며 다시 표시되지 않습니다.", "仅写入：密钥信息将加密存储，不再显示。";
    where_found: "Where do I find these?", "어디에서 찾나요?", "在哪里可以找到？";

    delete_question(name: &str): "Delete {name}?", "‘{name}’ 인증서를 삭제할까요?", "要删除 {name} 吗？";
    delete_lead: "Once the certificate is deleted, push messages are no longer delivered. A deleted certificate cannot be restored.",
        "인증서를 삭제하면 푸시 메시지가 더 이상 전달되지 않습니다. 삭제한 인증서는 복원할 수 없습니다.",
        "删除证书后将不再投递推送消息。已删除的证书无法恢复。";
    delete_client(id: &str): "Clients built with certificate ID {id} need a new build. Editing keeps the ID.",
        "인증서 ID {id}(으)로 빌드한 클라이언트는 다시 빌드해야 합니다. 편집하면 ID가 유지됩니다.",
        "使用证书 ID {id} 构建的客户端需要重新构建；编辑会保留该 ID。";
    delete_secret: "The secret is destroyed.", "비밀 값이 파기됩니다.", "密钥信息会被销毁。";

    test_title(name: &str): "Send a test push with {name}", "{name} 인증서로 테스트 푸시 보내기", "用 {name} 发送测试推送";
    test_lead: "Sends one push to one device immediately.", "기기 하나에 즉시 한 건을 보냅니다.", "立即向一台设备发送一条推送。";
    send: "Send", "보내기", "发送";
    accepted(vendor: &str): "Accepted by {vendor}.", "{vendor}에서 수락했습니다.", "已被接受（{vendor}）。";
    accepted_as(vendor: &str, id: &str): "Accepted by {vendor} as {id}.", "{vendor}에서 {id}(으)로 수락했습니다.", "已被接受（{vendor}），编号 {id}。";
    not_accepted_yet(vendor: &str): "Not accepted by {vendor} yet.", "{vendor}에서 아직 수락하지 않았습니다.", "尚未被接受（{vendor}）。";
    test_retried: "It is tried again for five minutes.", "5분 동안 다시 시도합니다.", "将在五分钟内继续重试。";
    test_waits: "Not sent yet.", "아직 전송되지 않았습니다.", "尚未发送。";
    test_waits_text: "The push waits in the queue of this certificate and is sent within five minutes or not at all.",
        "이 인증서의 대기열에서 기다리고 있으며, 5분 안에 전송되지 않으면 취소됩니다.",
        "推送正在此证书的队列中等待，五分钟内未发送则不再发送。";
    open_record: "Open its record", "기록 열기", "打开记录";
    refused(vendor: &str): "Rejected by {vendor}.", "{vendor}에서 거부했습니다.", "被拒绝（{vendor}）。";
    out_of_service: "The application is out of service. No push is sent.", "애플리케이션의 서비스가 중단되어 푸시가 전송되지 않습니다.", "应用已停止服务，不会发送推送。";

    remedy_drop_token: "This token is no longer valid. Delete it. The application gets a new one at its next start.",
        "이 토큰은 더 이상 사용할 수 없으므로 삭제하세요. 앱을 다시 시작하면 새 토큰을 받습니다.",
        "此令牌已失效，请删除。应用下次启动时会获取新令牌。";
    remedy_send_later: "The message is correct. Try again later.", "메시지에는 문제가 없습니다. 나중에 다시 시도하세요.", "消息没有问题，请稍后重试。";
    remedy_check_network: "The vendor could not be reached. Check the network between this console and the vendor.",
        "푸시 제공자에 연결할 수 없습니다. 콘솔과 푸시 제공자 사이의 네트워크를 확인하세요.",
        "无法连接厂商。请检查控制台与厂商之间的网络。";
    remedy_ask_the_device: "It may have been delivered. Check the device before you send again.",
        "이미 전달되었을 수 있습니다. 다시 보내기 전에 기기를 확인하세요.",
        "可能已送达，请先查看设备再决定是否重发。";
    remedy_correct_secret: "The secret does not belong to the ID. Edit the certificate and enter the secret again.",
        "비밀 값이 ID와 맞지 않습니다. 인증서를 편집해 다시 입력하세요.",
        "密钥信息与 ID 不匹配。请编辑证书并重新输入。";
    remedy_correct_id: "The vendor does not know this ID. Correct it.", "푸시 제공자가 이 ID를 알지 못합니다. 수정하세요.", "厂商不认识此 ID，请更正。";
    remedy_correct_key_ids: "Correct the Key ID and Team ID, or upload the matching key.",
        "Key ID와 Team ID를 수정하거나 해당 키를 업로드하세요.",
        "请更正 Key ID 和 Team ID，或上传对应的密钥。";
    remedy_renew_certificate: "Upload a valid certificate.", "유효한 인증서를 업로드하세요.", "请上传有效的证书。";
    remedy_switch_environment: "It belongs to Apple's other environment. Edit the certificate and choose that environment.",
        "Apple의 다른 환경에 속합니다. 인증서를 편집해 해당 환경을 선택하세요.",
        "它属于 Apple 的另一个环境。请编辑证书并选择该环境。";
    remedy_correct_bundle: "Correct the Bundle ID, or upload a credential of that application.",
        "Bundle ID를 수정하거나 해당 앱의 자격 증명을 업로드하세요.",
        "请更正 Bundle ID，或上传该应用的凭证。";
    remedy_correct_package: "Correct the package name.", "패키지 이름을 수정하세요.", "请更正包名。";
    remedy_enable_service: "Enable the push service or grant the account permission in the vendor's console.",
        "푸시 제공자 콘솔에서 푸시 서비스를 켜거나 계정에 권한을 부여하세요.",
        "请在厂商控制台开启推送服务或授予账号权限。";
    remedy_correct_clock: "Correct the clock of this server.", "이 서버의 시계를 맞추세요.", "请校准本服务器的时钟。";
    remedy_correct_firebase: "Correct the iOS credential in Firebase.", "Firebase의 iOS 자격 증명을 수정하세요.", "请更正 Firebase 中的 iOS 凭证。";
    remedy_correct_channel: "Register the channel or category in the vendor's console, or correct its name.",
        "푸시 제공자 콘솔에 채널 또는 카테고리를 등록하거나 이름을 수정하세요.",
        "请在厂商控制台注册渠道或类别，或更正名称。";
    remedy_await_quota: "The quota at the vendor is used up. Send less, or wait until the next day.",
        "푸시 제공자의 할당량을 모두 사용했습니다. 전송을 줄이거나 다음 날까지 기다리세요.",
        "厂商配额已用尽。请减少发送或等待次日。";
    remedy_shorten: "Shorten the message.", "메시지를 줄이세요.", "请缩短消息。";
    remedy_correct_message: "Correct the message.", "메시지를 수정하세요.", "请更正消息。";

    help_channel: "The channel has to exist in the vendor's console. A push that names its own channel overrides it.",
        "푸시 제공자 콘솔에 등록된 채널이어야 합니다. 푸시에 채널이 지정되면 그 채널이 우선합니다.",
        "须已在厂商控制台创建。推送自带渠道时以推送为准。";
    help_category: "The vendor sorts and limits messages by category, for example IM. Messages without a category may be treated as marketing.",
        "푸시 제공자가 메시지를 분류하고 제한하는 기준입니다(예: IM). 지정하지 않으면 마케팅으로 분류될 수 있습니다.",
        "厂商据此对消息分类并限量，例如 IM。未设置时可能按营销消息处理。";
    help_badge: "The Activity that starts the application, for example com.example.app.MainActivity: its icon shows the badge.",
        "애플리케이션을 시작하는 Activity(예: com.example.app.MainActivity)의 아이콘에 배지가 표시됩니다.",
        "应用的启动 Activity，例如 com.example.app.MainActivity，用于桌面图标角标。";
    help_importance: "Without it HONOR may treat messages as marketing.", "설정하지 않으면 HONOR에서 마케팅으로 분류할 수 있습니다.", "未设置时，荣耀可能按营销消息处理。";
    help_receipt: "The vendor reports delivery results to this address. Register the address with the vendor first.",
        "푸시 제공자가 푸시 결과를 이 주소로 알립니다. 먼저 푸시 제공자에 등록해야 합니다.",
        "厂商会将推送结果通知到此地址，须先在厂商处登记。";
    help_mutable: "An extension of the application can change the push before it is shown.",
        "표시하기 전에 애플리케이션의 확장 프로그램이 푸시를 변경할 수 있습니다.",
        "应用的扩展可在展示前修改推送内容。";
    help_xiaomi: "Xiaomi open platform, Message Push, your application, App information: package name, AppID and AppSecret. The region is where you registered the application.",
        "Xiaomi 오픈 플랫폼의 메시지 푸시에서 애플리케이션의 앱 정보에 패키지 이름, AppID, AppSecret이 있습니다. 리전은 애플리케이션을 등록한 지역입니다.",
        "小米开放平台 > 消息推送 > 您的应用 > 应用信息：包名、AppID、AppSecret。地域为应用注册所在地。";
    help_huawei: "AppGallery Connect, Project settings, General information: App ID (the Client ID of OAuth 2.0) and its Client Secret. Push Kit must be enabled for the project.",
        "AppGallery Connect의 프로젝트 설정, 일반 정보에 App ID(OAuth 2.0 Client ID)와 Client Secret이 있습니다. 프로젝트에 Push Kit을 활성화해야 합니다.",
        "AppGallery Connect > 项目设置 > 常规：App ID（OAuth 2.0 的 Client ID）及 Client Secret。项目需开通推送服务。";
    help_honor: "HONOR developer platform, Push service, your application, Application details: App ID, Client ID and Client Secret.", "HONOR 개발자 플랫폼의 푸시 서비스에서 애플리케이션 세부 정보에 App ID, Client ID, Client Secret이 있습니다.", "荣耀开发者服务平台 > 推送服务 > 您的应用 > 应用详情：App ID、Client ID、Client Secret。";
    help_oppo: "OPPO open platform, Push service, Configuration, Application configuration: AppID, AppKey and MasterSecret (not AppSecret).",
        "OPPO 오픈 플랫폼의 푸시 서비스, 구성, 애플리케이션 구성에 AppID, AppKey, MasterSecret(AppSecret 아님)이 있습니다.",
        "OPPO 开放平台 > 推送服务 > 配置管理 > 应用配置：AppID、AppKey、MasterSecret（不是 AppSecret）。";
    help_vivo: "vivo developer platform, Push, your application, Application information: AppID, AppKey and AppSecret.", "vivo 개발자 플랫폼의 푸시에서 애플리케이션 정보에 AppID, AppKey, AppSecret이 있습니다.", "vivo 开发者平台 > 消息推送 > 您的应用 > 应用信息：AppID、AppKey、AppSecret。";
    help_meizu: "Flyme push platform, your application, Configuration, Application configuration: package name, App ID and App Secret.", "Flyme 푸시 플랫폼의 애플리케이션 구성에 패키지 이름, App ID, App Secret이 있습니다.", "Flyme 推送平台 > 您的应用 > 配置管理 > 应用配置：包名、App ID、App Secret。";
    help_fcm: "Firebase console, Project settings, Service accounts, then “Generate new private key”. The file is downloaded once; keep it secret.", "Firebase 콘솔의 프로젝트 설정, 서비스 계정에서 ‘새 비공개 키 생성’을 누르세요. 파일은 한 번만 다운로드됩니다.", "Firebase 控制台 > 项目设置 > 服务账号 > “生成新的私钥”。文件只能下载一次，请妥善保管。";
    help_harmony: "AppGallery Connect, Project settings, Service accounts (API Console), then create a key for the project of the application. The file is downloaded once.", "AppGallery Connect의 프로젝트 설정, 서비스 계정(API Console)에서 애플리케이션 프로젝트의 키를 만드세요. 파일은 한 번만 다운로드됩니다.", "AppGallery Connect > 项目设置 > 服务账号（API Console），为应用所在项目创建密钥。文件只能下载一次。";
    help_p12: "Apple Developer, Certificates: create Apple Push Notification service SSL, open it in Keychain Access, and export certificate and private key together as .p12.", "Apple Developer의 인증서에서 Apple Push Notification service SSL을 만들고, 키체인 접근에서 열어 인증서와 개인 키를 함께 .p12로 내보내세요.", "Apple Developer > Certificates：创建 Apple Push Notification service SSL，在“钥匙串访问”中打开，并将证书与私钥一起导出为 .p12。";
    help_p8: "Apple Developer, Keys: create a key with Apple Push Notifications service. The Key ID is in the name of the file, the Team ID under Membership.", "Apple Developer의 키에서 Apple Push Notifications service용 키를 만드세요. Key ID는 파일 이름에, Team ID는 멤버십에 있습니다.", "Apple Developer > Keys：创建启用 Apple Push Notifications service 的密钥。Key ID 在文件名中，Team ID 在 Membership 中。";

    export: "Export", "내보내기", "导出";
    export_title: "Export certificates", "인증서 내보내기", "导出证书";
    export_lead: "All certificates of this application in one file. Secrets are encrypted with a passphrase.",
        "이 애플리케이션의 모든 인증서를 한 파일로 내보냅니다. 비밀 값은 암호 구문으로 암호화됩니다.",
        "将此应用的所有证书导出为一个文件，密钥信息以口令加密。";
    export_password: "Your password", "내 비밀번호", "您的密码";
    export_hint: "At least 12 characters. Keep it separate from the file. Without it nobody can open the file, not even you.",
        "12자 이상이어야 합니다. 파일과 따로 보관하세요. 암호 구문이 없으면 본인도 파일을 열 수 없습니다.",
        "至少 12 个字符。请与文件分开保管：没有口令，任何人（包括您）都无法打开文件。";
    export_ready: "The file is ready. You can download it in this browser for ten minutes.",
        "파일은 10분 동안 이 브라우저에서만 내려받을 수 있습니다.",
        "文件已就绪，十分钟内仅可在此浏览器下载。";
    download: "Download", "내려받기", "下载";

    import: "Import", "가져오기", "导入";
    import_title: "Import certificates", "인증서 가져오기", "导入证书";
    import_lead: "From an exported file. You review the changes before they are applied.",
        "내보내기로 만든 파일에서 가져옵니다. 적용하기 전에 변경 사항을 확인할 수 있습니다.",
        "从导出的文件导入。生效前可先查看变更。";
    show_changes: "Show changes", "변경 사항 보기", "查看变更";
    import_from(sdkappid: &str, at: &str): "Exported from {sdkappid} at {at}.", "{at}에 {sdkappid}에서 내보냈습니다.", "于 {at} 从 {sdkappid} 导出。";
    import_counts(new: usize, changed: usize, same: usize): "{new} new, {changed} changed, {same} unchanged", "신규 {new}개, 변경 {changed}개, 변경 없음 {same}개", "新增 {new} 个，更改 {changed} 个，未变 {same} 个";
    import_details: "Details", "자세히", "详情";
    import_changes: "Changes", "변경 사항", "变更内容";
    import_new: "New", "신규", "新增";
    import_changed: "Changed", "변경", "更改";
    import_same: "Unchanged", "변경 없음", "未变";
    import_new_id: "It gets a new certificate ID.", "새 인증서 ID가 부여됩니다.", "将获得新的证书 ID。";
    import_secret: "Different secret", "다른 비밀 값", "密钥信息不同";
    import_rest: "Certificates that are not in the file stay as they are.", "파일에 없는 인증서는 그대로 유지됩니다.", "文件中没有的证书保持不变。";
    import_nothing: "The file contains nothing new.", "파일에 새로운 내용이 없습니다.", "文件中没有新的内容。";
    from_to(before: &str, after: &str): "{before} → {after}", "{before} → {after}", "{before} → {after}";
    nothing: "(empty)", "(비어 있음)", "（空）";
}
