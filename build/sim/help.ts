/** What the program answers to --help. */
export const usage = `Replays a day of an office through the real core in virtual time, with a forecast for each ticket at its issue.

npm run --silent sim -- --office FILE --history FILE... --day FILE --staff FILE [--plan FILE] [--truth FILE]
                        [--history-staff FILE...] [--date YYYY-MM-DD] --out FILE [--seed N]
npm run --silent sim -- days --office one|four|journey --out FOLDER [--seed N] [--history N]
npm run --silent sim -- table --out FILE [--days N] [--seed N] [--workers N] [--ledger FILE]
npm run --silent sim -- again --data FOLDER [--date YYYY-MM-DD]

--office   office.json.
--history  one file a past day, the oldest first, and
--day      the day: CSV with columns arrival, service, lane, seconds, shows. arrival is seconds after midnight, seconds
           the service time of each stage with | between, shows 1 or 0 (nobody is there when called). Columns walk (call
           to start) and turn (end to the counter's next call) may follow, seconds a stage as well; they are else 0.
--staff    what really happens: CSV with columns counter, from, to, in seconds after midnight, any number of rows a
           counter. Columns officer (else the officers of office.json by their skills) and speed (2 halves the seconds
           of a service) may follow.
--plan     what the roster says, the same columns; without it the estimator knows who is open now and what history shows.
--truth    the parameters of a made day, in place of what would be learned.
--history-staff  who worked on each day of the history. Without it the roster was kept; without a roster the counters of
           --staff were open all day long.
--date     the day's date, 2026-03-02 if not given; the history is played on the office's open days before.
--out      CSV, one row a ticket in order of issue: ticket, service, lane, arrival, called, finished, p10, p20, p50, p80,
           p90, ql_live, les. All are seconds after midnight, the forecasts too: p50 is the instant of the first call
           that half of all outcomes precede, as seen when the ticket was issued; ql_live and les are the same by two
           formulas. Empty: it did not happen, or nothing was said.
--seed     of the estimator; the same files and seed give the same bytes.

days writes such files for a made office, 20 days of history unless --history says otherwise. table scores the forecasts
over --days days (200) of each of three made offices and writes the page docs/waits.md; it is minutes of work by all
cores, and what --ledger (sim-ledger.jsonl) holds of the same sources is not done again.
again asks a recorded day of the core again, the newest in a hub's data folder or that of --date, command by command,
and says whether the same visitors are called; exit code 1 where not.

Exit code 2: something given cannot be used; the sentence names file, line and field.`;
