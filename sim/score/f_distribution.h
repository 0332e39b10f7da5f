// Quantiles of Fisher's F, our own so that every compiler agrees to the bit.
#pragma once

namespace threeam::score {

// Regularised incomplete beta function I_x(a, b), for a, b > 0 and 0 <= x <= 1; absolute error
// below 1e-12 for a, b up to 1e4. Continued fraction, modified Lentz (Press et al., Numerical
// Recipes, 3rd ed., section 6.4; DLMF 8.17.22).
double incomplete_beta(double a, double b, double x);

// The f below which a share p of F(df1, df2) lies, 0 < p < 1; df1, df2 > 0 need not be whole.
// Bisection of I_x(df1 / 2, df2 / 2) = p with x = df1 f / (df1 f + df2) (DLMF 8.17; Abramowitz and
// Stegun 26.6.2).
double f_quantile(double p, double df1, double df2);

}  // namespace threeam::score
