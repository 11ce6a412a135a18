//! Privileges of a PrivateMapKey, one bit each (docs/facts/usersig.md#privatemapkey).

use serde::{Deserialize, Serialize};

/// A single permission of a user in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Privilege {
    CreateRoom,
    EnterRoom,
    SendAudio,
    ReceiveAudio,
    SendVideo,
    ReceiveVideo,
    /// Send the sub-stream, for screen sharing.
    SendScreen,
    /// Receive the sub-stream, for screen sharing.
    ReceiveScreen,
}

impl Privilege {
    /// All privileges, in the order of their bits.
    pub const ALL: [Self; 8] = [
        Self::CreateRoom,
        Self::EnterRoom,
        Self::SendAudio,
        Self::ReceiveAudio,
        Self::SendVideo,
        Self::ReceiveVideo,
        Self::SendScreen,
        Self::ReceiveScreen,
    ];

    /// Bit of the privilege: 1 to 128.
    pub const fn bit(self) -> u32 {
        match self {
            Self::CreateRoom => 1,
            Self::EnterRoom => 2,
            Self::SendAudio => 4,
            Self::ReceiveAudio => 8,
            Self::SendVideo => 16,
            Self::ReceiveVideo => 32,
            Self::SendScreen => 64,
            Self::ReceiveScreen => 128,
        }
    }

    /// The `value` of its checkbox in a form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CreateRoom => "create_room",
            Self::EnterRoom => "enter_room",
            Self::SendAudio => "send_audio",
            Self::ReceiveAudio => "receive_audio",
            Self::SendVideo => "send_video",
            Self::ReceiveVideo => "receive_video",
            Self::SendScreen => "send_screen",
            Self::ReceiveScreen => "receive_screen",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|privilege| privilege.code() == code)
    }
}

/// A set of privileges: the bitmap as signed, including unknown bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Privileges(u32);

impl Privileges {
    /// All known privileges: 255.
    pub const ALL: Self = Self(255);
    /// Enter the room and receive audio and video: 42.
    pub const WATCH: Self = Self(42);

    /// Creates the set from a bitmap.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The set as a bitmap.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether the set contains `privilege`.
    pub const fn allows(self, privilege: Privilege) -> bool {
        self.0 & privilege.bit() != 0
    }

    /// The known privileges in the set, in the order of their bits.
    pub fn named(self) -> impl Iterator<Item = Privilege> {
        Privilege::ALL.into_iter().filter(move |privilege| self.allows(*privilege))
    }

    /// The unknown bits: 256 and above.
    pub const fn unknown(self) -> u32 {
        self.0 & !Self::ALL.0
    }
}

impl FromIterator<Privilege> for Privileges {
    fn from_iter<I: IntoIterator<Item = Privilege>>(privileges: I) -> Self {
        Self(privileges.into_iter().fold(0, |bits, privilege| bits | privilege.bit()))
    }
}
