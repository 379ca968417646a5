import type { PartProps } from './Headline.tsx';

/** What the figures mean, and who is not in them. */
export function Meaning({ report: { all, apart }, say, figures }: PartProps) {
  const { count } = figures;
  return (
    <section className="meaning">
      <h2>{say('meaning')}</h2>
      <ul>
        <li>{say('meanMae')}</li>
        <li>{say('meanBase')}</li>
        <li>{say('meanBand')}</li>
        <li>{say('meanSlip')}</li>
        <li>{say('meanCensored', { n: count(all.unseen) })}</li>
        <li>
          {say('meanApart', {
            atOnce: count(apart.atOnce),
            late: count(apart.lateForecast),
            open: count(apart.open),
            few: count(apart.few),
          })}
        </li>
      </ul>
    </section>
  );
}
