//! Column headings of the exported ledger that no page uses.

catalogue! {
    number: "Number", "번호", "编号";
    time: "Time", "시각", "时间";
    sdkappid: "SDKAppID", "SDKAppID", "SDKAppID";
    description: "Description", "내용", "内容";
    posted_by_column: "Added by", "추가한 사람", "添加人";
}
