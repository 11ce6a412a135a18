//! Which page an address names, of those that the server writes.

use domain::sdkappid::Sdkappid;

use super::Written;
use crate::failure::{Failed, Failure};
use crate::{billing, deleted, keys, push, site, support};

/// The number in an address. What is none names nothing.
fn entry(number: &str) -> Result<i64, Failure> {
    number.parse().map_err(|_| crate::ssr::fail(::console::Error::NotFound))
}

/// Writes the page of `path`, for the query with or without its question mark.
pub(super) async fn write(path: &str, query: &str) -> Result<Written, Failure> {
    let language = crate::ssr::viewer().language;
    let parameter = |name: &str| crate::address::parameter(query, name);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        ["applications", "import"] => keys::import_page(language),
        ["applications", "deleted"] => deleted::page(language).await,
        ["applications", sdkappid, "push", "access"] => {
            let sdkappid: Sdkappid =
                sdkappid.parse().map_err(|_| crate::ssr::fail(::console::Error::NotFound))?;
            push::page(sdkappid, query, language).await
        }
        ["billing"] => billing::page(parameter("before").parse().ok(), language).await,
        ["billing", number] => billing::invoice(entry(number)?, language).await,
        ["pricing"] => site::pricing_page(language),
        ["resources"] => site::resources_page(language).await,
        ["support"] => support::list_page(parameter("before").parse().ok(), language).await,
        ["support", "new"] => support::new_page(&parameter("application"), language),
        ["support", number] => support::request_page(entry(number)?, language).await,
        _ => {
            crate::ssr::status(http::StatusCode::NOT_FOUND);
            Err(Failure::new(Failed::NotFound))
        }
    }
}
