//! Logistic regression by Newton's method with a ridge.

/// What is not nothing of a sample: column and value; then its label, 0 or 1, and its weight.
pub type Row = (Vec<(usize, f64)>, f64, f64);

/// The weights of `n` columns.
pub fn fit<'r>(rows: impl Iterator<Item = &'r Row> + Clone, n: usize, ridge: f64) -> Vec<f64> {
    let mut weights = vec![0.0; n];
    for _ in 0..16 {
        let mut gradient: Vec<f64> = weights.iter().map(|w| -ridge * w).collect();
        let mut hessian = vec![0.0; n * n];
        for i in 0..n {
            hessian[i * n + i] = ridge;
        }
        for (row, label, weight) in rows.clone() {
            let p = probability(&weights, row);
            let curve = (weight * p * (1.0 - p)).max(1e-9);
            for (i, a) in row {
                gradient[*i] += weight * (label - p) * a;
                if curve > 1e-6 {
                    for (j, b) in row {
                        hessian[i * n + j] += curve * a * b;
                    }
                }
            }
        }
        let step = solve(&mut hessian, gradient, n);
        let longest = step.iter().fold(0.0_f64, |m, s| m.max(s.abs()));
        let scale = if longest > 3.0 { 3.0 / longest } else { 1.0 };
        for (w, s) in weights.iter_mut().zip(&step) {
            *w += scale * s;
        }
        if longest < 1e-4 {
            break;
        }
    }
    weights
}

/// The probability that the model gives.
pub fn probability(weights: &[f64], row: &[(usize, f64)]) -> f64 {
    let sum: f64 = row.iter().map(|(i, m)| weights[*i] * m).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Solves a positive definite system by Cholesky's decomposition.
fn solve(a: &mut [f64], b: Vec<f64>, n: usize) -> Vec<f64> {
    for j in 0..n {
        for k in 0..j {
            let f = a[j * n + k];
            if f != 0.0 {
                for i in j..n {
                    a[i * n + j] -= a[i * n + k] * f;
                }
            }
        }
        let d = a[j * n + j].max(1e-12).sqrt();
        for i in j..n {
            a[i * n + j] /= d;
        }
    }
    let mut y = b;
    for i in 0..n {
        for k in 0..i {
            y[i] -= a[i * n + k] * y[k];
        }
        y[i] /= a[i * n + i];
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            y[i] -= a[k * n + i] * y[k];
        }
        y[i] /= a[i * n + i];
    }
    y
}
