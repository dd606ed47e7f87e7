//! Boosted decision trees for the logistic loss (Friedman 2001, "Greedy Function Approximation: A Gradient Boosting Machine"), grown leaf
//! by leaf on binned values with Newton steps (as in XGBoost, Chen and Guestrin 2016). Same trees every time.

use std::fmt::Write as _;

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    pub trees: usize,
    /// Leaves of a tree.
    pub leaves: usize,
    /// How much of each step is taken, 0 to 1.
    pub rate: f64,
    /// Rows of a leaf, at least.
    pub rows: usize,
    /// Added to the second derivatives of a leaf.
    pub ridge: f64,
}

/// Values of a column are put into at most so many bins of about as many rows.
const BINS: usize = 64;

/// Rows of as many values each, what they should be (0 or 1) and what they weigh.
pub struct Table {
    /// By column.
    bins: Vec<Vec<u8>>,
    /// The largest value of each bin but the last, by column.
    bounds: Vec<Vec<f32>>,
    labels: Vec<f64>,
    weights: Vec<f64>,
}

impl Table {
    pub fn new<'r>(rows: impl Iterator<Item = (&'r [f32], f64, f64)>) -> Self {
        let mut columns: Vec<Vec<f32>> = Vec::new();
        let (mut labels, mut weights) = (Vec::new(), Vec::new());
        for (values, label, weight) in rows {
            columns.resize(values.len(), Vec::new());
            columns.iter_mut().zip(values).for_each(|(column, v)| column.push(*v));
            labels.push(label);
            weights.push(weight);
        }
        let bounds: Vec<Vec<f32>> = columns.iter().map(|column| bounds(column)).collect();
        let binned = |(column, bounds): (&Vec<f32>, &Vec<f32>)| column.iter().map(|v| bounds.partition_point(|b| b < v) as u8).collect();
        let bins = columns.iter().zip(&bounds).map(binned).collect();
        Self { bins, bounds, labels, weights }
    }
}

/// The values that part a column's bins.
fn bounds(column: &[f32]) -> Vec<f32> {
    let mut sorted = column.to_vec();
    sorted.sort_by(f32::total_cmp);
    let each = (sorted.len() / BINS).max(1);
    let mut bounds: Vec<f32> = Vec::new();
    let mut taken = 0;
    for (i, pair) in sorted.windows(2).enumerate() {
        // What is rare at the low end, as a flag that is seldom off, has a bin of its own.
        let full = bounds.is_empty() || i + 1 - taken >= each && bounds.len() + 1 < BINS;
        if pair[0] < pair[1] && full {
            bounds.push(pair[0]);
            taken = i + 1;
        }
    }
    // And at the high end.
    if let Some(below) = sorted.iter().rev().find(|v| Some(*v) != sorted.last()).filter(|v| bounds.last().is_none_or(|b| b < v)) {
        bounds.push(*below);
    }
    bounds
}

/// The mean of the log odds of a probability and of trees, as a probability: what rules make of both models.
pub fn joined(weighed: f64, trees: f32) -> f64 {
    let p = weighed.clamp(1e-9, 1.0 - 1e-9);
    1.0 / (1.0 + (-((p / (1.0 - p)).ln() + f64::from(trees)) / 2.0).exp())
}

/// A tree while it grows.
enum Node {
    Leaf(Leaf),
    Split { column: usize, bin: usize, below: [usize; 2] },
}

struct Leaf {
    rows: Vec<u32>,
    value: f64,
    /// What the best split gains, its column and bin.
    best: Option<(f64, usize, usize)>,
}

/// Grows the trees and writes them a line each, as `copydesk` reads them.
pub fn grow(table: &Table, names: &[&str], growth: Growth) -> String {
    let mut odds = vec![0.0_f64; table.labels.len()];
    let mut out = String::new();
    for _ in 0..growth.trees {
        let slopes: Vec<[f64; 2]> = (odds.iter().zip(&table.labels).zip(&table.weights))
            .map(|((odds, label), weight)| {
                let p = 1.0 / (1.0 + (-odds).exp());
                [weight * (p - label), weight * p * (1.0 - p)]
            })
            .collect();
        let tree = grow_one(table, &slopes, growth);
        for leaf in tree.iter().filter_map(|n| if let Node::Leaf(leaf) = n { Some(leaf) } else { None }) {
            leaf.rows.iter().for_each(|row| odds[*row as usize] += leaf.value);
        }
        write(&tree, 0, table, names, &mut out);
        out.pop();
        out.push('\n');
    }
    out
}

fn grow_one(table: &Table, slopes: &[[f64; 2]], growth: Growth) -> Vec<Node> {
    let leaf = |rows: Vec<u32>| {
        let [g, h] = sum(rows.iter().map(|r| slopes[*r as usize]));
        let best = best_split(table, slopes, &rows, growth);
        Node::Leaf(Leaf { value: -growth.rate * g / (h + growth.ridge), rows, best })
    };
    let mut nodes = vec![leaf((0..slopes.len() as u32).collect())];
    for _ in 1..growth.leaves {
        let gain = |node: &Node| if let Node::Leaf(Leaf { best: Some((gain, ..)), .. }) = node { *gain } else { 0.0 };
        let Some(at) = (0..nodes.len()).max_by(|a, b| gain(&nodes[*a]).total_cmp(&gain(&nodes[*b])).then(b.cmp(a))) else { break };
        let Node::Leaf(Leaf { rows, best: Some((_, column, bin)), .. }) = &mut nodes[at] else { break };
        let (column, bin) = (*column, *bin);
        let (low, high) = std::mem::take(rows).into_iter().partition(|r| usize::from(table.bins[column][*r as usize]) <= bin);
        let below = [nodes.len(), nodes.len() + 1];
        nodes[at] = Node::Split { column, bin, below };
        nodes.extend([leaf(low), leaf(high)]);
    }
    nodes
}

fn sum(all: impl Iterator<Item = [f64; 2]>) -> [f64; 2] {
    all.fold([0.0; 2], |[g, h], [x, y]| [g + x, h + y])
}

fn best_split(table: &Table, slopes: &[[f64; 2]], rows: &[u32], growth: Growth) -> Option<(f64, usize, usize)> {
    let score = |[g, h]: [f64; 2]| g * g / (h + growth.ridge);
    let all = sum(rows.iter().map(|r| slopes[*r as usize]));
    let mut best: Option<(f64, usize, usize)> = None;
    for (column, bins) in table.bins.iter().enumerate() {
        let mut by_bin = [([0.0_f64; 2], 0_usize); BINS + 1];
        for row in rows {
            let ([g, h], n) = &mut by_bin[usize::from(bins[*row as usize])];
            let [x, y] = slopes[*row as usize];
            (*g, *h, *n) = (*g + x, *h + y, *n + 1);
        }
        let (mut low, mut n) = ([0.0; 2], 0);
        for (bin, (slope, rows_here)) in by_bin.iter().enumerate().take(table.bounds[column].len()) {
            low = [low[0] + slope[0], low[1] + slope[1]];
            n += rows_here;
            if n < growth.rows || rows.len() - n < growth.rows {
                continue;
            }
            let gain = score(low) + score([all[0] - low[0], all[1] - low[1]]) - score(all);
            if gain > best.map_or(1e-9, |b| b.0) {
                best = Some((gain, column, bin));
            }
        }
    }
    best
}

/// Each split in front of its two branches.
fn write(tree: &[Node], at: usize, table: &Table, names: &[&str], out: &mut String) {
    match &tree[at] {
        Node::Leaf(leaf) => {
            let _ = write!(out, "{:.4} ", leaf.value);
        }
        Node::Split { column, bin, below } => {
            let _ = write!(out, "{}:{} ", names[*column], table.bounds[*column][*bin]);
            below.iter().for_each(|b| write(tree, *b, table, names, out));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_on_two_values_together_is_learnt() {
        let corners = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
        let rows: Vec<[f32; 2]> = (0..400).map(|i| corners[i % 4]).collect();
        let label = |r: &[f32; 2]| if r[0] == r[1] { 0.0 } else { 1.0 };
        // Not quite as many of each, or no first split would gain anything.
        let table = Table::new(rows.iter().skip(1).map(|r| (r.as_slice(), label(r), 1.0)));
        let text = grow(&table, &["a", "b"], Growth { trees: 20, leaves: 4, rate: 0.3, rows: 5, ridge: 1.0 });
        let trees = copydesk::rules::trees::Trees::parse(&text, &["a", "b"]).expect("trees as copydesk reads them");
        for corner in &corners {
            assert_eq!(trees.odds(corner) > 0.0, label(corner) > 0.5, "{corner:?}: {}", trees.odds(corner));
        }
    }
}
