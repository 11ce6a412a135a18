//! Administrators: the UserIDs that may call `/v4` for an application (docs/facts/applications.md#administrators).

use serde::{Deserialize, Serialize};

use crate::usersig::user_id::UserId;

/// 1 to 10 distinct UserIDs in the order in which they were added. Case-sensitive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administrators(Vec<UserId>);

/// Why a change to the administrators is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdministratorRefusal {
    /// The UserID already is an administrator.
    AlreadyOne,
    /// The maximum is reached.
    TooMany,
    /// The UserID is not an administrator.
    NotOne,
    /// The last administrator cannot be removed: nobody could call `/v4` any more.
    LastOne,
}

impl Administrators {
    /// Maximum number of administrators.
    pub const MAX_COUNT: usize = 10;

    /// From storage; `None` if there are none, too many or duplicates.
    pub fn from_stored(users: Vec<UserId>) -> Option<Self> {
        let once = users.iter().enumerate().all(|(index, user)| !users[..index].contains(user));
        (once && (1..=Self::MAX_COUNT).contains(&users.len())).then_some(Self(users))
    }

    /// All administrators, in the order in which they were added.
    pub fn all(&self) -> &[UserId] {
        &self.0
    }

    /// Whether `user` may call `/v4`.
    pub fn contains(&self, user: &UserId) -> bool {
        self.0.contains(user)
    }

    /// Adds `user`.
    pub fn with(mut self, user: UserId) -> Result<Self, AdministratorRefusal> {
        if self.contains(&user) {
            Err(AdministratorRefusal::AlreadyOne)
        } else if self.0.len() >= Self::MAX_COUNT {
            Err(AdministratorRefusal::TooMany)
        } else {
            self.0.push(user);
            Ok(self)
        }
    }

    /// Removes `user`. Any but the last can be removed, including `administrator`.
    pub fn without(mut self, user: &UserId) -> Result<Self, AdministratorRefusal> {
        if !self.contains(user) {
            Err(AdministratorRefusal::NotOne)
        } else if self.0.len() == 1 {
            Err(AdministratorRefusal::LastOne)
        } else {
            self.0.retain(|own| own != user);
            Ok(self)
        }
    }
}

/// Contains `administrator` only.
impl Default for Administrators {
    fn default() -> Self {
        Self(vec![UserId::administrator()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(text: &str) -> UserId {
        text.parse().unwrap()
    }

    #[test]
    fn one_to_ten_each_once() {
        let mut administrators = Administrators::default();
        let first = UserId::administrator();
        assert_eq!(administrators.clone().without(&first), Err(AdministratorRefusal::LastOne));
        assert_eq!(administrators.clone().without(&user("jiwoo")), Err(AdministratorRefusal::NotOne));
        assert_eq!(administrators.clone().with(first.clone()), Err(AdministratorRefusal::AlreadyOne));
        for number in 2..=10 {
            administrators = administrators.with(user(&format!("user{number}"))).unwrap();
        }
        assert_eq!(administrators.clone().with(user("eleven")), Err(AdministratorRefusal::TooMany));
        let administrators = administrators.without(&first).unwrap();
        assert!(!administrators.contains(&first) && administrators.contains(&user("user2")));
        assert!(!administrators.contains(&user("USER2")));
        let kept = administrators.all().to_vec();
        assert_eq!(Administrators::from_stored(kept), Some(administrators));
        assert_eq!(Administrators::from_stored(Vec::new()), None);
        assert_eq!(Administrators::from_stored(vec![user("a"), user("a")]), None);
    }
}
