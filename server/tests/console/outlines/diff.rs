//! Two texts compared by lines.

/// How many equal lines are shown around a change.
const AROUND: usize = 2;

enum Line<'a> {
    Same(&'a str),
    Gone(&'a str),
    New(&'a str),
}

/// What has changed: lines that are gone after `-`, new ones after `+`, with some that are the same around them.
pub fn diff(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let lines = lines(&before, &after);
    let changed: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !matches!(line, Line::Same(_)))
        .map(|(at, _)| at)
        .collect();
    let is_near = |at: usize| changed.iter().any(|change| change.abs_diff(at) <= AROUND);
    let mut shown = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if is_near(at) {
            shown.push(match line {
                Line::Same(text) => format!("    {text}"),
                Line::Gone(text) => format!("  - {text}"),
                Line::New(text) => format!("  + {text}"),
            });
        } else if at > 0 && is_near(at - 1) {
            shown.push("    …".to_owned());
        }
    }
    shown.join("\n")
}

/// Both in one, by the longest common subsequence.
fn lines<'a>(before: &[&'a str], after: &[&'a str]) -> Vec<Line<'a>> {
    let mut common = vec![vec![0_usize; after.len() + 1]; before.len() + 1];
    for (row, old) in before.iter().enumerate().rev() {
        for (column, new) in after.iter().enumerate().rev() {
            common[row][column] = if old == new {
                common[row + 1][column + 1] + 1
            } else {
                common[row + 1][column].max(common[row][column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut lines = Vec::new();
    while row < before.len() || column < after.len() {
        let is_gone =
            column == after.len() || row < before.len() && common[row + 1][column] >= common[row][column + 1];
        if row < before.len() && column < after.len() && before[row] == after[column] {
            lines.push(Line::Same(before[row]));
            (row, column) = (row + 1, column + 1);
        } else if is_gone {
            lines.push(Line::Gone(before[row]));
            row += 1;
        } else {
            lines.push(Line::New(after[column]));
            column += 1;
        }
    }
    lines
}

#[test]
fn a_diff_shows_what_has_changed() {
    let before = "a\nb\nc\nd\ne\nf\ng";
    let after = "a\nb\nc\nd\nE\nf\ng\nh";
    assert_eq!(diff(before, after), "    c\n    d\n  - e\n  + E\n    f\n    g\n  + h");
    assert_eq!(diff(before, before), "");
}
