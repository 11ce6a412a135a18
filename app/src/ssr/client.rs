//! The files of the client, and the links by which a browser loads those of a page early.

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use leptos::prelude::*;
use leptos::serde_json;
use leptos_meta::{Html, Link};

/// The splitter's name for the module that loads the areas.
const LOADER: &str = "__wasm_split.______________________.js";
/// The splitter's list of the files of each area.
const MANIFEST: &str = "__wasm_split_manifest.json";

/// The URLs of the built files, read once: they change only with the binary.
pub(super) struct Client {
    pub(super) style: String,
    pub(super) script: String,
    pub(super) loader: String,
    pub(super) wasm: String,
    /// The Wasm files of each area.
    areas: HashMap<String, Vec<String>>,
}

impl Client {
    pub(super) fn of(options: &LeptosOptions) -> &'static Self {
        static CLIENT: OnceLock<Client> = OnceLock::new();
        CLIENT.get_or_init(|| Self::read(options))
    }

    fn read(options: &LeptosOptions) -> Self {
        let file = |name: &str| format!("/{}/{name}", options.site_pkg_dir);
        let main = |kind: &str| file(&format!("{}.{kind}", options.output_name));
        let manifest = Path::new(&*options.site_root).join(&*options.site_pkg_dir).join(MANIFEST);
        let mut areas = read_manifest(&manifest);
        for names in areas.values_mut() {
            for name in names {
                *name = file(&format!("{name}.wasm"));
            }
        }
        Self { style: main("css"), script: main("js"), loader: file(LOADER), wasm: main("wasm"), areas }
    }
}

/// Without the list pages are complete; areas are loaded later than they could be.
fn read_manifest(path: &Path) -> HashMap<String, Vec<String>> {
    let list = std::fs::read(path).map_err(|error| error.to_string());
    let areas = list.and_then(|list| serde_json::from_slice(&list).map_err(|error| error.to_string()));
    areas.unwrap_or_else(|error| {
        tracing::warn!(file = %path.display(), error, "no list of the client's areas");
        HashMap::new()
    })
}

/// Tells the browser that this page needs an area: by its name for the client, by links for its files.
pub(crate) fn needs(area: &'static str) {
    // What these elements render is in the head.
    let _ = view! { <Html {..} data-area=area/> }.to_html();
    let files = use_context::<&'static Client>().and_then(|client| client.areas.get(area));
    for file in files.into_iter().flatten() {
        let _ = view! { <Link rel="preload" href=&**file as_="fetch" type_="application/wasm" crossorigin="anonymous"/> }
            .to_html();
    }
}
