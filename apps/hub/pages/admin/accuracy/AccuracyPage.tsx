import type { AdminPageProps } from '../pages.tsx';
import { Icon } from '../../../../../shared/ui/icons.tsx';
import { sayAccuracy } from './texts.ts';

/** How often the waits that were told came true. */
export function AccuracyPage({ language }: AdminPageProps) {
  const say = sayAccuracy(language);
  return (
    <>
      <header className="head">
        <div>
          <h1>{say('title')}</h1>
          <p>{say('lead')}</p>
        </div>
      </header>
      <div className="empty">
        <Icon name="chart-line" />
        <h2>{say('none')}</h2>
        <p>{say('noneHelp')}</p>
      </div>
    </>
  );
}
