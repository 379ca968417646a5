/** docs/waits.md: what the figures are of, then the figures. */
export function pageOf(
  tables: string,
  {
    days,
    seed,
    sources,
    date,
  }: { readonly days: number; readonly seed: number; readonly sources: string; readonly date: string },
): string {
  return `# How good the forecasts of waits are

Made by \`npm run sim -- table --days ${days} --seed ${seed} --out docs/waits.md\` on ${date},
with the estimator, core and days whose files have the hash ${sources}; the same seed makes the same days. Nothing here
was seen in a real office: the days are made by \`build/sim/days.ts\`, which shares no assumption with the estimator.

- **Days**: visitors come by a Poisson process with a crowd at the door, a rush and a calm afternoon, 8 % more or fewer from
  day to day. Service is a gamma time and, in one of ten, a Pareto time up to five times the mean; officers differ by 18 %.
  Officers come, rest one after the other and return some minutes off the roster; after one visitor in sixteen they are away
  for 2 to 8 minutes without a word. 2 to 6 % do not come when called, and who waits longer leaves more often.
- **Play**: everybody acts on the shipped hub, by its own rules, over a journal in memory. The estimator hears of the hub's
  events and has the roster; it is asked once a ticket, when the number is given. Before the first scored day it has
  followed 20 others, and goes on learning; after 10 scored days another office is made.
- **Score**: of visitors who waited more than half a minute for their first call. The error of a median forecast, in
  minutes; bias is forecast less outcome; a relative error counts waits below 5 minutes as 5; P10-P90 should hold 80 % of
  outcomes and P20-P80 60 %; ± is the standard error over the made offices.
- **Beside it**: QL is (visitors ahead + 1) x service time / counters open now that may call them; LES is the wait of the
  last one called. The look-ahead that is given the truth knows the parameters of each
  made day, though not which visitors come: what it misses by is chance. It is asked on all
  days of one queue and on a quarter of the others.

${tables}`;
}
