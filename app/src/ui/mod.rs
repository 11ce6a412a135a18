//! Components that pages are built from, on native elements. They know text and styles, not pages.

mod badge;
mod button;
mod combobox;
mod command;
mod copy;
mod dialog;
mod failure_view;
mod field;
mod form;
mod icon;
mod notice;
mod page_head;
mod select;
mod snippet;
mod submission_token;
mod summary;
mod time;
mod toasts;

pub(crate) use badge::StatusBadge;
pub(crate) use button::{DisabledButton, Reason, SubmitButton};
pub(crate) use combobox::ActiveOption;
pub(crate) use command::{Command, RESET_PASSWORD};
pub(crate) use copy::{CopyButton, CopyTextButton};
pub(crate) use dialog::Dialog;
pub(crate) use failure_view::FailureView;
pub(crate) use field::{FieldError, TextField, textarea_html};
pub(crate) use form::{Changes, Post, PostForm};
pub(crate) use icon::{Icon, symbol};
pub(crate) use notice::Notice;
pub(crate) use page_head::PageHead;
pub(crate) use select::SelectField;
pub(crate) use snippet::snippet;
pub(crate) use submission_token::SubmissionToken;
pub(crate) use summary::ErrorSummary;
pub(crate) use time::{Ago, Day, Exact};
pub(crate) use toasts::{Flash, Toasts};
