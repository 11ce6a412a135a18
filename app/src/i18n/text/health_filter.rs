//! The certificate states by which Access Setting can be filtered.

catalogue! {
    all: "Any health", "모든 상태", "任意状态";
    not_proven(n: u32): "{n} not proven", "확인되지 않음 {n}개", "{n} 个未验证";
    proven(n: u32): "{n} proven", "확인됨 {n}개", "{n} 个已验证";
    filter: "By health", "상태별", "按状态";
    none_of_it: "No certificate here is in this state", "이 상태의 인증서가 없습니다", "没有处于此状态的证书";
}
