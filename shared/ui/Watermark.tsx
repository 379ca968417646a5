import type { Language } from '../protocol/office.ts';
import { practiceSpeaker } from './practiceTexts.ts';

/** One for both languages, as a stranger must know it too. */
const word = 'LATIHAN / PRACTICE';

/** Over every page of a practice, in both languages, and on what it prints; nothing under it is covered from the hand. */
export function Watermark({ language }: { readonly language: Language }) {
  const say = practiceSpeaker(language);
  return (
    <>
      <p className="practicestrip">
        <b>{word}</b> <span>{say('strip')}</span>
      </p>
      <div className="practicemark" aria-hidden="true">
        {Array.from({ length: 6 }, (_, i) => (
          <span key={i} data-word={word} />
        ))}
      </div>
    </>
  );
}
