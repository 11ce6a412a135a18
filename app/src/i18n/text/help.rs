//! Text of technical support.

catalogue! {
    title: "Technical support", "기술지원", "技术支持";
    lead: "Ask the operator of this console and follow the reply.", "이 콘솔의 운영자에게 문의하고 답변을 확인하세요.", "向平台方提问并查看答复。";
    operator_lead: "Requests from users of this console. Reply, or close those that are done.",
        "이 콘솔 사용자들의 요청입니다. 답변하거나 완료된 요청을 종료하세요.",
        "此控制台用户的请求。请答复，或关闭已办理的请求。";
    new: "New request", "새 요청", "新建请求";
    subject: "Subject", "제목", "主题";
    message: "Message", "내용", "内容";
    application: "Application", "애플리케이션", "应用";
    application_hint: "The SDKAppID, if the request is about an application.", "특정 애플리케이션에 관한 경우 SDKAppID를 입력하세요.", "如与某个应用有关，请填写 SDKAppID。";
    send: "Send", "보내기", "发送";
    state: "State", "상태", "状态";
    changed: "Last change", "최근 변경", "最近更新";
    open: "Open", "접수됨", "待处理";
    answered: "Answered", "답변됨", "已答复";
    settled: "Closed", "종료됨", "已关闭";
    withdrawn: "Withdrawn", "철회됨", "已撤回";
    question: "Question", "문의", "咨询";
    deletion: "Deletion", "삭제 요청", "删除申请";
    none: "No requests yet.", "아직 요청이 없습니다.", "还没有请求。";
    none_lead: "Ask a question, and the answer appears here.", "문의하면 답변이 여기에 표시됩니다.", "提出问题后，答复会显示在这里。";
    older: "Older", "이전 요청", "更早";
    by_customer: "Customer", "고객", "客户";
    by_operator: "Operator", "운영자", "平台方";
    by_you: "You", "나", "您";
    answer: "Answer", "답변", "答复";
    add: "Add", "추가", "补充";
    settle: "Close", "종료", "关闭";
    settle_deletion: "Delete the application and close", "애플리케이션 삭제 후 종료", "删除应用并关闭";
    withdraw: "Withdraw", "철회", "撤回";
    conversation: "Conversation", "대화", "对话";
    settle_hint_deletion: "Only a disabled application can be deleted: refund its package first. It can be restored for a limited time.",
        "비활성화된 애플리케이션만 삭제할 수 있으므로 먼저 패키지를 환불하세요. 일정 기간 복원할 수 있습니다.",
        "只能删除已停用的应用，请先退还其套餐。删除后一段时间内可以恢复。";
    not_yours: "Only the other party can do this.", "상대방만 할 수 있는 작업입니다.", "此操作只能由另一方完成。";
    settled_already: "This request is closed.", "종료된 요청입니다.", "该请求已关闭。";
    withdrawn_already: "This request was withdrawn.", "철회된 요청입니다.", "该请求已撤回。";
    too_many_messages: "This request has reached its maximum number of messages. Open a new one.",
        "요청당 메시지 최대 개수에 도달했습니다. 새 요청을 등록하세요.",
        "消息数量已达上限，请新建请求。";

    delete_question(name: &str): "Delete {name}?", "‘{name}’ 애플리케이션을 삭제할까요?", "要删除 {name} 吗？";
    delete_lead: "Please contact us to delete this application.", "이 애플리케이션을 삭제하려면 문의해 주세요.", "如需删除此应用，请联系我们。";
    delete_explained: "Paid applications are deleted on request. This files a request with technical support: the package is refunded first, which disables the application, and then an operator deletes it. It can be restored for a limited time.",
        "유료 애플리케이션은 바로 삭제되지 않으며 기술지원에 요청이 등록됩니다. 먼저 패키지를 환불해 애플리케이션이 비활성화되고, 이후 운영자가 삭제합니다. 일정 기간 복원할 수 있습니다.",
        "付费应用需申请删除：将向技术支持提交申请，先退还套餐使应用停用，再由平台方删除。删除后一段时间内可以恢复。";
    delete_subject(name: &str, sdkappid: &str): "Delete {name} ({sdkappid})", "{name} ({sdkappid}) 삭제", "删除 {name}（{sdkappid}）";
    delete_reason: "Please delete this application.", "이 애플리케이션을 삭제해 주세요.", "请删除此应用。";
    requested: "Deletion has been requested.", "삭제를 요청했습니다.", "已申请删除。";
    see_request: "See the request", "요청 보기", "查看请求";
}
