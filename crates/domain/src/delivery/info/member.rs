//! Members of JSON objects: how each type of member is read and written.

use serde::ser::SerializeMap;
use serde_json::{Map, Value};

/// A member is missing, has the wrong type or is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

/// Maximum nesting of the objects that are passed on as they are. What the JSON parser accepts (128 levels) could
/// otherwise not be read again as a part of something else.
const MAX_NESTING: usize = 32;

/// The value of an optional member.
pub(super) trait Member: Sized {
    /// Reads the value; `None` if it means the same as a missing member.
    fn read(value: &Value) -> Result<Option<Self>, Malformed>;

    /// Writes the value such that `read` returns it.
    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error>;
}

impl Member for String {
    fn read(value: &Value) -> Result<Option<Self>, Malformed> {
        let text = value.as_str().ok_or(Malformed)?;
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, self)
    }
}

macro_rules! integers {
    ($($integer:ty),+) => {$(
        impl Member for $integer {
            fn read(value: &Value) -> Result<Option<Self>, Malformed> {
                let number = value.as_u64().ok_or(Malformed)?;
                number.try_into().map(Some).map_err(|_| Malformed)
            }

            fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
                map.serialize_entry(name, self)
            }
        }
    )+};
}

integers!(u8, u16);

/// An object of the caller's own, which is passed on.
impl Member for Map<String, Value> {
    fn read(value: &Value) -> Result<Option<Self>, Malformed> {
        let object = value.as_object().ok_or(Malformed)?;
        if nesting(value) > MAX_NESTING {
            return Err(Malformed);
        }
        Ok((!object.is_empty()).then(|| object.clone()))
    }

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, self)
    }
}

fn nesting(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(nesting).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(nesting).max().unwrap_or(0),
        _ => 0,
    }
}

pub(super) fn read<T: Member>(object: &Map<String, Value>, name: &str) -> Result<Option<T>, Malformed> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => T::read(value),
    }
}

/// Whether a member that is 0 or 1 has the value `set`.
pub(super) fn read_flag(object: &Map<String, Value>, name: &str, set: u8) -> Result<bool, Malformed> {
    match read::<u8>(object, name)? {
        Some(number) if number > 1 => Err(Malformed),
        number => Ok(number == Some(set)),
    }
}

/// The object `name`; an empty one if it is missing.
pub(super) fn read_object<'a>(
    object: &'a Map<String, Value>,
    name: &str,
    empty: &'a Map<String, Value>,
) -> Result<&'a Map<String, Value>, Malformed> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(empty),
        Some(Value::Object(found)) => Ok(found),
        Some(_) => Err(Malformed),
    }
}

pub(super) fn write<T: Member, M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| value.write(name, map))
}

/// Declares an object of optional members: the type, its accessors, its reader and its serialisation, which omits
/// what is not set. A flag names the number, 0 or 1, that sets it; the other one is the default.
macro_rules! members {
    (
        $(#[$doc:meta])*
        $name:ident {
            texts { $($(#[$text_doc:meta])* $text:ident = $text_name:literal,)* }
            flags { $($(#[$flag_doc:meta])* $flag:ident = $flag_name:literal if $set:literal,)* }
            choices { $($(#[$choice_doc:meta])* $choice:ident: $choice_type:ty = $choice_name:literal,)* }
            objects { $($(#[$object_doc:meta])* $object:ident: $object_type:ty = $object_name:literal,)* }
            computed { $($computed:ident: $computed_type:ty,)* }
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $($text: Option<String>,)*
            $($flag: bool,)*
            $($choice: Option<$choice_type>,)*
            $($object: Option<$object_type>,)*
            $($computed: $computed_type,)*
        }

        impl $name {
            $($(#[$text_doc])* pub fn $text(&self) -> Option<&str> { self.$text.as_deref() })*
            $($(#[$flag_doc])* pub const fn $flag(&self) -> bool { self.$flag })*
            $($(#[$choice_doc])* pub const fn $choice(&self) -> Option<$choice_type> { self.$choice })*
            $($(#[$object_doc])* pub const fn $object(&self) -> Option<&$object_type> { self.$object.as_ref() })*

            fn read_members(object: &serde_json::Map<String, serde_json::Value>) -> Result<Self, Malformed> {
                Ok(Self {
                    $($text: $crate::delivery::info::member::read(object, $text_name)?,)*
                    $($flag: $crate::delivery::info::member::read_flag(object, $flag_name, $set)?,)*
                    $($choice: $crate::delivery::info::member::read(object, $choice_name)?,)*
                    $($object: $crate::delivery::info::member::read(object, $object_name)?,)*
                    $($computed: <$computed_type>::default(),)*
                })
            }

            /// Whether no member is set.
            pub fn is_empty(&self) -> bool {
                *self == Self::default()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                $($crate::delivery::info::member::write(&mut map, $text_name, self.$text.as_ref())?;)*
                $(if self.$flag { map.serialize_entry($flag_name, &$set)?; })*
                $($crate::delivery::info::member::write(&mut map, $choice_name, self.$choice.as_ref())?;)*
                $($crate::delivery::info::member::write(&mut map, $object_name, self.$object.as_ref())?;)*
                map.end()
            }
        }
    };
}

pub(super) use members;
