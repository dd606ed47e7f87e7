//! Whether two quantities say the same.

use super::{Quantity, Unit};

/// Whether a quantity of one side is told on the other: by a quantity that is the same in some reading, rounded by the translation, in
/// another measure or on another clock; a date or a time also figure by figure. `months` are those that the other side names.
pub fn is_told<'q>(own: &Quantity, others: impl Iterator<Item = &'q Quantity> + Clone, months: &[f64], is_source: bool) -> bool {
    let whole = |value: f64| {
        others.clone().any(|o| o.values.iter().chain(&o.parts).any(|v| equal(value, *v, is_source) || clock(value, *v, own.unit, o.unit)))
            || months.contains(&value)
    };
    let same = |o: &Quantity| {
        own.values.iter().any(|v| o.values.iter().any(|w| equal(*v, *w, is_source)))
            || matches!((own.unit, o.unit), (Unit::Measure(i), Unit::Measure(j)) if i == j && converts(i, own, o))
    };
    if others.clone().any(same) {
        return true;
    }
    if own.parts.is_empty() {
        return own.values.iter().any(|v| whole(*v));
    }
    // A score, a range or a time has its other figure beside it: "2:6" is not told by "3:1 (2:1)".
    if let [a, b] = own.parts.as_slice() {
        let twos = || others.clone().filter_map(|o| <[f64; 2]>::try_from(o.parts.clone()).ok().map(|p| (p, o.unit)));
        let one = |x: f64, y: f64, unit: Unit| x == y || clock(x, y, own.unit, unit);
        let both = |([c, d], unit): ([f64; 2], Unit)| one(*a, c, unit) && one(*b, d, unit) || one(*a, d, unit) && one(*b, c, unit);
        let half = |([c, d], _): ([f64; 2], Unit)| (*a == c) != (*b == d) || (*a == d) != (*b == c);
        if own.values.is_empty() && *b != 0.0 && twos().any(half) && !twos().any(both) {
            return false;
        }
    }
    // The minutes of a full hour are left out.
    own.parts.iter().all(|v| *v == 0.0 || whole(*v))
}

/// Whether two values are the same, or the translation's is what the source's rounds to: nobody makes a figure finer.
pub(super) fn equal(own: f64, other: f64, own_is_source: bool) -> bool {
    let size = own.abs().max(other.abs());
    if (own - other).abs() <= size * 1e-9 {
        return true;
    }
    let (source, target) = if own_is_source { (own, other) } else { (other, own) };
    let digits = significant(target);
    digits >= 2 && digits < significant(source) && size >= 100.0 && {
        let unit = 10_f64.powi(source.abs().log10().floor() as i32 + 1 - digits);
        ((source / unit).round() * unit - target).abs() <= unit * 1e-6
    }
}

/// How many digits of a number count: 94,300 has three.
pub(super) fn significant(x: f64) -> i32 {
    let digits = format!("{x}");
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    let kept = if format!("{x}").contains('.') { digits } else { digits.trim_end_matches('0') };
    i32::try_from(kept.len()).unwrap_or(i32::MAX)
}

/// 22 and 10 o'clock; '21 and 2021; the 70s and the 1970s.
pub(super) fn clock(x: f64, y: f64, one: Unit, other: Unit) -> bool {
    let (small, large) = if x < y { (x, y) } else { (y, x) };
    let whole = x.fract() == 0.0 && y.fract() == 0.0;
    let hours = one == Unit::Clock || other == Unit::Clock;
    let year = (1900.0..2100.0).contains(&large) && (10.0..100.0).contains(&small) && large % 100.0 == small;
    whole && (hours && (12.0..=24.0).contains(&large) && large - small == 12.0 || year)
}

pub(super) fn converts(i: u8, a: &Quantity, b: &Quantity) -> bool {
    let Some((.., factor, plus)) = CONVERSIONS.get(usize::from(i)) else { return false };
    let near = |x: f64, y: f64| (x - y).abs() <= 0.06 * x.abs().max(y.abs()).max(1.0);
    let told = |x: f64, y: f64| near(x * factor + plus, y);
    a.values.iter().any(|x| b.values.iter().any(|y| told(*x, *y) || told(*y, *x)))
}

/// Measures of which one is told as the other: forms, forms, how many of the second make one of the first, and what is added.
pub(super) const CONVERSIONS: &[(&[&str], &[&str], f64, f64)] = &[
    (&["km", "kilometre", "kilometer", "км", "公里", "千米", "キロ"], &["mile", "mi", "英里"], 0.621_371, 0.0),
    (&["m", "metre", "meter", "м", "米", "メートル"], &["feet", "foot", "ft", "英尺"], 3.280_84, 0.0),
    (&["cm", "centimetre", "centimeter", "см", "厘米", "センチ"], &["inch", "inches"], 0.393_701, 0.0),
    (&["kg", "kilogram", "kilo", "кг", "公斤"], &["pound", "lb", "lbs"], 2.204_62, 0.0),
    (&["°c", "celsius", "c", "градус"], &["°f", "fahrenheit", "f"], 1.8, 32.0),
    (&["hectare", "ha", "га", "公顷"], &["acre"], 2.471_05, 0.0),
];
