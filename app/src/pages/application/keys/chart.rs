//! A bar for each hour.

use leptos::prelude::*;

/// Units of the picture: a bar is 4 wide, with 2 between bars; the highest is 24.
const STEP: usize = 6;
const WIDTH: usize = 4;
const HEIGHT: u64 = 24;

/// How often in each hour, the oldest first; nothing where there is nothing to see. The picture is named by
/// `label`, which says the sum.
pub(super) fn chart(hours: &[u64], label: String) -> Option<AnyView> {
    let most = hours.iter().copied().max().filter(|most| *most > 0)?;
    let bars: Vec<AnyView> = hours
        .iter()
        .enumerate()
        .map(|(index, count)| {
            // What was used at all is seen, however little it is beside the rest.
            let height = if *count == 0 { 1 } else { (count * HEIGHT / most).max(2) };
            let class = (*count == 0).then_some("none");
            view! { <rect class=class x=index * STEP y=HEIGHT - height width=WIDTH height=height/> }
                .into_any()
        })
        .collect();
    let view_box = format!("0 0 {} {HEIGHT}", hours.len() * STEP);
    let chart = view! { <svg class="spark" viewBox=view_box role="img" aria-label=label>{bars}</svg> };
    Some(chart.into_any())
}
