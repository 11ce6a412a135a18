//! Which thing of the console an entry of the file means: the one with its ID, or else the one with its name.

use std::collections::HashSet;

/// What identifies a thing: its ID if it is known, and a name that people know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    pub id: Option<i64>,
    pub name: String,
}

/// How things of a kind are called in messages.
pub(super) struct Words {
    /// E.g. "application".
    pub kind: &'static str,
    /// The key of the ID in the file.
    pub key: &'static str,
}

/// For each entry of the file the index of the thing that it means, `None` if it does not exist yet, or what is wrong.
/// An entry without an ID never means a thing whose ID another entry has.
pub(super) fn pair(
    words: &Words,
    desired: &[Identity],
    current: &[Identity],
) -> Vec<Result<Option<usize>, String>> {
    let Words { kind, key } = words;
    let claimed: HashSet<i64> = desired.iter().filter_map(|entry| entry.id).collect();
    let meant = desired.iter().map(|entry| {
        let Identity { id, name } = entry;
        if let Some(id) = id {
            if desired.iter().filter(|other| other.id == Some(*id)).count() > 1 {
                return Err(format!("`{key} = {id}` is in the file more than once"));
            }
            let found = current.iter().position(|thing| thing.id == Some(*id));
            return match found {
                Some(index) => Ok(Some(index)),
                None => Err(format!(
                    "there is no {kind} {id}, or the token has no access to it; without `{key}` a new one is made"
                )),
            };
        }
        if desired.iter().filter(|other| other.name == *name).count() > 1 {
            return Err(format!("the file has {name:?} more than once: say which is which with `{key}`"));
        }
        let is_meant = |thing: &Identity| {
            thing.name == *name && thing.id.is_none_or(|id| !claimed.contains(&id))
        };
        let found: Vec<usize> =
            (0..current.len()).filter(|index| is_meant(&current[*index])).collect();
        match found[..] {
            [] => Ok(None),
            [index] => Ok(Some(index)),
            _ => {
                let ids = found.iter().filter_map(|index| current[*index].id);
                let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
                let ids = ids.join(", ");
                Err(format!("the console has {name:?} more than once ({ids}): say which with `{key}`"))
            }
        }
    });
    meant.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words = Words { kind: "application", key: "sdkappid" };

    fn things(things: &[(i64, &str)]) -> Vec<Identity> {
        things.iter().map(|(id, name)| Identity { id: Some(*id), name: (*name).to_owned() }).collect()
    }

    fn named(names: &[&str]) -> Vec<Identity> {
        names.iter().map(|name| Identity { id: None, name: (*name).to_owned() }).collect()
    }

    #[test]
    fn an_entry_means_the_thing_with_its_id_or_its_name() {
        let current = things(&[(1, "Orbit"), (2, "Comet"), (3, "Comet")]);
        let mut desired = named(&["Orbit", "Comet", "New"]);
        desired.push(Identity { id: Some(2), name: "Renamed".to_owned() });
        let meant = pair(&WORDS, &desired, &current);
        assert_eq!(meant, [Ok(Some(0)), Ok(Some(2)), Ok(None), Ok(Some(1))]);
    }

    #[test]
    fn what_is_ambiguous_is_refused_with_the_ids() {
        let meant = pair(&WORDS, &named(&["Comet"]), &things(&[(2, "Comet"), (3, "Comet")]));
        assert_eq!(
            meant,
            [Err("the console has \"Comet\" more than once (2, 3): say which with `sdkappid`".to_owned())]
        );
        assert!(pair(&WORDS, &named(&["Comet", "Comet"]), &[]).iter().all(Result::is_err));
        let twice = things(&[(1, "A"), (1, "B")]);
        assert!(pair(&WORDS, &twice, &things(&[(1, "A")])).iter().all(Result::is_err));
        assert!(pair(&WORDS, &things(&[(9, "A")]), &things(&[(1, "A")]))[0].is_err());
    }
}
