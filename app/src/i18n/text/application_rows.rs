//! Text of the rows of Application Management.

catalogue! {
    more_actions(name: &str): "More actions for {name}", "{name}의 추가 작업", "{name} 的更多操作";
    copy_id(sdkappid: &str): "Copy SDKAppID {sdkappid}", "SDKAppID {sdkappid} 복사", "复制 SDKAppID {sdkappid}";
}
