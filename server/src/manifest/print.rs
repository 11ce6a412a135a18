//! A plan for people, and for machines.

use std::io::{self, Write};

use serde::Serialize;

use super::VERSION;
use super::plan::{Action, Change, Plan, Step, Subject};

impl Plan {
    /// Whether the console is as the file says.
    pub const fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Writes the plan for people. Values are quoted, so that they cannot move the cursor of a terminal.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        for step in &self.steps {
            step.print(out)?;
        }
        self.print_rest(out)?;
        let count = |action| self.steps.iter().filter(|step| step.action == action).count();
        match (count(Action::Create), count(Action::Change)) {
            (0, 0) => writeln!(out, "No difference: the console is as the file says."),
            (create, change) => writeln!(out, "Plan: {create} to create, {change} to change."),
        }
    }

    /// Writes what the plan does nothing about.
    pub fn print_rest(&self, out: &mut impl Write) -> io::Result<()> {
        for note in &self.notes {
            writeln!(out, "Note: {note}.")?;
        }
        if !self.unlisted.is_empty() {
            writeln!(out, "Not in the file, and left alone:")?;
        }
        for subject in &self.unlisted {
            writeln!(out, "  {}", subject.words())?;
        }
        Ok(())
    }

    /// The plan as JSON.
    pub fn json(&self) -> serde_json::Result<String> {
        #[derive(Serialize)]
        struct Document<'a> {
            version: u32,
            steps: &'a [Step],
            unlisted: &'a [Subject],
            notes: &'a [String],
        }
        let Self { steps, unlisted, notes } = self;
        serde_json::to_string_pretty(&Document { version: VERSION, steps, unlisted, notes })
    }
}

impl Step {
    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let sign = match self.action {
            Action::Create => '+',
            Action::Change => '~',
        };
        writeln!(out, "{sign} {}", self.subject.words())?;
        for change in &self.changes {
            writeln!(out, "    {}", change.words())?;
        }
        Ok(())
    }

    /// What was done, once it is, to something that has `id` then.
    pub fn done(&self, id: Option<i64>) -> String {
        let subject = Subject { id: self.subject.id.or(id), ..self.subject.clone() }.words();
        match self.action {
            Action::Create => format!("created {subject}"),
            Action::Change => {
                let fields: Vec<&str> = self.changes.iter().map(|change| change.field).collect();
                format!("changed {subject}: {}", fields.join(", "))
            }
        }
    }
}

impl Subject {
    /// E.g. `certificate "Store" (xiaomi, 7) of application "Orbit"`.
    pub fn words(&self) -> String {
        let facts = [self.platform.map(ToOwned::to_owned), self.id.map(|id| id.to_string())];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
        let of = self.application.as_ref().map_or(String::new(), |name| format!(" of application {name:?}"));
        format!("{} {:?}{facts}{of}", self.kind, self.name)
    }
}

impl Change {
    fn words(&self) -> String {
        let Self { field, before, after, secret } = self;
        match (before, after, secret) {
            (_, _, Some(source)) => format!("{field}: (secret, from the {source})"),
            (Some(before), after, _) => {
                format!("{field}: {before:?} -> {:?}", after.as_deref().unwrap_or(""))
            }
            (None, after, _) => format!("{field}: {:?}", after.as_deref().unwrap_or("")),
        }
    }
}
