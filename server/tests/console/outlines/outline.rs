//! What a page consists of for somebody who does not see it, a line for each thing: landmarks, headings, links, buttons,
//! fields, tables, lists of terms, messages and the text between them. Roles are those of elements and of ARIA; classes
//! and addresses do not count.

use std::collections::BTreeSet;

use super::fields::field;
use super::names::{Page, Words, is_block, text, text_of_cell};
use super::tree::{Element, Node};

/// How much of a page is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Without what is around every page, and without what is out of reach behind a dialog.
    Page,
    /// What is around every page alone.
    Frame,
    /// All of it.
    Everything,
}

/// A page as lines.
pub struct Outline {
    pub text: String,
    /// What the console says in its own words: names, texts and choices, without what people typed and without code.
    pub said: Vec<String>,
}

pub fn outline(page: &Page, extent: Extent) -> Outline {
    let described = page.root.all().into_iter().filter(|element| element.is_control() || element.is_button());
    let descriptions: BTreeSet<String> =
        described.flat_map(|element| element.ids("aria-describedby").map(ToOwned::to_owned)).collect();
    let mut writer = Writer {
        page,
        extent,
        descriptions,
        lines: Vec::new(),
        said: Vec::new(),
        depth: 0,
        words: Words::default(),
        inner: 0,
    };
    if extent != Extent::Frame {
        writer.line("title", &page.title());
    }
    if let Some(body) = page.root.named("body").next() {
        writer.walk(body);
    }
    writer.flush();
    Outline { text: writer.lines.join("\n") + "\n", said: writer.said }
}

/// Roles that say no more than the element does.
const NATIVE: [&str; 4] = ["button", "link", "presentation", "img"];

struct Writer<'a> {
    page: &'a Page,
    extent: Extent,
    /// The ids of what is read with a field or a button.
    descriptions: BTreeSet<String>,
    lines: Vec<String>,
    said: Vec<String>,
    depth: usize,
    words: Words,
    /// How many elements around give a header and a footer of their own.
    inner: usize,
}

impl Writer<'_> {
    fn line(&mut self, what: &str, said: &str) {
        self.line_with(what, said, "");
    }

    /// A line, with what is not in the words of the console.
    fn line_with(&mut self, what: &str, said: &str, more: &str) {
        let colon = if said.is_empty() { "" } else { ": " };
        let line = format!("{}{what}{colon}{said}{more}", "  ".repeat(self.depth));
        self.lines.push(line.trim_end().to_owned());
        self.said.push(said.to_owned());
    }

    /// Ends the text before something else begins.
    fn flush(&mut self) {
        let words = self.words.take();
        if !words.is_empty() {
            self.line("text", &words);
        }
    }

    fn walk(&mut self, element: &Element) {
        for node in &element.children {
            match node {
                Node::Text(text) => self.words.push(text),
                Node::Element(child) => self.element(child),
            }
        }
    }

    /// What is inside of a thing with a line of its own.
    fn inside(&mut self, element: &Element) {
        self.depth += 1;
        self.walk(element);
        self.flush();
        self.depth -= 1;
    }

    fn group(&mut self, what: &str, element: &Element) {
        self.flush();
        let (name, at) = (self.page.name(element), self.lines.len());
        self.line(what, &name);
        let landmark = matches!(what, "banner" | "navigation" | "contentinfo");
        let sections = !landmark && what != "group" && what != "list";
        self.inner += usize::from(sections);
        self.inside(element);
        self.inner -= usize::from(sections);
        if landmark && self.inner == 0 && self.extent == Extent::Page {
            self.fold(at);
        }
        if what == "main" && self.extent == Extent::Frame {
            self.lines.truncate(at + 1);
        }
    }

    /// Leaves of a landmark its name, and where in it the page is.
    fn fold(&mut self, at: usize) {
        let current = self.lines[at + 1..].iter().find(|line| line.ends_with(" (current page)"));
        let current = current.map(|line| format!("; {}", line.trim_start()));
        self.lines.truncate(at + 1);
        self.lines[at].push_str(current.as_deref().unwrap_or_default());
    }

    fn element(&mut self, element: &Element) {
        let id = element.attribute("id").unwrap_or_default();
        if element.is_hidden() || self.descriptions.contains(id) {
            return;
        }
        if element.has("inert") && self.extent == Extent::Page {
            self.flush();
            return self.line("out of reach", "");
        }
        let role = element.attribute("role").filter(|role| !NATIVE.contains(role));
        match element.name.as_str() {
            "table" => self.table(element),
            "pre" => self.code(element),
            _ if element.is_button() => self.pressed("button", element),
            _ if element.is_link() => self.pressed("link", element),
            _ if element.is_control() => self.field(element),
            name if role.is_some() => self.group(role.unwrap_or(name), element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.line(&format!("heading {}", &element.name[1..]), &self.page.name(element));
            }
            "header" if self.inner == 0 => self.group("banner", element),
            "footer" if self.inner == 0 => self.group("contentinfo", element),
            "main" => self.group("main", element),
            "nav" => self.group("navigation", element),
            "article" => self.group("article", element),
            "aside" => self.group("complementary", element),
            "dialog" => self.group("dialog", element),
            "fieldset" => self.group("group", element),
            "section" if !self.page.name(element).is_empty() => self.group("region", element),
            "form" if !self.page.name(element).is_empty() => self.group("form", element),
            "ul" | "ol" if !self.page.name(element).is_empty() => self.group("list", element),
            "details" => self.group("disclosure", element),
            "summary" | "legend" | "caption" => {}
            "label" => self.label(element),
            "dt" => {
                self.flush();
                self.line("term", &text(element));
            }
            "dd" => {
                self.flush();
                self.inside(element);
            }
            "meter" | "progress" => {
                self.flush();
                let value = element.attribute("value").unwrap_or_default();
                self.line(&element.name, &format!("{} = {value}", self.page.name(element)));
            }
            "img" | "svg" => {
                self.flush();
                self.line("image", &self.page.name(element));
            }
            "br" => self.words.push(" "),
            _ if is_block(element) => {
                self.flush();
                self.walk(element);
                self.flush();
            }
            _ => self.inline(element),
        }
    }

    /// An element within a line, unless it has more than words in it.
    fn inline(&mut self, element: &Element) {
        let is_more = |inside: &&Element| {
            let does_something = inside.is_button() || inside.is_link() || inside.is_control();
            does_something || inside.name == "label" || inside.has("id") || is_block(inside)
        };
        let is_plain = !element.all().iter().any(is_more);
        if is_plain {
            self.words.part(|words| words.push(&text(element)));
        } else {
            self.words.push(" ");
            self.walk(element);
        }
    }

    /// The text of a label is read with its field.
    fn label(&mut self, label: &Element) {
        self.flush();
        for inside in label.all().into_iter().filter(|inside| inside.is_control()) {
            self.field(inside);
        }
        if label.attribute("for").is_some_and(|id| self.page.by_id(id).is_none()) {
            self.line("label without a field", &text(label));
        }
    }

    fn pressed(&mut self, what: &str, element: &Element) {
        self.flush();
        let current = element.attribute("aria-current").map(|what| match what {
            "true" => "current".to_owned(),
            what => format!("current {what}"),
        });
        let states = [
            current,
            element
                .attribute("aria-pressed")
                .filter(|pressed| *pressed == "true")
                .map(|_| "pressed".to_owned()),
            is_disabled(element).then(|| "disabled".to_owned()),
        ];
        let states: Vec<String> = states.into_iter().flatten().collect();
        let states = if states.is_empty() { String::new() } else { format!(" ({})", states.join(", ")) };
        self.line_with(what, &self.page.name(element), &states);
        self.described(element);
    }

    fn field(&mut self, control: &Element) {
        self.flush();
        let (what, more) = field(control);
        self.line_with(what, &self.page.name(control), &more);
        self.said.extend(control.named("option").map(text));
        self.described(control);
    }

    fn described(&mut self, element: &Element) {
        self.depth += 1;
        for id in element.ids("aria-describedby") {
            let description = self.page.by_id(id).map(text).unwrap_or_default();
            // An error has the name of its field after `e-`.
            let what = if id.starts_with("e-") { "error" } else { "hint" };
            if !description.is_empty() {
                self.line(what, &description);
            }
        }
        self.depth -= 1;
    }

    fn table(&mut self, table: &Element) {
        self.flush();
        self.line("table", &self.page.name(table));
        self.depth += 1;
        for row in table.named("tr") {
            let cells: Vec<&Element> = row.below().filter(|cell| cell.is(&["th", "td"])).collect();
            let is_head = cells.iter().all(|cell| cell.name == "th") && cells.len() > 1;
            let texts: Vec<String> = cells.iter().map(|cell| text_of_cell(cell)).collect();
            self.line(if is_head { "columns" } else { "row" }, &texts.join(" | "));
            self.depth += 1;
            for inside in cells.iter().flat_map(|cell| cell.all()).filter(|inside| !inside.is_hidden()) {
                match inside {
                    _ if inside.is_button() => self.pressed("button", inside),
                    _ if inside.is_link() => self.pressed("link", inside),
                    _ if inside.is_control() => self.field(inside),
                    _ => {}
                }
            }
            self.depth -= 1;
        }
        self.depth -= 1;
    }

    fn code(&mut self, element: &Element) {
        self.flush();
        self.line("code", &self.page.name(element));
        let code: String = element.all().into_iter().map(Element::raw_text).collect();
        self.depth += 1;
        for line in code.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
            self.line_with(line, "", "");
        }
        self.depth -= 1;
    }
}

pub fn is_disabled(element: &Element) -> bool {
    element.has("disabled") || element.attribute("aria-disabled") == Some("true")
}
