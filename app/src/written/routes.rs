//! Which page an address names, of those that the server writes.

use domain::sdkappid::Sdkappid;

use super::Written;
use crate::failure::{Failed, Failure};
use crate::{keys, order, push, usersig};

/// Writes the page of `path`, for the query with or without its question mark.
pub(super) async fn write(path: &str, query: &str) -> Result<Written, Failure> {
    let language = crate::ssr::viewer().language;
    let parameter = |name: &str| crate::address::parameter(query, name);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        ["applications", "import"] => keys::import_page(language),
        ["applications", sdkappid, "usersig"] => {
            let sdkappid: Sdkappid =
                sdkappid.parse().map_err(|_| crate::ssr::fail(::console::Error::NotFound))?;
            usersig::page(sdkappid, &parameter("answer"), language).await
        }
        ["applications", sdkappid, "upgrade"] => {
            let sdkappid: Sdkappid =
                sdkappid.parse().map_err(|_| crate::ssr::fail(::console::Error::NotFound))?;
            order::page(sdkappid, query, language).await
        }
        ["applications", sdkappid, "push", "access"] => {
            let sdkappid: Sdkappid =
                sdkappid.parse().map_err(|_| crate::ssr::fail(::console::Error::NotFound))?;
            push::page(sdkappid, query, language).await
        }
        _ => {
            crate::ssr::status(http::StatusCode::NOT_FOUND);
            Err(Failure::new(Failed::NotFound))
        }
    }
}
