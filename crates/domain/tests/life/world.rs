//! The rules of the product, with the least around them that a database does: one row, one ledger.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::application::lifecycle::{Life, Refusal, Status, StatusCause, Step};
use domain::application::sdkappid::Sdkappid;
use domain::billing::account_balance::AccountBalance;
use domain::billing::catalogue::{Catalogue, Draft, LimitKind};
use domain::billing::edition::Edition;
use domain::billing::ledger::{
    EntryCause as Reason, EntryKey, LedgerEntry, Month, Note, OrderToken, Usage, balance, due_renewal,
    overage,
};
use domain::billing::money::{Currency, Money};
use domain::billing::order::{Choice, Confirmation, OrderRefusal, Quote, Subscription, refund};
use domain::time::Timestamp;

/// Enterprise Edition has no price.
const CATALOGUE: &str = r#"
[edition.standard]
prices = { USD = "300.00" }
limits.monthly_active_users = { most = 100 }
overage.monthly_active_users = { per = 10, prices = { USD = "5.00" } }
[edition.pro]
prices = { USD = "600.00" }
[edition.pro_plus]
prices = { USD = "900.00" }
"#;

/// A source of numbers that are the same for the same seed (`SplitMix64`).
pub struct TestRng(u64);

impl TestRng {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % most
    }
}

/// Something that is tried.
#[derive(Debug, Clone, Copy)]
pub enum Action {
    /// Time passes.
    Wait(Duration),
    /// A step that costs nothing.
    Step(Step),
    /// The order page, with the number of its form.
    Order { edition: Edition, months: u32, auto_renew: bool, form: u64 },
    /// An operator refunds the package.
    Refund { form: u64 },
    /// An operator posts an amount in cents, anything but zero.
    Post { minor: i64, form: u64 },
    /// The job that renews, on as many servers at the same time.
    Renewals { servers: u32 },
    /// The job that charges for as many users in the month before, on as many servers.
    Overage { used: u64, servers: u32 },
}

impl Action {
    pub fn any(rng: &mut TestRng, world: &World) -> Self {
        const STEPS: [Step; 10] = [
            Step::Disable,
            Step::Enable,
            Step::Extend,
            Step::RenewByItself,
            Step::NoLongerRenewByItself,
            Step::RequestDeletion,
            Step::DismissRequest,
            Step::Delete,
            Step::DeleteOnRequest,
            Step::Shred,
        ];
        // One form in eight is sent once more.
        let form = if rng.below(8) == 0 { world.forms } else { world.forms + 1 };
        match rng.below(24) {
            0..=3 => Self::Wait(Duration::from_micros(rng.below(3_600_000_000 * 24 * 3))),
            4 => Self::Wait(Duration::from_micros(rng.below(3_600_000_000 * 24 * 730))),
            5..=7 => Self::Wait(world.to_an_edge(rng)),
            8..=12 => Self::Step(STEPS[usize::try_from(rng.below(10)).unwrap()]),
            13 => Self::Step(Step::Restore),
            14..=16 => Self::Order {
                edition: Edition::ALL[usize::try_from(rng.below(5)).unwrap()],
                months: u32::try_from(rng.below(26)).unwrap(),
                auto_renew: rng.below(2) == 0,
                form,
            },
            17 => Self::Refund { form },
            18..=20 => {
                let minor = i64::try_from(rng.below(300_000)).unwrap() - 100_000;
                Self::Post { minor: if minor == 0 { 1 } else { minor }, form }
            }
            21..=22 => Self::Renewals { servers: 1 + u32::try_from(rng.below(2)).unwrap() },
            _ => Self::Overage { used: rng.below(200), servers: 1 + u32::try_from(rng.below(2)).unwrap() },
        }
    }
}

/// What anybody can see.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    pub status: Status,
    pub cause: Option<StatusCause>,
    pub end: Timestamp,
    pub balance: i64,
    pub arrears_since: Option<Timestamp>,
    pub paid: i64,
}

/// Why nothing was done.
#[derive(Debug, PartialEq, Eq)]
pub enum No {
    Life(Refusal),
    Order(OrderRefusal),
    /// The ledger has the key: it was done before.
    Before,
    NothingDue,
}

pub struct World {
    pub catalogue: Catalogue,
    pub now: Timestamp,
    pub subscription: Subscription,
    pub account_balance: AccountBalance,
    pub forms: u64,
    ledger: BTreeMap<String, LedgerEntry>,
}

impl World {
    pub fn new(rng: &mut TestRng) -> Self {
        let arrears = [0, 24, 48][usize::try_from(rng.below(3)).unwrap()];
        let cap = ["", "policy.trial_extensions = 2\n"][usize::try_from(rng.below(2)).unwrap()];
        let credit = rng.below(2) == 0;
        let text = format!(
            "policy.arrears_hours = {arrears}\npolicy.orders_below_zero = {credit}\n{cap}{CATALOGUE}"
        );
        let catalogue = toml::from_str::<Draft>(&text).unwrap().check().unwrap();
        // Some day within eight years, so that every kind of month and a leap day come up.
        let now = Timestamp::from_micros(1_700_000_000_000_000)
            .plus(Duration::from_micros(rng.below(8 * 365 * 86_400 * 1_000_000)));
        let subscription = Subscription {
            sdkappid: Sdkappid::from_random(rng.below(1_000)),
            life: Life::begin(now),
            add_ons: Vec::new(),
            paid: Money::zero(Currency::USD),
        };
        Self {
            catalogue,
            now,
            subscription,
            account_balance: AccountBalance::new(Currency::USD),
            forms: 0,
            ledger: BTreeMap::new(),
        }
    }

    /// How long it is until something happens by itself: to the instant, or one before it.
    fn to_an_edge(&self, rng: &mut TestRng) -> Duration {
        let life = &self.subscription.life;
        let policy = self.catalogue.policy();
        let edges = [
            Some(life.term.end()),
            life.lapses_at(&policy),
            life.grace_until,
            self.account_balance.at(self.now, policy).arrears_disable_at(),
        ];
        let edge = edges[usize::try_from(rng.below(4)).unwrap()].unwrap_or(self.now);
        edge.since(self.now).saturating_sub(Duration::from_micros(rng.below(2)))
    }

    pub fn seen(&self) -> Seen {
        let at = self.account_balance.at(self.now, self.catalogue.policy());
        let life = &self.subscription.life;
        Seen {
            status: life.status(at),
            cause: life.cause(at),
            end: life.term.end(),
            balance: self.account_balance.balance().minor(),
            arrears_since: self.account_balance.arrears_since(),
            paid: self.subscription.paid.minor(),
        }
    }

    pub fn check_ledger(&self) {
        assert_eq!(balance(Currency::USD, self.ledger.values()), Ok(self.account_balance.balance()));
    }

    pub fn carry_out(&mut self, action: Action) -> Result<(), No> {
        match action {
            Action::Wait(duration) => {
                self.now = self.now.plus(duration);
                Ok(())
            }
            Action::Step(step) => {
                let at = self.account_balance.at(self.now, self.catalogue.policy());
                let life = self.subscription.life.next(step, at);
                // What a disabled button says is what the server answers.
                assert_eq!(self.subscription.life.refusal(step, at), life.err());
                self.subscription.life = life.map_err(No::Life)?;
                Ok(())
            }
            Action::Order { edition, months, auto_renew, form } => {
                self.order(&Choice { edition, months, add_ons: Vec::new(), auto_renew }, form)
            }
            Action::Refund { form } => {
                let token = self.token(form)?;
                let policy = self.catalogue.policy();
                let refunded = refund(
                    &self.subscription,
                    &token,
                    self.subscription.unused(self.now),
                    self.account_balance,
                    policy,
                    self.now,
                )
                .map_err(No::Order)?;
                (self.subscription, self.account_balance) = (refunded.subscription, refunded.account_balance);
                self.post(refunded.entry);
                Ok(())
            }
            Action::Post { minor, form } => {
                let token = self.token(form)?;
                let note: Note = "by an operator".parse().unwrap();
                let cause = if minor > 0 { Reason::TopUp { note } } else { Reason::Correction { note } };
                let amount = Money::new(minor, Currency::USD);
                let entry = LedgerEntry::new(EntryKey::once(None, &token), cause, amount, self.now).unwrap();
                self.account_balance = self.account_balance.post(amount, self.now).unwrap();
                self.post(entry);
                Ok(())
            }
            Action::Renewals { servers } => self.renewals(servers),
            Action::Overage { used, servers } => self.overage(used, servers),
        }
    }

    fn order(&mut self, choice: &Choice, form: u64) -> Result<(), No> {
        let token = self.token(form)?;
        let quote = Quote::new(&self.catalogue, &self.subscription, choice, self.account_balance, self.now);
        let quote = quote.map_err(No::Order)?;
        let confirmation =
            Confirmation { accepted: true, priced: choice.clone(), seen: quote.total(), token };
        let bought = quote.confirm(&confirmation).map_err(No::Order)?;
        assert_eq!(*bought.entry.key(), confirmation.key(self.subscription.sdkappid));
        (self.subscription, self.account_balance) = (bought.subscription, bought.account_balance);
        self.post(bought.entry);
        Ok(())
    }

    /// All servers read before the first one writes.
    fn renewals(&mut self, servers: u32) -> Result<(), No> {
        let read = |_| due_renewal(&self.catalogue, &self.subscription, self.account_balance, self.now);
        let due: Vec<_> = (0..servers).filter_map(read).collect();
        let mut posted = Err(No::NothingDue);
        for renewal in due {
            if !self.ledger.contains_key(renewal.entry.key().as_str()) {
                (self.subscription, self.account_balance) = (renewal.subscription, renewal.account_balance);
                self.post(renewal.entry);
                posted = Ok(());
            }
        }
        posted
    }

    fn overage(&mut self, used: u64, servers: u32) -> Result<(), No> {
        let month = Month::of(self.now).previous().unwrap();
        let usage = Usage {
            sdkappid: self.subscription.sdkappid,
            month,
            edition: self.subscription.life.edition,
            add_ons: &[],
            limit: LimitKind::MonthlyActiveUsers,
            used,
        };
        let read = |_| overage(&self.catalogue, &usage, Currency::USD, self.now);
        let due: Vec<_> = (0..servers).filter_map(read).collect();
        let mut posted = Err(No::NothingDue);
        for entry in due {
            if !self.ledger.contains_key(entry.key().as_str()) {
                self.account_balance = self.account_balance.post(entry.amount(), self.now).unwrap();
                self.post(entry);
                posted = Ok(());
            }
        }
        posted
    }

    /// The token of a form, unless it was carried out before.
    fn token(&mut self, form: u64) -> Result<OrderToken, No> {
        let token: OrderToken = format!("form-{form:020}").parse().unwrap();
        self.forms = self.forms.max(form);
        let keys = [EntryKey::once(None, &token), EntryKey::once(Some(self.subscription.sdkappid), &token)];
        let before = keys.iter().any(|key| self.ledger.contains_key(key.as_str()));
        if before { Err(No::Before) } else { Ok(token) }
    }

    fn post(&mut self, entry: LedgerEntry) {
        assert!(self.ledger.insert(entry.key().to_string(), entry).is_none(), "posted twice");
    }
}
