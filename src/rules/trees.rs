//! A sum of small decision trees, boosted to the gradient of the logistic loss (Friedman 2001, "Greedy Function Approximation"): what
//! weighs measures whose meaning hangs on one another. Fitted by `copydesk-train`, kept as text.

/// The trees of one model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees {
    /// All trees' nodes, each in front of those below it.
    nodes: Vec<Node>,
    /// Where each tree begins.
    roots: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Node {
    /// What the measures that come here add to the odds.
    Leaf(f32),
    /// Measures of which this one is at most so much go to the next node, others to the node of this number.
    Split { measure: usize, most: f32, other: usize },
}

impl Trees {
    /// Reads a line for each tree: what stands at a split is the name of a measure and the most that goes on to the first branch, parted
    /// by a colon, then the two branches; a leaf is a number. `#` begins a comment.
    ///
    /// # Errors
    /// The line that is no tree of these measures.
    pub fn parse(text: &str, measures: &[&str]) -> Result<Self, String> {
        let mut trees = Self::default();
        for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            trees.roots.push(trees.nodes.len());
            // Splits whose first branch is being read.
            let mut open: Vec<usize> = Vec::new();
            let mut ended = false;
            for field in line.split_ascii_whitespace() {
                if ended {
                    return Err(format!("more than one tree: {line}"));
                }
                let wrong = || format!("no tree: {line}");
                if let Some((name, most)) = field.split_once(':') {
                    let measure = measures.iter().position(|m| *m == name).ok_or_else(wrong)?;
                    open.push(trees.nodes.len());
                    trees.nodes.push(Node::Split { measure, most: most.parse().map_err(|_| wrong())?, other: 0 });
                    continue;
                }
                trees.nodes.push(Node::Leaf(field.parse().map_err(|_| wrong())?));
                let next = trees.nodes.len();
                // A branch has ended here: the other one of the last split begins, or that split has ended too and is a branch itself.
                ended = true;
                while let Some(Node::Split { other, .. }) = open.last().and_then(|at| trees.nodes.get_mut(*at)) {
                    if *other == 0 {
                        *other = next;
                        ended = false;
                        break;
                    }
                    open.pop();
                }
            }
            if !ended {
                return Err(format!("a tree that is cut off: {line}"));
            }
        }
        Ok(trees)
    }

    /// The natural logarithm of the odds.
    pub fn odds(&self, measures: &[f32]) -> f32 {
        self.roots.iter().map(|root| self.leaf(*root, measures)).sum()
    }

    fn leaf(&self, mut at: usize, measures: &[f32]) -> f32 {
        loop {
            match self.nodes.get(at) {
                Some(Node::Leaf(value)) => return *value,
                Some(Node::Split { measure, most, other }) => {
                    at = if measures.get(*measure).is_some_and(|m| m <= most) { at + 1 } else { *other };
                }
                None => return 0.0,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 2] = ["a", "b"];

    #[test]
    fn each_measure_goes_to_its_branch() {
        let trees = Trees::parse("# two trees\na:0.5 b:1 1 2 b:2 4 8\n100\n", &NAMES).unwrap();
        for (a, b, odds) in [(0.5, 1.0, 101.0), (0.0, 1.5, 102.0), (0.6, 2.0, 104.0), (0.6, 3.0, 108.0)] {
            assert_eq!(trees.odds(&[a, b]), odds, "{a} {b}");
        }
    }

    #[test]
    fn what_is_no_tree_is_told() {
        for line in ["a:1 2", "a:1 2 3 4", "c:1 2 3", "a:x 2 3", "a:1 b:1 2 3"] {
            assert!(Trees::parse(line, &NAMES).is_err(), "{line}");
        }
    }
}
