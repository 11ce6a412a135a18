//! Text of e-mails.

catalogue! {
    ends_subject(name: &str, date: &str): "{name}: the term ends on {date}", "{name}: {date} 종료 예정", "{name} 将于 {date} 到期";
    ended_subject(name: &str): "{name} is out of service", "{name}: 서비스 중단", "{name} 已停止服务";
    arrears_subject: "Your account is in arrears", "계정이 연체 상태입니다", "您的账号已欠费";
    arrears_disabled_subject: "Your paid applications are disabled", "유료 애플리케이션이 비활성화되었습니다", "您的付费应用已停用";
    limit_subject(name: &str): "{name}: usage limit", "{name}: 한도 사용량", "{name}：限额使用情况";
    certificate_subject(name: &str, date: &str): "{name}: a push certificate expires on {date}",
        "{name}: 푸시 인증서가 {date}에 만료됩니다",
        "{name}：推送证书将于 {date} 到期";
    certificate_text(id: &str, date: &str): "Push certificate {id} expires on {date}. After that no push is delivered with it. Edit the certificate and upload the new file. Its ID stays the same.",
        "푸시 인증서 {id}이(가) {date}에 만료되며, 이후에는 푸시가 전달되지 않습니다. 인증서를 편집해 새 파일을 업로드하세요. ID는 유지됩니다.",
        "推送证书 {id} 将于 {date} 到期，之后无法投递推送。请编辑证书并上传新文件，ID 保持不变。";
    fails_subject(name: &str, platform: &str): "{name}: {platform} rejects a push certificate",
        "{name}: {platform} 푸시 인증서가 거부되었습니다",
        "{name}：{platform} 拒绝了推送证书";
    fails_text(platform: &str, id: &str, since: &str): "{platform} has rejected push certificate {id} since {since} UTC, so no push is delivered with it. The certificate shows the answer of {platform} and what to do.",
        "{platform}에서 {since} UTC부터 푸시 인증서 {id}을(를) 거부하여 푸시가 전달되지 않습니다. 응답과 조치 방법은 인증서에 표시됩니다.",
        "{platform} 自 {since} UTC 起拒绝推送证书 {id}，推送无法投递。厂商的答复和处理办法显示在该证书上。";
    shreds_subject(name: &str): "{name} was deleted", "{name}: 삭제됨", "{name} 已删除";
    shreds_text(at: &str): "The application was deleted and can be restored until {at} UTC. After that, its keys and all other data are destroyed.",
        "삭제되었으며 {at} UTC까지 복원할 수 있습니다. 이후 키를 포함한 모든 내용이 파기됩니다.",
        "已删除，可在 {at} UTC 之前恢复，之后密钥和其他内容都会被销毁。";
    foot: "You receive this email because you manage this account in Chat Console.",
        "이 계정을 관리하고 있어 Chat Console에서 보낸 메일입니다.",
        "您是此账号的管理者，因此 Chat Console 发送了本邮件。";
}
