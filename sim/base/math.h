// The few transcendental functions the engine needs, our own so that every compiler agrees to the
// bit: + - * / and sqrt only (IEEE 754 correctly rounded), no libm.
#pragma once

namespace threeam {

// Natural logarithm, x > 0; relative error below 1e-14.
double det_log(double x);

// e^x, |x| < 700; relative error below 1e-14.
double det_exp(double x);

// Quantile of the standard normal, 0 < p < 1; relative error below 1.2e-9.
// Acklam's rational approximation (Acklam 2003), without refinement: draws have 32 bits.
double det_normal_quantile(double p);

// IEEE square root.
double det_sqrt(double x);

// sin(2*pi*turn); absolute error below 1e-12. For daily shapes.
double det_sin_turn(double turn);

}  // namespace threeam
