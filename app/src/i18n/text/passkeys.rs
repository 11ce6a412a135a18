//! Text of passkeys: on `/account`, at sign-in, and where a person proves again who they are.

use domain::account::language::Language;
use domain::account::second_factor::{PasskeyRefusal, PasskeysOff};

catalogue! {
    title: "Passkeys", "패스키", "通行密钥";
    lead: "Sign in with your fingerprint, face or PIN, or with a security key, and without the password.",
        "비밀번호 없이 지문, 얼굴, PIN 또는 보안 키로 로그인합니다.",
        "无需密码，使用指纹、面容、PIN 码或安全密钥登录。";
    none: "No passkeys yet.", "아직 패스키가 없습니다.", "尚无通行密钥。";
    name: "Name", "이름", "名称";
    name_hint: "To tell your passkeys apart, for example the device that it is on.", "패스키를 구별하기 위한 이름입니다. 예: 패스키가 저장된 기기.", "用于区分通行密钥，例如其所在的设备。";
    added: "Added", "추가일", "添加时间";
    last_used: "Last used", "마지막 사용", "最近使用";
    never_used: "Never", "없음", "从未使用";
    add: "Add passkey", "패스키 추가", "添加通行密钥";
    rename: "Rename", "이름 변경", "重命名";
    rename_named(name: &str): "Rename {name}", "{name} 이름 변경", "重命名 {name}";
    rename_title: "Rename passkey", "패스키 이름 변경", "重命名通行密钥";
    rename_lead: "The name is for you alone. The device keeps its own.", "이 이름은 본인에게만 표시됩니다. 기기에 저장된 이름은 바뀌지 않습니다.", "此名称仅您可见，设备上的名称不会更改。";
    remove: "Remove", "제거", "移除";
    remove_named(name: &str): "Remove {name}", "{name} 제거", "移除 {name}";
    remove_question(name: &str): "Remove the passkey {name}?", "패스키 {name}을(를) 제거할까요?", "要移除通行密钥 {name} 吗？";
    remove_lead: "It no longer signs you in. Delete it on the device as well, which goes on offering it otherwise.",
        "더 이상 이 패스키로 로그인할 수 없습니다. 기기에서 계속 제안하지 않도록 기기에서도 삭제하세요.",
        "此通行密钥将无法再用于登录。请同时在设备上删除，否则设备仍会提示使用。";
    done_added: "Passkey added", "패스키를 추가했습니다", "已添加通行密钥";
    done_removed: "Passkey removed", "패스키를 제거했습니다", "已移除通行密钥";

    new_title: "Add a passkey", "패스키 추가", "添加通行密钥";
    new_lead: "Your browser asks where to keep it: on this device, on a phone, or on a security key.",
        "브라우저에서 패스키를 저장할 위치를 묻습니다: 이 기기, 휴대폰 또는 보안 키.",
        "浏览器会询问保存位置：本设备、手机或安全密钥。";
    second_step: "From the first passkey on, signing in with the password asks for a second step: a passkey, a code, or a recovery code.",
        "첫 패스키를 추가하면 비밀번호로 로그인할 때 두 번째 단계(패스키, 인증 코드 또는 복구 코드)가 필요합니다.",
        "添加首个通行密钥后，使用密码登录还需第二步验证：通行密钥、验证码或恢复代码。";
    add_instead: "Add a passkey instead", "대신 패스키 추가", "改为添加通行密钥";

    sign_in: "Sign in with a passkey", "패스키로 로그인", "使用通行密钥登录";
    use_one: "Use a passkey", "패스키 사용", "使用通行密钥";
    with_one: "With a passkey", "패스키 사용", "使用通行密钥";

    needs_scripts: "Passkeys need JavaScript, which is switched off in this browser.", "패스키를 사용하려면 자바스크립트가 필요하지만 이 브라우저에서는 꺼져 있습니다.", "通行密钥需要 JavaScript，但此浏览器已将其关闭。";
    not_ready: "Available as soon as the page has loaded", "페이지를 모두 불러오면 사용할 수 있습니다", "页面加载完成后可用";
    unsupported: "This browser cannot use passkeys here. Use a current version of Chrome, Edge, Firefox or Safari.",
        "이 브라우저에서는 패스키를 사용할 수 없습니다. Chrome, Edge, Firefox 또는 Safari 최신 버전을 사용하세요.",
        "此浏览器无法在此使用通行密钥。请使用最新版本的 Chrome、Edge、Firefox 或 Safari。";
    cancelled: "No passkey was used. Either you cancelled, it took too long, or this device has no passkey for this console.",
        "패스키를 사용하지 않았습니다. 취소했거나 시간이 초과되었거나 이 기기에 이 콘솔의 패스키가 없습니다.",
        "未使用通行密钥。可能是您已取消、操作超时，或此设备上没有此控制台的通行密钥。";
    expired: "That took too long. Try again.", "시간이 초과되었습니다. 다시 시도하세요.", "操作超时，请重试。";
    unknown: "This console does not know that passkey, or it is not yours. It may have been removed.",
        "이 콘솔에 등록되지 않았거나 본인의 것이 아닌 패스키입니다. 제거되었을 수 있습니다.",
        "此控制台不识别该通行密钥，或它不属于您。它可能已被移除。";
    wrong: "That passkey was not accepted. Try again, or use another way.", "패스키가 거부되었습니다. 다시 시도하거나 다른 방법을 사용하세요.", "通行密钥未被接受。请重试或使用其他方式。";
    copied: "That passkey was not accepted: it may have been copied. Remove it and add another one.",
        "패스키가 복사되었을 수 있어 거부되었습니다. 제거하고 새로 추가하세요.",
        "通行密钥可能已被复制，因此未被接受。请移除它并重新添加。";
    exists: "This device has a passkey for you already.", "이 기기에는 이미 본인의 패스키가 있습니다.", "此设备上已有您的通行密钥。";
    limit_reached: "You have as many passkeys as you may have. Remove one first.", "패스키를 더 추가할 수 없습니다. 먼저 하나를 제거하세요.", "通行密钥数量已达上限。请先移除一个。";
    off_no_public_url: "Passkeys are switched off: they belong to a host name, and this console has no public_url in its configuration.",
        "패스키가 꺼져 있습니다. 패스키는 호스트 이름에 속하는데 이 콘솔의 설정에 public_url이 없습니다.",
        "通行密钥已关闭：通行密钥属于某个主机名，而此控制台的配置中没有 public_url。";
    off_ip_address: "Passkeys are switched off: they belong to a host name, and the public_url of this console is an IP address.",
        "패스키가 꺼져 있습니다. 패스키는 호스트 이름에 속하는데 이 콘솔의 public_url은 IP 주소입니다.",
        "通行密钥已关闭：通行密钥属于某个主机名，而此控制台的 public_url 是 IP 地址。";
    off_not_secure: "Passkeys are switched off: browsers offer them over HTTPS only, and the public_url of this console begins with http.",
        "패스키가 꺼져 있습니다. 브라우저는 HTTPS에서만 패스키를 제공하는데 이 콘솔의 public_url은 http로 시작합니다.",
        "通行密钥已关闭：浏览器仅在 HTTPS 下提供通行密钥，而此控制台的 public_url 以 http 开头。";
}

/// Why a passkey was not accepted, or none was made, and what to do.
pub(crate) const fn refusal_text(language: Language, refusal: PasskeyRefusal) -> &'static str {
    match refusal {
        PasskeyRefusal::Expired => expired(language),
        PasskeyRefusal::Unknown => unknown(language),
        PasskeyRefusal::Wrong => wrong(language),
        PasskeyRefusal::Copied => copied(language),
        PasskeyRefusal::Exists => exists(language),
        PasskeyRefusal::LimitReached => limit_reached(language),
        PasskeyRefusal::Cancelled => cancelled(language),
        PasskeyRefusal::Unsupported => unsupported(language),
        PasskeyRefusal::Off(off) => off_text(language, off),
    }
}

/// Why there are no passkeys.
pub(crate) const fn off_text(language: Language, off: PasskeysOff) -> &'static str {
    match off {
        PasskeysOff::NoPublicUrl => off_no_public_url(language),
        PasskeysOff::IpAddress => off_ip_address(language),
        PasskeysOff::NotSecure => off_not_secure(language),
    }
}
