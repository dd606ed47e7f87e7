//! Linear models over sparse binary features, trained to the optimum with L-BFGS (Nocedal 1980): the same bits every time.

/// Rows of features, each scaled by one number.
#[derive(Default)]
pub struct Matrix {
    starts: Vec<usize>,
    columns: Vec<u32>,
    scales: Vec<f32>,
    width: usize,
}

impl Matrix {
    pub fn new(width: usize) -> Self {
        Self { starts: vec![0], width, ..Self::default() }
    }

    pub fn push(&mut self, columns: impl Iterator<Item = u32>, scale: f32) {
        self.columns.extend(columns);
        self.scales.push(scale);
        self.starts.push(self.columns.len());
    }

    pub fn row(&self, i: usize) -> (&[u32], f32) {
        (&self.columns[self.starts[i]..self.starts[i + 1]], self.scales[i])
    }

    /// The score of each row.
    pub fn scores(&self, weights: &[f64]) -> Vec<f64> {
        self.scores_of(weights, |_| true)
    }

    /// The score of each row that is wanted, zero for others.
    fn scores_of(&self, weights: &[f64], wanted: impl Fn(usize) -> bool) -> Vec<f64> {
        (0..self.scales.len())
            .map(|i| {
                if !wanted(i) {
                    return 0.0;
                }
                let (columns, scale) = self.row(i);
                columns.iter().map(|c| weights[*c as usize]).sum::<f64>() * f64::from(scale)
            })
            .collect()
    }

    /// The mean score of some rows, as an article's sentences are weighed.
    pub fn mean(&self, scores: &[f64], rows: &[usize]) -> f64 {
        let (sum, weight) = rows.iter().fold((0.0, 0.0), |(sum, weight), r| {
            let w = 1.0 / f64::from(self.scales[*r]);
            (sum + w * scores[*r], weight + w)
        });
        sum / weight
    }

    /// The gradient by weight, from the gradient by score.
    fn pull(&self, by_score: &[f64], out: &mut [f64]) {
        for (i, g) in by_score.iter().enumerate().filter(|(_, g)| **g != 0.0) {
            let (columns, scale) = self.row(i);
            let g = g * f64::from(scale);
            columns.iter().for_each(|c| out[*c as usize] += g);
        }
    }
}

/// What is asked of the scores.
pub enum Term {
    /// The first row scores above the second: logistic loss of the difference.
    Above { high: usize, low: usize, weight: f64 },
    /// The row scores, with the bias, above zero (`sign` 1) or below (-1): logistic loss.
    Side { row: usize, sign: f64, weight: f64 },
    /// The mean of the first rows is above that of the second: logistic loss of the difference.
    Apart { high: Vec<usize>, low: Vec<usize>, weight: f64 },
    /// Two sets of rows have the same mean: squared difference. Directions that tell apart what should be one are paid for.
    Alike { a: Vec<usize>, b: Vec<usize>, weight: f64 },
}

/// The weights that fit, the bias last.
pub fn fit(matrix: &Matrix, terms: &[Term], ridge: f64, iterations: usize) -> Vec<f64> {
    let mut used = vec![false; matrix.scales.len()];
    for term in terms {
        match term {
            Term::Above { high, low, .. } => [*high, *low].iter().for_each(|r| used[*r] = true),
            Term::Side { row, .. } => used[*row] = true,
            Term::Apart { high, low, .. } => high.iter().chain(low).for_each(|r| used[*r] = true),
            Term::Alike { a, b, .. } => a.iter().chain(b).for_each(|r| used[*r] = true),
        }
    }
    let mut problem = Problem { matrix, terms, ridge, used };
    minimise(matrix.width + 1, iterations, &mut |w, g| problem.loss(w, g))
}

struct Problem<'a> {
    matrix: &'a Matrix,
    terms: &'a [Term],
    ridge: f64,
    /// The rows that a term speaks of.
    used: Vec<bool>,
}

impl Problem<'_> {
    fn loss(&mut self, w: &[f64], gradient: &mut Vec<f64>) -> f64 {
        let width = self.matrix.width;
        let bias = w[width];
        let z = self.matrix.scores_of(&w[..width], |row| self.used[row]);
        // As articles are judged: a sentence counts for the root of its features' number.
        let whole = |rows: &[usize]| rows.iter().map(|r| 1.0 / f64::from(self.matrix.scales[*r])).sum::<f64>();
        let part = |r: usize, whole: f64| 1.0 / f64::from(self.matrix.scales[r]) / whole;
        let mean = |rows: &[usize]| rows.iter().map(|r| z[*r]).sum::<f64>() / rows.len() as f64;
        let mut by_score = vec![0.0; z.len()];
        let (mut loss, mut by_bias) = (0.0, 0.0);
        for term in self.terms {
            match term {
                Term::Above { high, low, weight } => {
                    let margin = z[*high] - z[*low];
                    loss += weight * softplus(-margin);
                    let g = -weight / (1.0 + margin.exp());
                    by_score[*high] += g;
                    by_score[*low] -= g;
                }
                Term::Side { row, sign, weight } => {
                    let margin = sign * (z[*row] + bias);
                    loss += weight * softplus(-margin);
                    let g = -weight * sign / (1.0 + margin.exp());
                    by_score[*row] += g;
                    by_bias += g;
                }
                Term::Apart { high, low, weight } => {
                    let (h, l) = (whole(high), whole(low));
                    let margin = self.matrix.mean(&z, high) - self.matrix.mean(&z, low);
                    loss += weight * softplus(-margin);
                    let g = -weight / (1.0 + margin.exp());
                    high.iter().for_each(|r| by_score[*r] += g * part(*r, h));
                    low.iter().for_each(|r| by_score[*r] -= g * part(*r, l));
                }
                Term::Alike { a, b, weight } => {
                    let gap = mean(a) - mean(b);
                    loss += weight * gap * gap;
                    let g = 2.0 * weight * gap;
                    a.iter().for_each(|r| by_score[*r] += g / a.len() as f64);
                    b.iter().for_each(|r| by_score[*r] -= g / b.len() as f64);
                }
            }
        }
        gradient.clear();
        gradient.extend(w[..width].iter().map(|w| self.ridge * w));
        gradient.push(by_bias);
        self.matrix.pull(&by_score, &mut gradient[..width]);
        loss + 0.5 * self.ridge * dot(&w[..width], &w[..width])
    }
}

fn softplus(x: f64) -> f64 {
    if x > 0.0 { x + (-x).exp().ln_1p() } else { x.exp().ln_1p() }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Adds `factor` times `from` to `to`.
fn add(to: &mut [f64], factor: f64, from: &[f64]) {
    to.iter_mut().zip(from).for_each(|(t, f)| *t += factor * f);
}

/// Minimises a convex function from zero; `f` gives the value and fills the gradient.
pub fn minimise(n: usize, iterations: usize, f: &mut dyn FnMut(&[f64], &mut Vec<f64>) -> f64) -> Vec<f64> {
    const MEMORY: usize = 7;
    let mut w = vec![0.0; n];
    let (mut gradient, mut next_gradient) = (Vec::new(), Vec::new());
    let mut value = f(&w, &mut gradient);
    let mut pairs: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for iteration in 0..iterations {
        let mut direction = gradient.clone();
        let mut alphas = Vec::new();
        for (s, y) in pairs.iter().rev() {
            let alpha = dot(s, &direction) / dot(s, y);
            add(&mut direction, -alpha, y);
            alphas.push(alpha);
        }
        let first = match pairs.last() {
            Some((s, y)) => dot(s, y) / dot(y, y),
            None => 1.0 / dot(&gradient, &gradient).sqrt().max(1e-12),
        };
        direction.iter_mut().for_each(|d| *d *= first);
        for ((s, y), alpha) in pairs.iter().zip(alphas.into_iter().rev()) {
            let beta = dot(y, &direction) / dot(s, y);
            add(&mut direction, alpha - beta, s);
        }
        let slope = dot(&gradient, &direction);
        let mut step = 1.0;
        let (next, next_value) = loop {
            let mut next = w.clone();
            add(&mut next, -step, &direction);
            let next_value = f(&next, &mut next_gradient);
            if next_value <= value - 1e-4 * step * slope || step < 1e-6 {
                break (next, next_value);
            }
            step *= 0.5;
        };
        let s: Vec<f64> = next.iter().zip(&w).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        if dot(&s, &y) > 1e-12 {
            pairs.push((s, y));
            if pairs.len() > MEMORY {
                pairs.remove(0);
            }
        }
        let done = (value - next_value).abs() < 1e-5 * value.abs() && iteration > 5;
        (w, value) = (next, next_value);
        std::mem::swap(&mut gradient, &mut next_gradient);
        if done {
            break;
        }
    }
    w
}
