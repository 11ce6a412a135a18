//! Text of the public pages.

catalogue! {
    pricing_lead: "The five editions of a chat application. A dash means that the operator of this console has not set a value.",
        "채팅 애플리케이션의 다섯 가지 에디션입니다. –는 이 콘솔의 운영자가 값을 정하지 않았음을 뜻합니다.",
        "聊天应用的五个版本。“–”表示平台方尚未设定该值。";
    compared: "Editions compared", "에디션 비교", "版本对比";
    edition: "Edition", "에디션", "版本";
    pricing_note: "Every new application starts as Trial Edition. When the trial ends, the application is suspended at that instant: its data is kept and its services stop.",
        "새 애플리케이션은 모두 체험판으로 시작합니다. 체험 기간이 끝나면 그 즉시 일시 정지됩니다. 데이터는 유지되고 서비스는 중단됩니다.",
        "所有新应用均从体验版开始。体验期结束时应用立即暂停：数据保留，服务停止。";

    resources_lead: "From your first application to a back end that verifies its users.", "첫 애플리케이션부터 사용자를 확인하는 백엔드까지 안내합니다.", "从第一个应用，到能够验证用户身份的后端。";
    steps_title: "First steps", "시작하기", "入门";
    step_create: "Create an application. It gets an SDKAppID and a key, and is valid for one month as Trial Edition.", "애플리케이션을 생성하세요. SDKAppID와 키가 발급되며 체험판으로 한 달 동안 유효합니다.", "创建应用。系统会分配 SDKAppID 和密钥，体验版有效期一个月。";
    step_key: "On its page, show the key and copy it into the configuration of your back end. Never put it into a client: anyone who has it can sign in as any user.",
        "애플리케이션 페이지에서 키를 표시하고 백엔드 설정에 복사하세요. 클라이언트에는 절대 넣지 마세요. 키가 있으면 누구로든 로그인할 수 있습니다.",
        "在应用页面显示密钥，并复制到后端配置中。切勿放入客户端：持有密钥者可以任何用户的身份登录。";
    step_sign: "When a user signs in to your service, your back end signs a UserSig for their UserID and hands it to the client.", "사용자가 서비스에 로그인하면 백엔드가 해당 UserID의 UserSig를 서명하여 클라이언트에 전달합니다.", "用户登录您的服务时，后端为其 UserID 签发 UserSig 并交给客户端。";
    step_verify: "When a client presents a UserSig, ask this console whether it is valid.",
        "클라이언트가 UserSig를 제시하면 이 콘솔에 유효한지 확인하세요.",
        "客户端出示 UserSig 时，向本控制台查询其是否有效。";
    sign_title: "Sign a UserSig", "UserSig 서명", "签发 UserSig";
    sign_lead: "The published libraries work without changes. The key comes from the environment, and the UserSig is valid for one day.",
        "공개된 라이브러리를 그대로 사용할 수 있습니다. 키는 환경 변수에서 읽으며 UserSig는 하루 동안 유효합니다.",
        "可直接使用已发布的库。密钥取自环境变量，UserSig 有效期一天。";
    verify_title: "Verify a UserSig", "UserSig 검증", "验证 UserSig";
    verify_lead: "Authenticate the call with the UserSig of an administrator of the application, by default the UserID administrator. The response is always HTTP 200; ErrorCode tells the result.",
        "호출은 애플리케이션 관리자(기본 UserID administrator)의 UserSig로 인증합니다. 응답은 항상 HTTP 200이며 결과는 ErrorCode로 알 수 있습니다.",
        "调用需使用应用管理员（默认 UserID 为 administrator）的 UserSig 进行认证。响应始终为 HTTP 200，结果见 ErrorCode。";
    code: "ErrorCode", "ErrorCode", "ErrorCode";
    meaning: "Meaning", "의미", "含义";
    code_0: "Valid. Time, Expire and KeyVersion give details", "유효함. Time, Expire, KeyVersion에서 자세한 정보를 확인", "有效：详见 Time、Expire 和 KeyVersion";
    code_70001: "Expired: sign a new one", "만료됨. 새로 서명하세요", "已过期：请重新签发";
    code_70003: "Unreadable: truncated, altered or encoded differently", "읽을 수 없음. 잘렸거나 변경되었거나 다르게 인코딩됨", "无法读取：被截断、被修改或编码不同";
    code_70009: "Signed with another key", "다른 키로 서명됨", "使用了其他密钥签名";
    code_70013: "Signed for another UserID", "다른 UserID용으로 서명됨", "为其他 UserID 签发";
    code_70014: "Signed for another SDKAppID", "다른 SDKAppID용으로 서명됨", "为其他 SDKAppID 签发";
    code_60016: "The application is disabled or suspended", "애플리케이션이 비활성화되었거나 일시 정지됨", "应用已停用或暂停";
    code_70050: "Too many failed verifications: try again in a minute", "검증 실패가 너무 많음. 1분 후 다시 시도", "验证失败次数过多：一分钟后重试";
    backup_title: "Back up", "백업", "备份";
    backup_lead: "Everything is in the data folder. The master key encrypts the application keys. Without it nobody can read them, so keep a copy of it separate from the data.",
        "모든 것이 데이터 폴더에 있습니다. 마스터 키는 애플리케이션 키를 암호화합니다. 마스터 키가 없으면 아무도 읽을 수 없으므로 사본을 데이터와 분리하여 보관하세요.",
        "所有内容都在数据目录中。主密钥用于加密应用密钥：没有它任何人都无法读取，请将其副本与数据分开保存。";
    backup_sqlite: "SQLite: copy the database while the console runs, with SQLite's own command.",
        "SQLite: 콘솔 실행 중에도 데이터베이스 자체 명령으로 복사할 수 있습니다.",
        "SQLite：控制台运行时，使用数据库自带命令复制。";
    backup_postgres: "PostgreSQL: dump the database that DATABASE_URL points to.",
        "PostgreSQL: DATABASE_URL이 가리키는 데이터베이스를 덤프하세요.",
        "PostgreSQL：转储 DATABASE_URL 指定的数据库。";

    support_lead: "This console is run by its operator, who answers your questions.", "이 콘솔은 운영자가 운영하며 문의에 답변합니다.", "本控制台由平台方运行，并解答您的问题。";
    support_ask_title: "Ask the operator", "운영자에게 문의", "联系平台方";
    support_ask: "Write to the person who gave you this address. Say what you did, what you expected, and the request number if a page showed one. With it the operator can find the cause in the log.",
        "이 주소를 알려 준 사람에게 문의하세요. 수행한 작업과 예상한 결과, 페이지에 표시된 요청 번호를 알려 주세요. 운영자는 요청 번호로 로그에서 원인을 찾을 수 있습니다.",
        "请联系向您提供此地址的人员。说明您的操作、预期结果，以及页面上显示的请求编号：平台方可凭编号在日志中查找原因。";
    support_operator_title: "You are the operator", "운영자인 경우", "如果您是平台方";
    support_operator: "Check the installation, list the accounts and set a new password on the server:",
        "서버에서 설치 상태를 확인하고, 계정 목록을 보고, 새 비밀번호를 설정할 수 있습니다.",
        "在服务器上检查安装、列出账号并设置新密码：";
}
