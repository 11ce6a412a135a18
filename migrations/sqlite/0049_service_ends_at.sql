-- From when its package keeps an application out of service by itself: the end of a trial, or of what was paid for; 0
-- where that was refunded. A package that is renewed by itself has the account's hours in arrears on top of it.
ALTER TABLE application RENAME COLUMN suspends_at TO service_ends_at;
