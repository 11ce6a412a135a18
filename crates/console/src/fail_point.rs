//! Named steps at which tests end the process, to see what the next one makes of what was left behind. Without the feature
//! `failpoints`, which this crate's own tests alone turn on, there is nothing at these steps.

/// A step of this name.
#[cfg(not(feature = "failpoints"))]
macro_rules! fail_point {
    ($name:literal) => {};
}

#[cfg(feature = "failpoints")]
pub(crate) use fail::fail_point;
#[cfg(not(feature = "failpoints"))]
pub(crate) use fail_point;
