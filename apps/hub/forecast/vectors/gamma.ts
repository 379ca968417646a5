/** Stirling's series with the argument moved above 10; good to 14 digits. */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < 10) product *= shifted++;
  const inverse = 1 / (shifted * shifted);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}

/**
 * The regularised incomplete gamma function P(shape, x): the share of a Gamma(shape, 1) below x. Series below
 * shape + 1, continued fraction above (Abramowitz & Stegun 6.5.29, 6.5.31, by Lentz's method).
 */
export function gammaBelow(shape: number, x: number): number {
  if (x <= 0) return 0;
  const scale = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let k = 1; term > sum * 1e-16; k++) {
      term *= x / (shape + k);
      sum += term;
    }
    return sum * scale;
  }
  let b = x + 1 - shape;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 10_000; k++) {
    const a = k * (shape - k);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-15) break;
  }
  return 1 - scale * fraction;
}

/** The value below which the share `share` (0 to 1) of a Gamma(shape, scale) lies; by halving, which cannot stray. */
export function gammaQuantile(share: number, shape: number, scale: number): number {
  let low = 0;
  let high = shape + 1;
  while (gammaBelow(shape, high) < share) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (gammaBelow(shape, middle) < share) low = middle;
    else high = middle;
  }
  return ((low + high) / 2) * scale;
}
