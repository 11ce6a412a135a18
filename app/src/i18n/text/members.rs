//! Text of `/members`, and of what a member's role does not allow.

catalogue! {
    owner: "Owner", "소유자", "所有者";
    administrator: "Administrator", "관리자", "管理员";
    developer: "Developer", "개발자", "开发者";
    billing: "Billing", "결제 담당자", "财务";
    read_only: "Read only", "읽기 전용", "只读";
    role_forbids(role: &str): "Your role ({role}) does not allow this. Ask an owner or administrator of the account.", "현재 역할({role})로는 할 수 없습니다. 계정의 소유자나 관리자에게 문의하세요.", "您的角色（{role}）不允许此操作。请联系账号的所有者或管理员。";
    limited_forbids: "Your access is limited to certain applications, and this concerns the whole account. Ask an owner or administrator.", "접근 권한이 특정 애플리케이션으로 제한되어 있어 계정 전체에 대한 작업은 할 수 없습니다. 소유자나 관리자에게 문의하세요.", "您的访问权限仅限于部分应用，而此操作涉及整个账号。请联系所有者或管理员。";
}
