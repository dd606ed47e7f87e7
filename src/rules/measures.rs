//! Measures that a logistic model weighs: an enum, so that a name that is none does not compile, whose order is that of the values.

/// Declares the measures of a model: `Measure` with its names as weights are kept under, [`MEASURES`](self) all those names in order,
/// and how many there are.
macro_rules! measures {
    ($($measure:ident = $name:literal),* $(,)?) => {
        /// What speaks for a slip or against it, in the order of the values.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Measure {
            $($measure),*
        }

        /// The names of the measures, as their weights are kept under, in the order of [`Measure`].
        pub const MEASURES: &[&str] = &[$($name),*];

        /// How many measures there are.
        pub const COUNT: usize = MEASURES.len();
    };
}

pub(crate) use measures;
