//! What assistive technology calls things: accessible names and descriptions.

use super::tree::{Element, Node, Parsed, parse};

/// A page with its ids and labels.
pub struct Page {
    pub root: Element,
    pub errors: Vec<String>,
}

impl Page {
    pub fn read(html: &str) -> Self {
        let Parsed { root, errors } = parse(html);
        Self { root, errors }
    }

    pub fn by_id(&self, id: &str) -> Option<&Element> {
        self.root.all().into_iter().find(|element| element.attribute("id") == Some(id))
    }

    /// The title of the document.
    pub fn title(&self) -> String {
        self.root.named("title").next().map(Element::raw_text).unwrap_or_default()
    }

    /// The labels of a control: those that name it, and the one around it.
    pub fn labels(&self, control: &Element) -> Vec<&Element> {
        let is_of = |label: &&Element| match label.attribute("for") {
            Some(id) => control.attribute("id") == Some(id),
            None => label.all().iter().any(|inside| std::ptr::eq(*inside, control)),
        };
        self.root.named("label").filter(is_of).collect()
    }

    /// What an attribute with ids refers to, as text.
    pub fn referred(&self, element: &Element, attribute: &str) -> String {
        let texts = element.ids(attribute).filter_map(|id| self.by_id(id)).map(text);
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The accessible name; empty where there is none.
    pub fn name(&self, element: &Element) -> String {
        let own = |name: &str| element.attribute(name).unwrap_or_default().trim().to_owned();
        let labels = || self.labels(element).into_iter().map(text).collect::<Vec<_>>().join(" ");
        let title_of = |name: &str| element.below().find(|child| child.name == name).map(text);
        let inside = || match element.name.as_str() {
            "input" if element.is_button() => own("value"),
            "input" | "select" | "textarea" | "meter" | "progress" => labels(),
            "img" => own("alt"),
            "fieldset" => title_of("legend").unwrap_or_default(),
            "table" => title_of("caption").unwrap_or_default(),
            "details" => title_of("summary").unwrap_or_default(),
            _ if element.is_link() || element.is_button() => text(element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "th" | "td" | "option" => text(element),
            _ => String::new(),
        };
        let mut names = [self.referred(element, "aria-labelledby"), own("aria-label")].into_iter();
        let given = names.find(|name| !name.is_empty());
        let name = given.unwrap_or_else(inside);
        if name.is_empty() { own("title") } else { name }
    }
}

/// The text of an element as it is read: without what is hidden, and without controls.
pub fn text(element: &Element) -> String {
    let mut words = Words::default();
    read(element, &mut words);
    words.take()
}

/// The text of a cell of a table, without buttons and what they open.
pub fn text_of_cell(cell: &Element) -> String {
    let mut words = Words::default();
    read_but(cell, &mut words, &|inside| inside.is_button() || inside.has("popover"));
    words.take()
}

fn read(element: &Element, words: &mut Words) {
    read_but(element, words, &|_| false);
}

/// Reads what is not left out.
fn read_but(element: &Element, words: &mut Words, is_out: &dyn Fn(&Element) -> bool) {
    for node in &element.children {
        match node {
            Node::Text(text) => words.push(text),
            Node::Element(child) if child.is_hidden() || child.is_control() || is_out(child) => {
                words.part(|_| ());
            }
            Node::Element(child) if child.is(&["img", "svg"]) => {
                words.part(|words| {
                    words.push(child.attribute("alt").or(child.attribute("aria-label")).unwrap_or_default());
                });
            }
            Node::Element(child) if is_block(child) => words.apart(|words| read_but(child, words, is_out)),
            Node::Element(child) => words.part(|words| read_but(child, words, is_out)),
        }
    }
}

/// Whether it stands on lines of its own.
pub fn is_block(element: &Element) -> bool {
    !element.is(&[
        "a", "abbr", "b", "bdi", "button", "cite", "code", "data", "em", "i", "kbd", "label", "mark", "q",
        "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    ])
}

/// After these an element begins without a space.
const OPEN: [char; 7] = ['(', '[', '{', '"', '“', '‘', '（'];

/// Collects text. What is an element of its own is kept apart from what is before it: mostly the style sheet puts it
/// on another line or at some distance.
#[derive(Default)]
pub struct Words(String);

impl Words {
    pub fn push(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// Reads an element within a line.
    pub fn part(&mut self, read: impl FnOnce(&mut Self)) {
        let mut inside = Self::default();
        read(&mut inside);
        if !inside.0.trim().is_empty() && !self.0.ends_with(OPEN) {
            self.push(" ");
        }
        self.0.push_str(inside.0.trim_start());
    }

    /// Reads an element on lines of its own.
    fn apart(&mut self, read: impl FnOnce(&mut Self)) {
        self.push(" ");
        read(self);
        self.push(" ");
    }

    /// What was collected, on one line.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.0).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
