//! An OpenID Connect provider on this machine that does what a test tells it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use domain::time::Timestamp;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub const CLIENT_ID: &str = "chat-console";
pub const CLIENT_SECRET: &str = "a secret & more";

/// A key with its name.
struct Key {
    kid: String,
    pair: EcdsaKeyPair,
}

impl Key {
    fn new(kid: &str) -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random).unwrap();
        Self { kid: kid.into(), pair }
    }

    fn public(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        let encode = |bytes| URL_SAFE_NO_PAD.encode(bytes);
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.kid,
            "x": encode(&point[1..33]), "y": encode(&point[33..]) })
    }

    fn token(&self, header: &Value, claims: &Value) -> String {
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", encode(header), encode(claims));
        if header["alg"] == "none" {
            return format!("{signed}.");
        }
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// Makes a token wrong: header and claims.
type Spoil = Box<dyn Fn(&mut Value, &mut Value) + Send>;

/// What it does next.
struct Behaviour {
    key: Key,
    /// Signs, but is not published.
    hidden_key: Option<Key>,
    claims: Value,
    userinfo: Value,
    spoil: Option<Spoil>,
    is_down: bool,
    issuer: String,
    /// The request behind each code.
    codes: BTreeMap<String, BTreeMap<String, String>>,
    /// Requests for keys so far.
    key_requests: u32,
    now: Timestamp,
}

#[derive(Clone)]
pub struct IdentityProvider {
    pub issuer: String,
    behaviour: Arc<Mutex<Behaviour>>,
}

impl IdentityProvider {
    /// Starts one, at `now`.
    pub async fn start(now: Timestamp) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let behaviour = Behaviour {
            key: Key::new("first"),
            hidden_key: None,
            claims: json!({}),
            userinfo: json!({}),
            spoil: None,
            is_down: false,
            issuer: issuer.clone(),
            codes: BTreeMap::new(),
            key_requests: 0,
            now,
        };
        let provider = Self { issuer, behaviour: Arc::new(Mutex::new(behaviour)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        provider
    }

    /// Configuration of a console that uses it.
    pub fn toml(&self) -> String {
        format!(
            "oidc_issuer = '{}'\noidc_client_id = '{CLIENT_ID}'\noidc_client_secret = '{CLIENT_SECRET}'\n\
             oidc_name = 'Orbit ID'\n",
            self.issuer
        )
    }

    fn with<T>(&self, change: impl FnOnce(&mut Behaviour) -> T) -> T {
        change(&mut self.behaviour.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Says this about whoever signs in.
    pub fn says(&self, claims: Value) {
        self.with(|it| it.claims = claims);
    }

    /// Says this at the userinfo endpoint.
    pub fn informs(&self, userinfo: Value) {
        self.with(|it| it.userinfo = userinfo);
    }

    pub fn spoil(&self, spoil: impl Fn(&mut Value, &mut Value) + Send + 'static) {
        self.with(|it| it.spoil = Some(Box::new(spoil)));
    }

    pub fn spoil_nothing(&self) {
        self.with(|it| it.spoil = None);
    }

    /// Signs with a key that it does not publish.
    pub fn sign_secretly(&self, is_secret: bool) {
        self.with(|it| it.hidden_key = is_secret.then(|| Key::new(&it.key.kid)));
    }

    pub fn rotate(&self, kid: &str) {
        self.with(|it| it.key = Key::new(kid));
    }

    pub fn go_down(&self, is_down: bool) {
        self.with(|it| it.is_down = is_down);
    }

    pub fn call_itself(&self, issuer: &str) {
        self.with(|it| it.issuer = issuer.into());
    }

    pub fn key_requests(&self) -> u32 {
        self.with(|it| it.key_requests)
    }

    /// Somebody signs in at the address that a console has led to. The query of the address that they are led back to.
    pub fn sign_in(&self, address: &str) -> String {
        let query = address.strip_prefix(&format!("{}/authorize?", self.issuer)).unwrap();
        let request: BTreeMap<String, String> =
            url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        for (name, value) in [
            ("response_type", "code"),
            ("client_id", CLIENT_ID),
            ("redirect_uri", "http://console.test/sign-in/oidc/callback"),
            ("scope", "openid email profile"),
            ("code_challenge_method", "S256"),
        ] {
            assert_eq!(request.get(name).map(String::as_str), Some(value), "{name}");
        }
        let state = request["state"].clone();
        self.with(|it| {
            let code = format!("code-{}", it.codes.len());
            it.codes.insert(code.clone(), request);
            format!("code={code}&state={state}")
        })
    }
}

async fn discovery(State(provider): State<IdentityProvider>) -> Response {
    provider.with(|it| {
        if it.is_down {
            return StatusCode::BAD_GATEWAY.into_response();
        }
        let at = |path: &str| format!("{}{path}", provider.issuer);
        Json(json!({
            "issuer": it.issuer,
            "authorization_endpoint": at("/authorize"),
            "token_endpoint": at("/token"),
            "userinfo_endpoint": at("/userinfo"),
            "jwks_uri": at("/keys"),
        }))
        .into_response()
    })
}

async fn keys(State(provider): State<IdentityProvider>) -> Json<Value> {
    provider.with(|it| {
        it.key_requests += 1;
        Json(json!({ "keys": [it.key.public()] }))
    })
}

async fn token(State(provider): State<IdentityProvider>, headers: HeaderMap, form: String) -> Response {
    let form: BTreeMap<String, String> = url::form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let refuse = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    let expected = STANDARD.encode(format!("{CLIENT_ID}:a+secret+%26+more"));
    if headers.get("authorization").is_none_or(|value| value != format!("Basic {expected}").as_str()) {
        return refuse("invalid_client");
    }
    provider.with(|it| {
        let Some(request) = it.codes.remove(&form["code"]) else { return refuse("invalid_grant") };
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, form["code_verifier"].as_bytes()));
        if request["code_challenge"] != challenge || request["redirect_uri"] != form["redirect_uri"] {
            return refuse("invalid_grant");
        }
        let seconds = it.now.micros() / 1_000_000;
        let mut claims = json!({
            "iss": it.issuer, "aud": CLIENT_ID, "nonce": request["nonce"],
            "iat": seconds, "exp": seconds + 300,
        });
        for (name, value) in it.claims.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let mut header = json!({ "alg": "ES256", "kid": it.key.kid });
        if let Some(spoil) = &it.spoil {
            spoil(&mut header, &mut claims);
        }
        let id_token = it.hidden_key.as_ref().unwrap_or(&it.key).token(&header, &claims);
        Json(json!({ "token_type": "Bearer", "access_token": "access", "id_token": id_token }))
            .into_response()
    })
}

async fn userinfo(State(provider): State<IdentityProvider>, headers: HeaderMap) -> Response {
    if headers.get("authorization").is_none_or(|value| value != "Bearer access") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    provider.with(|it| Json(it.userinfo.clone()).into_response())
}
