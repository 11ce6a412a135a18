//! The fields of a form, in either encoding.

use axum::body::Bytes;
use domain::field::Field;
use futures::stream;

use crate::http::text::decode;

/// What was typed and chosen.
#[derive(Default)]
pub struct Fields {
    /// Names and texts, in the order of the form.
    pub texts: Vec<(String, String)>,
    /// The file, if one was chosen.
    pub file: Option<File>,
}

/// A file that was chosen.
pub struct File {
    /// As it is called if it was chosen.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
}

impl Fields {
    /// Reads a form; what cannot be read is left out.
    pub async fn read(content_type: &str, body: &Bytes) -> Self {
        match boundary(content_type) {
            Some(boundary) => multipart(boundary, body.clone()).await,
            None => Self { texts: pairs(body), file: None },
        }
    }

    /// The first text of that name.
    pub fn text(&self, name: &str) -> Option<String> {
        self.texts.iter().find(|(own, _)| own == name).map(|(_, text)| text.clone())
    }
}

/// What parts the form, if it is `multipart/form-data`.
pub fn boundary(content_type: &str) -> Option<String> {
    multer::parse_boundary(content_type).ok()
}

fn pairs(body: &[u8]) -> Vec<(String, String)> {
    let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .filter_map(|pair| {
            let end = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let value = pair.get(end + 1..).unwrap_or_default();
            Some((decode(&pair[..end])?.into_owned(), decode(value)?.into_owned()))
        })
        .collect()
}

async fn multipart(boundary: String, body: Bytes) -> Fields {
    let mut parts = multer::Multipart::new(stream::iter([Ok::<_, std::io::Error>(body)]), boundary);
    let mut fields = Fields::default();
    while let Ok(Some(part)) = parts.next_field().await {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(ToOwned::to_owned);
        let Ok(bytes) = part.bytes().await else { break };
        match file_name {
            Some(file_name) if name == Field::File.name() => {
                if !bytes.is_empty() {
                    fields.file = Some(File { name: file_name, bytes });
                }
            }
            _ => fields.texts.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    fields
}

/// `body` with one part more: the file. None where the body does not end as such a form does.
pub fn with_file(body: &[u8], boundary: &str, name: &str, file: &[u8]) -> Option<Bytes> {
    let end = format!("--{boundary}--");
    let start = body.windows(end.len()).rposition(|window| window == end.as_bytes())?;
    // As browsers escape it (HTML, "multipart/form-data encoding algorithm").
    let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let field = Field::File.name();
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    Some([&body[..start], head.as_bytes(), file, b"\r\n", &body[start..]].concat().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=XX";
    const BODY: &str = "--XX\r\nContent-Disposition: form-data; name=\"notes\"\r\n\r\n한글 --XX\r\n\
        --XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n\
        --XX--\r\n";

    #[tokio::test]
    async fn reads_both_encodings() {
        let body = Bytes::from_static(b"name=%ED%95%9C+1&empty=&box=a&box=b&bad=%ff");
        let fields = Fields::read("application/x-www-form-urlencoded", &body).await;
        let texts: Vec<_> = fields.texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(texts, [("name", "한 1"), ("empty", ""), ("box", "a"), ("box", "b")]);

        let fields = Fields::read(TYPE, &Bytes::from_static(BODY.as_bytes())).await;
        assert_eq!(fields.text("notes").as_deref(), Some("한글 --XX"));
        assert!(fields.file.is_none(), "none was chosen");
    }

    #[tokio::test]
    async fn a_file_can_be_put_into_a_form() {
        let file = b"\r\n--XX--\0\xff";
        let body = with_file(BODY.as_bytes(), "XX", "a \"b\".p8", b"key").unwrap();
        let fields = Fields::read(TYPE, &body).await;
        assert_eq!(fields.text("notes").as_deref(), Some("한글 --XX"));
        let found = fields.file.unwrap();
        assert_eq!((found.name.as_str(), &*found.bytes), ("a %22b%22.p8", b"key".as_slice()));
        assert!(with_file(b"nonsense", "XX", "a", file).is_none());
    }
}
