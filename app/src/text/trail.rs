//! What was done, as lines of the audit trail. Written by the server alone.

catalogue! {
    owner_created: "Owner created", "소유자 생성", "创建所有者";
    signed_in: "Signed in", "로그인", "登录";
    sign_in_failed: "Sign-in failed", "로그인 실패", "登录失败";
    signed_out_action: "Signed out", "로그아웃", "退出登录";
    session_revoked: "Session revoked", "세션 해지", "撤销会话";
    password_changed: "Password changed", "비밀번호 변경", "更改密码";
    password_reset: "Password reset by the operator", "운영자가 비밀번호 재설정", "运营人员重置密码";
    preferences_changed: "Language or theme changed", "언어 또는 테마 변경", "更改语言或主题";
    application_created: "Application created", "애플리케이션 생성", "创建应用";
    application_edited: "Application edited", "애플리케이션 편집", "编辑应用";
    name_changed: "Application Name changed", "애플리케이션 이름 변경", "更改应用名称";
    description_changed: "Description changed", "설명 변경", "更改描述";
    application_disabled: "Application disabled", "애플리케이션 비활성화", "停用应用";
    application_enabled: "Application enabled", "애플리케이션 활성화", "启用应用";
    application_deleted: "Application deleted", "애플리케이션 삭제", "删除应用";
    key_shown: "Key shown", "키 표시", "显示密钥";
    application_imported: "Application imported", "애플리케이션 가져오기", "导入应用";
    key_rotated: "Key rotated", "키 교체", "轮换密钥";
    key_rotation_undone: "Key rotation undone", "키 교체 취소", "撤销密钥轮换";
    key_retired: "Key retired", "키 폐기", "停用密钥";
    usersig_generated: "UserSig generated", "UserSig 생성", "生成 UserSig";
    usersig_verified: "UserSig verified", "UserSig 검증", "校验 UserSig";
    administrator_added: "Administrator added", "관리자 추가", "添加管理员";
    administrator_removed: "Administrator removed", "관리자 제거", "移除管理员";
    trial_extended: "Trial extended", "체험 기간 연장", "体验期延长";
    package_ordered: "Package ordered", "패키지 주문", "订购套餐";
    package_renewed: "Package renewed", "패키지 갱신", "续费套餐";
    package_refunded: "Package refunded", "패키지 환불", "退还套餐";
    renewal_switched: "Auto-renewal changed", "자동 갱신 변경", "更改自动续费";
    overage_charged: "Overage charged", "초과 사용료 청구", "收取超额费用";
    topped_up: "Balance topped up", "잔액 충전", "余额充值";
    balance_corrected: "Balance corrected", "잔액 정정", "更正余额";
    currency_chosen: "Currency chosen", "통화 선택", "选择币种";
    deletion_requested: "Deletion requested", "삭제 요청", "申请删除";
    deletion_dismissed: "Request for deletion withdrawn", "삭제 요청 철회", "撤回删除申请";
    request_filed: "Request filed", "요청 등록", "提交请求";
    request_answered: "Request answered", "요청 답변", "答复请求";
    request_settled: "Request settled", "요청 처리 완료", "请求结案";
    request_withdrawn: "Request withdrawn", "요청 철회", "撤回请求";
    application_restored: "Application restored", "애플리케이션 복원", "恢复应用";
    application_shredded: "Secrets destroyed", "비밀 정보 파기", "销毁机密";
    became(before: &str, after: &str): "“{before}” became “{after}”", "“{before}”에서 “{after}”(으)로 변경", "由“{before}”改为“{after}”";
    recent: "Recent changes", "최근 변경", "最近更改";
    by(who: &str): "by {who}", "{who}", "操作者：{who}";
}
