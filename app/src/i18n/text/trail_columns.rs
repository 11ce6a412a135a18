//! Text of the exported audit trail.

catalogue! {
    field: "Field", "필드", "字段";
    before: "Before", "변경 전", "更改前";
    after: "After", "변경 후", "更改后";
}
