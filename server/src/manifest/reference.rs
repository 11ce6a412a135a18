//! Applications that members and webhooks refer to: by SDKAppID, or by name, also if the same file creates them.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use toml::Value;

/// An application, as the file says which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    Sdkappid(u32),
    Name(String),
}

/// The application that is meant. Written as its SDKAppID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Application {
    Sdkappid(u32),
    /// The one that the step with this index creates.
    Created(usize),
}

impl Reference {
    /// A number or a text; `None` for anything else.
    pub(super) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(number) => {
                u32::try_from(*number).ok().filter(|number| *number > 0).map(Self::Sdkappid)
            }
            Value::String(name) => Some(Self::Name(name.clone())),
            _ => None,
        }
    }

    /// The application of `names` that is meant; or why there is none. A number is not looked up, see [`require_known`].
    pub(super) fn find(&self, names: &[(String, Application)]) -> Result<Application, String> {
        let name = match self {
            Self::Sdkappid(sdkappid) => return Ok(Application::Sdkappid(*sdkappid)),
            Self::Name(name) => name,
        };
        let found: Vec<Application> =
            names.iter().filter(|(known, _)| known == name).map(|(_, application)| *application).collect();
        match found[..] {
            [application] => Ok(application),
            [] => Err(format!("there is no application {name:?}, or the token has no access to it")),
            _ => Err(format!("there is more than one application {name:?}: say which with its SDKAppID")),
        }
    }
}

/// Ok if `names` has all of `chosen`; or why it is refused. What a member or a webhook refers to already (`held`) may stay: the
/// application may be deleted, or the token may have no access to it.
pub(super) fn require_known(
    chosen: &[Application],
    held: &[u32],
    names: &[(String, Application)],
) -> Result<(), String> {
    let unknown = chosen.iter().find_map(|application| match application {
        Application::Sdkappid(number) if !held.contains(number) => {
            (!names.iter().any(|(_, known)| known == application)).then_some(number)
        }
        _ => None,
    });
    match unknown {
        Some(number) => Err(format!("there is no application {number}, or the token has no access to it")),
        None => Ok(()),
    }
}

impl Serialize for Application {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Sdkappid(sdkappid) => sdkappid.serialize(serializer),
            Self::Created(_) => Err(S::Error::custom("the application does not exist yet")),
        }
    }
}
