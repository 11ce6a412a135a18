//! Words of forms that the server alone writes.

catalogue! {
    not_within(least: u64, most: u64): "Enter a whole number from {least} to {most}.", "{least}에서 {most} 사이의 정수를 입력하세요.", "请输入 {least} 到 {most} 之间的整数。";
    too_many_bytes(most: usize): "Too long: at most {most} bytes.", "너무 깁니다. 최대 {most}바이트입니다.", "内容过长，最多 {most} 字节。";
    not_an_sdkappid: "An SDKAppID has ten digits and starts with 14.", "SDKAppID는 14로 시작하는 10자리 숫자입니다.", "SDKAppID 为十位数字，以 14 开头。";
    taken: "This SDKAppID is taken: it was given to another application, which may be deleted by now.",
        "이미 사용된 SDKAppID입니다. 다른 애플리케이션에 부여되었으며, 지금은 삭제되었을 수 있습니다.",
        "此 SDKAppID 已被占用：曾分配给另一个应用，该应用可能已被删除。";
    room: "Room", "방", "房间";
    confirmation: "Confirmation", "확인", "确认";
    expire: "Valid for", "유효 기간", "有效期";
}
