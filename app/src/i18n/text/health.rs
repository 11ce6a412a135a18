//! Counts of failing and expiring certificates, and confirmations of checks and other actions.

catalogue! {
    failing(n: u32): "{n} failing", "실패 {n}개", "{n} 个失败";
    expiring(n: u32): "{n} expiring", "만료 예정 {n}개", "{n} 个即将到期";

    accepted(name: &str): "{name} accepts this credential", "{name}에서 이 자격 증명을 수락했습니다", "{name} 接受此凭据";
    refused(name: &str): "{name} refuses this credential", "{name}에서 이 자격 증명을 거부했습니다", "{name} 拒绝此凭据";
    unclear(name: &str): "{name} gave no clear answer", "{name}에서 명확한 응답을 받지 못했습니다", "{name} 没有给出明确结果";
    ordered(edition: &str, until: &str): "{edition} Edition until {until}", "{edition}, {until}까지", "{edition}，有效期至 {until}";
    posted(amount: &str): "{amount} posted", "{amount} 기록됨", "已记入 {amount}";
    certificate_deleted: "Certificate deleted", "인증서를 삭제했습니다", "证书已删除";
    default_changed: "Default changed", "기본값을 변경했습니다", "默认证书已更改";
    request_sent: "Request sent", "요청을 보냈습니다", "请求已提交";
    answer_sent: "Reply sent", "답변을 보냈습니다", "回复已发送";
    refunded: "Refunded", "환불했습니다", "已退款";
    sealed: "The credential cannot be opened", "자격 증명을 열 수 없습니다", "无法打开此凭据";
}
