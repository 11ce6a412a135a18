//! Reads forms with a file from `multipart/form-data`. The values are wiped when dropped, and secrets are never kept
//! for the next page.

use std::collections::BTreeMap;

use domain::application::sdkappid::Sdkappid;
use domain::certificate::{Platform, Upload};
use domain::field::Field;
use leptos::server_fn::codec::MultipartData;
use zeroize::Zeroizing;

use crate::failure::{Failure, FailureKind};
use crate::ssr::parse_or_not_found;

/// The submitted fields.
pub(super) struct Form {
    texts: BTreeMap<String, Zeroizing<String>>,
    pub(super) file: Option<Upload>,
}

impl Form {
    /// Reads the form part by part, and of a file at most one byte more than its limit. Texts have no limit of their
    /// own: the request as a whole is limited already.
    pub(super) async fn read(data: MultipartData) -> Result<Self, Failure> {
        Self::read_up_to(data, Upload::MAX_BYTES).await
    }

    /// Like [`Form::read`], with a limit on the file in bytes.
    pub(super) async fn read_up_to(data: MultipartData, most_of_file: usize) -> Result<Self, Failure> {
        let malformed = || Failure::new(FailureKind::Malformed);
        let mut parts = data.into_inner().ok_or_else(malformed)?;
        let mut form = Self { texts: BTreeMap::new(), file: None };
        while let Some(mut part) = parts.next_field().await.map_err(|_| malformed())? {
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = name == Field::File.name();
            let file_name = part.file_name().unwrap_or_default().to_owned();
            // One byte over the limit is enough to detect an oversized file.
            let most = if is_file { most_of_file + 1 } else { usize::MAX };
            let mut bytes = Upload::buffer();
            while let Some(chunk) = part.chunk().await.map_err(|_| malformed())? {
                let room = most - bytes.len();
                bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if bytes.len() == most {
                    break;
                }
            }
            if !is_file {
                // Reject text that is not valid UTF-8 rather than alter it.
                let text = std::str::from_utf8(&bytes).ok().filter(|_| bytes.len() < most);
                form.texts.insert(name, Zeroizing::new(text.ok_or_else(malformed)?.to_owned()));
            } else if !(bytes.is_empty() && file_name.is_empty()) {
                form.file = Some(Upload::new(&file_name, bytes));
            }
        }
        Ok(form)
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", |text| text.as_str())
    }

    pub(super) fn field(&self, field: Field) -> &str {
        self.text(field.name())
    }

    pub(super) fn sdkappid(&self) -> Result<Sdkappid, Failure> {
        parse_or_not_found(self.text("sdkappid"))
    }

    pub(super) fn platform(&self) -> Result<Platform, Failure> {
        parse_or_not_found(self.text("platform"))
    }
}
