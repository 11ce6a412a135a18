//! Error responses of the layers, in the reader's language and format.
//!
//! A layer that refuses a request returns an [`HttpError`]; the [`explain`] layer, which has seen the request, renders
//! it. Pages and server functions have errors of their own.

use std::sync::Arc;

use app::ssr::RequestId;
use app::{Failure, FailureKind};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::account::language::Language;
use domain::usersig::service_code::ServiceCode;
use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap};
use http::{HeaderValue, StatusCode};

use crate::http::Server;
use crate::http::routes::{api, v4};

/// Reason why a layer refused a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HttpError {
    /// The URL or the form is not valid text.
    NotText,
    /// A form was posted from another site.
    CrossSite,
    /// There is no such file or server function.
    NoSuchThing,
    /// The path supports other methods only.
    Method,
    /// The body is larger than allowed.
    TooLarge,
    /// The request took too long.
    TimedOut,
    /// A bug of the console; the log has the cause.
    Broken,
}

impl HttpError {
    pub const fn status(self) -> StatusCode {
        match self {
            Self::NotText => StatusCode::BAD_REQUEST,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NoSuchThing => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TimedOut => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Stable identifier for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotText => "not_text",
            Self::CrossSite => "cross_site",
            Self::NoSuchThing => "not_found",
            Self::Method => "method_not_allowed",
            Self::TooLarge => "too_large",
            Self::TimedOut => "timed_out",
            Self::Broken => "internal",
        }
    }

    /// The equivalent failure of a server function.
    const fn failed(self) -> FailureKind {
        match self {
            Self::NotText | Self::CrossSite | Self::Method | Self::TooLarge => FailureKind::Malformed,
            Self::NoSuchThing => FailureKind::NotFound,
            Self::TimedOut => FailureKind::Unreachable,
            Self::Broken => FailureKind::Internal,
        }
    }

    /// The equivalent error code of `/v4`.
    const fn service_code(self) -> ServiceCode {
        match self {
            Self::NotText | Self::CrossSite | Self::NoSuchThing | Self::Method => ServiceCode::BadAddress,
            Self::TooLarge => ServiceCode::BadBody,
            Self::TimedOut | Self::Broken => ServiceCode::Internal,
        }
    }

    /// Title and advice for people.
    pub const fn text(self, language: Language) -> (&'static str, &'static str) {
        use Language::{Chinese, English, Korean};
        match (self, language) {
            (Self::NotText, English) => (
                "This address cannot be read",
                "It contains characters that are not valid text. Nothing was changed.",
            ),
            (Self::NotText, Korean) => {
                ("주소를 읽을 수 없습니다", "텍스트가 아닌 문자가 들어 있습니다. 변경된 내용은 없습니다.")
            }
            (Self::NotText, Chinese) => ("无法读取此地址", "其中含有非文本字符。未做任何更改。"),
            (Self::CrossSite, English) => (
                "This form came from another site",
                "Nothing was changed. Open the console itself and try again there.",
            ),
            (Self::CrossSite, Korean) => (
                "다른 사이트에서 보낸 양식입니다",
                "변경된 내용은 없습니다. 콘솔을 직접 열어 다시 시도하세요.",
            ),
            (Self::CrossSite, Chinese) => ("此表单来自其他网站", "未做任何更改。请直接打开控制台后重试。"),
            (Self::NoSuchThing, English) => {
                ("Not found", "There is nothing at this address. If an open page led here, reload that page.")
            }
            (Self::NoSuchThing, Korean) => (
                "찾을 수 없습니다",
                "이 주소에는 아무것도 없습니다. 열려 있던 페이지에서 왔다면 그 페이지를 새로 고치세요.",
            ),
            (Self::NoSuchThing, Chinese) => {
                ("未找到", "此地址没有内容。如果是从已打开的页面进入，请刷新该页面。")
            }
            (Self::Method, English) => {
                ("This request is not supported", "Nothing was changed. Go back and try again.")
            }
            (Self::Method, Korean) => {
                ("지원하지 않는 요청입니다", "변경된 내용은 없습니다. 뒤로 돌아가 다시 시도하세요.")
            }
            (Self::Method, Chinese) => ("不支持此请求", "未做任何更改。请返回后重试。"),
            (Self::TooLarge, English) => (
                "This form is too large",
                "Nothing was changed. Go back, shorten the text or choose a smaller file, and try again.",
            ),
            (Self::TooLarge, Korean) => (
                "양식이 너무 큽니다",
                "변경된 내용은 없습니다. 뒤로 돌아가 내용을 줄이거나 더 작은 파일을 선택한 후 다시 시도하세요.",
            ),
            (Self::TooLarge, Chinese) => ("表单过大", "未做任何更改。请返回缩短内容或选择更小的文件后重试。"),
            (Self::TimedOut, English) => (
                "This took too long",
                "The console is busy. Wait a moment, then check whether your change was made.",
            ),
            (Self::TimedOut, Korean) => {
                ("시간이 너무 오래 걸렸습니다", "콘솔이 사용 중입니다. 잠시 후 처리되었는지 확인하세요.")
            }
            (Self::TimedOut, Chinese) => ("处理时间过长", "控制台正忙。请稍候，再确认操作是否已完成。"),
            (Self::Broken, English) => (
                "Something went wrong in the console",
                "Try again. If it happens again, give the operator the request ID.",
            ),
            (Self::Broken, Korean) => (
                "콘솔에서 문제가 발생했습니다",
                "다시 시도하세요. 계속되면 운영자에게 요청 ID를 알려 주세요.",
            ),
            (Self::Broken, Chinese) => ("控制台出错", "请重试。如再次发生，请将请求 ID 告知平台方。"),
        }
    }
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Renders an [`HttpError`]: a page for people, JSON for programs, a problem for the API, and an error code for `/v4`.
pub async fn explain(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let audience = Audience::of(&request);
    let response = next.run(request).await;
    if audience.is_api {
        return api::render(response, RequestId(audience.request));
    }
    let Some(fault) = response.extensions().get::<HttpError>().copied() else { return response };
    if audience.is_service {
        return v4::refusal(&server.metrics, fault.service_code());
    }
    let (parts, _) = response.into_parts();
    let (kind, body) = audience.body(fault);
    let mut response = Response::from_parts(parts, Body::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// The reader of the response; its format and language follow from the request.
struct Audience {
    is_service: bool,
    is_api: bool,
    wants_html: bool,
    language: Language,
    request: String,
}

impl Audience {
    fn of(request: &Request) -> Self {
        let header = |name| header_text(request.headers(), name);
        Self {
            is_service: v4::is_service(request.uri().path()),
            is_api: api::is_api(request.uri().path()),
            wants_html: header(ACCEPT).contains("text/html"),
            language: Language::negotiate(header(ACCEPT_LANGUAGE)),
            request: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        }
    }

    fn body(&self, fault: HttpError) -> (&'static str, String) {
        let (title, advice) = fault.text(self.language);
        let request = &self.request;
        if self.wants_html {
            let tag = self.language.tag();
            let page = format!(
                "<!DOCTYPE html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
                 <meta name=\"viewport\" content=\"width=device-width\">\
                 <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head>\
                 <body><main><h1>{title}</h1><p>{advice}</p><p><code>{request}</code></p>\
                 <p><a href=\"/\">Chat Console</a></p></main></body></html>\n"
            );
            ("text/html; charset=utf-8", page)
        } else {
            // The client parses it like any other failure of a server function; programs read `error`.
            let failure = Failure { request: request.clone(), ..Failure::new(fault.failed()) };
            let mut body = serde_json::json!(failure);
            body["error"] = fault.code().into();
            body["message"] = advice.into();
            ("application/json", body.to_string())
        }
    }
}

/// A header as text; empty if it is missing or not text.
pub fn header_text(headers: &HeaderMap, name: impl http::header::AsHeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
