import type { DemoNow } from './demoNow.ts';
import { useSlip } from './demoNow.edge.ts';
import type { SayStart } from './texts.ts';

/** One slip as it came out, drawn from its bytes. */
export function SlipPicture({ name }: { readonly name: string }) {
  const svg = useSlip(name);
  // Drawn by the virtual printer, which escapes every word.
  return <div className="paper" dangerouslySetInnerHTML={{ __html: svg ?? '' }} />;
}

/** Every slip of the virtual printer, newest first, as they come. */
export function Slips({ now, say, back }: { readonly now: DemoNow; readonly say: SayStart; readonly back: string }) {
  return (
    <main className="slips">
      <header>
        <a href={back}>{say('back')}</a>
        <h1>{say('slipsTitle')}</h1>
        <p>{say('slipsLead')}</p>
      </header>
      {now.slips.length === 0 && <p className="none">{say('noSlips')}</p>}
      <ol>
        {now.slips.map((name) => (
          <li key={name}>
            <h2>{say('slipN', { n: name })}</h2>
            <a href={`/slips/${name}.bin`} download={`${name}.bin`}>
              {say('rawBytes')}
            </a>
            <SlipPicture name={name} />
          </li>
        ))}
      </ol>
    </main>
  );
}
