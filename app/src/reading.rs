//! How pages get what they show: a server function, called in process on the server and by a request of our
//! own in the browser.
//!
//! In the browser an answer stays text until it is shown, so that everything around it is there once, and not
//! once for each kind of page: that keeps the client small.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod server;

#[cfg(not(feature = "ssr"))]
pub(crate) use browser::{Loading, ask, in_browser};
#[cfg(feature = "ssr")]
pub(crate) use server::{Loading, on_server};

/// What a page shows. The server may have to keep a part of it out of what the page brings along.
#[cfg(feature = "ssr")]
pub(crate) trait Content: Sized {
    /// For the page that is being rendered.
    #[must_use]
    fn put_here(self) -> Self {
        self
    }
}

#[cfg(feature = "ssr")]
impl Content for domain::session::AccountPage {}
#[cfg(feature = "ssr")]
impl Content for Option<domain::application::Detail> {}

/// Calls a server function that reads, e.g. `read!(suggestions { q })`: its name, and its parameters by theirs.
macro_rules! read {
    ($function:ident { $($field:ident),* }) => {{
        #[cfg(feature = "ssr")]
        {
            $function($($field),*).await
        }
        #[cfg(not(feature = "ssr"))]
        {
            // The name has to be one: the client of the server function itself is not used.
            let _ = $function;
            $crate::reading::ask(stringify!($function), &[$((stringify!($field), $field)),*]).await
        }
    }};
}

/// What a server function answers to the values of its parameters, asked anew when one of them changes, or
/// `again`. With `if`, nothing is asked where that is false, and the answer is the default one.
///
/// `resource!(read_account {}, again done.get())`
macro_rules! resource {
    ($function:ident { $($field:ident: $value:expr),* } $(, again $again:expr)? $(, if $asks:expr)?) => {{
        #[cfg(feature = "ssr")]
        {
            $( let _ = move || $again; )?
            $crate::reading::on_server(move || async move {
                $( if !$asks { return Ok(Default::default()); } )?
                $function($($value),*).await
            })
        }
        #[cfg(not(feature = "ssr"))]
        {
            let _ = $function;
            $crate::reading::in_browser(Box::new(move || {
                let again = Vec::<String>::from([$($again.to_string())?]).concat();
                $( if !$asks { return None; } )?
                Some($crate::browser::address(stringify!($function), &[$((stringify!($field), $value)),*], &again))
            }))
        }
    }};
}

pub(crate) use {read, resource};
