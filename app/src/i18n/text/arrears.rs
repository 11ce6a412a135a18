//! The arrears notice on every page. It is rendered outside the client.

catalogue! {
    arrears(since: &str): "The account has been in arrears since {since}.", "계정이 {since}부터 연체 상태입니다.", "账号自 {since} 起欠费。";
    arrears_disables(at: &str): "If the balance is not paid, every paid application is disabled on {at}.",
        "납부하지 않으면 {at}에 모든 유료 애플리케이션이 비활성화됩니다.",
        "如不结清，所有付费应用将于 {at} 停用。";
    arrears_disabled(at: &str): "Every paid application has been disabled since {at}. Pay the balance to enable them again.",
        "{at}부터 모든 유료 애플리케이션이 비활성화되었습니다. 잔액을 정산하면 복구됩니다.",
        "所有付费应用已于 {at} 停用，结清余额后即可恢复。";
    notices: "Notices", "공지", "通知";
}
