//! A bar chart with one bar per hour.

use leptos::prelude::*;

/// SVG units: a bar is 4 wide, with 2 between bars; the highest is 24.
const STEP: usize = 6;
const WIDTH: usize = 4;
const HEIGHT: u64 = 24;

/// The number of uses in each hour, oldest first; `None` if there are none. `label` is the accessible name, which
/// states the sum.
pub(super) fn chart(hours: &[u64], label: String) -> Option<AnyView> {
    let most = hours.iter().copied().max().filter(|most| *most > 0)?;
    let bars: Vec<AnyView> = hours
        .iter()
        .enumerate()
        .map(|(index, count)| {
            // Any use is visible, however small it is beside the others.
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
