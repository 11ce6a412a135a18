//! A page as elements and texts, read as a browser without scripts reads it.

use html5ever::tendril::TendrilSink as _;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A part of an element.
#[derive(Debug)]
pub enum Node {
    Element(Element),
    Text(String),
}

#[derive(Debug)]
pub struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// A page, and what the parser had to put right in it.
pub struct Parsed {
    pub root: Element,
    pub errors: Vec<String>,
}

/// What the framework writes and every parser puts right: its markers, `<!>`, and its scripts behind the document.
const FRAMEWORK: [&str; 2] = ["Saw ! in state MarkupDeclarationOpen", "in insertion mode AfterAfterBody"];

pub fn parse(html: &str) -> Parsed {
    let tree_builder =
        TreeBuilderOpts { scripting_enabled: false, exact_errors: true, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let dom = parse_document(RcDom::default(), options).one(html);
    let root = children(&dom.document).into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    let errors = dom.errors.borrow();
    let errors = errors.iter().filter(|error| !FRAMEWORK.iter().any(|own| error.contains(own)));
    Parsed {
        root: root.expect("a document has an element"),
        errors: errors.map(ToString::to_string).collect(),
    }
}

fn children(handle: &Handle) -> Vec<Node> {
    let children = handle.children.borrow();
    let nodes = children.iter().filter_map(|child| match &child.data {
        NodeData::Text { contents } => Some(Node::Text(contents.borrow().to_string())),
        NodeData::Element { name, attrs, .. } => {
            let attributes = attrs.borrow();
            let attributes = attributes.iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
            Some(Node::Element(Element {
                name: name.local.to_string(),
                attributes: attributes.collect(),
                children: self::children(child),
            }))
        }
        _ => None,
    });
    nodes.collect()
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }

    /// The ids that an attribute lists.
    pub fn ids(&self, name: &str) -> impl Iterator<Item = &str> {
        self.attribute(name).unwrap_or_default().split_ascii_whitespace()
    }

    pub fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }

    /// The elements right below it.
    pub fn below(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// It and all elements below it, as they stand in the page.
    pub fn all(&self) -> Vec<&Self> {
        let mut all = vec![self];
        for child in self.below() {
            all.extend(child.all());
        }
        all
    }

    /// The elements of that name, as they stand in the page.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Self> {
        self.all().into_iter().filter(move |element| element.name == name)
    }

    /// Whether nobody sees or hears it, whatever the style sheet says.
    pub fn is_hidden(&self) -> bool {
        let picture = self.name == "svg" && self.attribute("role") != Some("img");
        picture
            || self.is(&["head", "script", "style", "template"])
            || self.has("hidden")
            || self.attribute("aria-hidden") == Some("true")
            || self.name == "input" && self.attribute("type") == Some("hidden")
    }

    /// Whether a person fills it in.
    pub fn is_control(&self) -> bool {
        self.is(&["input", "select", "textarea"])
            && !matches!(self.attribute("type"), Some("hidden" | "submit" | "button" | "reset" | "image"))
    }

    /// Whether it does something when it is pressed.
    pub fn is_button(&self) -> bool {
        self.name == "button"
            || self.attribute("role") == Some("button")
            || self.name == "input"
                && matches!(self.attribute("type"), Some("submit" | "button" | "reset" | "image"))
    }

    pub fn is_link(&self) -> bool {
        self.name == "a" && self.has("href") || self.attribute("role") == Some("link")
    }

    /// What a text area has in it, or a script.
    pub fn raw_text(&self) -> String {
        self.children
            .iter()
            .map(|node| match node {
                Node::Text(text) => text.as_str(),
                Node::Element(_) => "",
            })
            .collect()
    }
}
