import { useEffect, useRef, useState } from 'react';
import type { CounterId } from '../../../../shared/ids.ts';
import type { Language } from '../../../../shared/protocol/office.ts';
import type { DemoNow, TourPlace } from './demoNow.ts';
import { SlipPicture } from './Slips.tsx';
import type { SayStart } from './texts.ts';

interface ShowProps {
  readonly now: DemoNow;
  readonly say: SayStart;
  readonly language: Language;
  /** The zone whose TV is shown. */
  readonly zone: string;
  readonly counterNumber: (counter: CounterId) => number | undefined;
  readonly stopping: boolean;
  readonly onStop: () => void;
  readonly onPlay: () => void;
  readonly onBack: () => void;
}

/** The played morning on one page: the real kiosk, slip, counter and TV, and a sentence of what happens now. */
export function Show({ now, say, language, zone, counterNumber, stopping, onStop, onPlay, onBack }: ShowProps) {
  const { slips } = now;
  const tour = now.tour.state === 'playing' ? now.tour : { ...now.tour, at: null };
  const playing = tour.state === 'playing';
  const [newest] = slips;
  const counter = tour.counter ?? undefined;
  const n = counter && counterNumber(counter);
  return (
    <main className="show">
      <header>
        <p className="step num" aria-hidden="true">
          {tour.steps > 0 && say('stepOf', { n: tour.step, all: tour.steps })}
        </p>
        <p className="line" role="status">
          {tour.line?.[language] ?? say('beginning')}
        </p>
        <div className="keys">
          {playing ? (
            <button type="button" className="key" aria-disabled={stopping} onClick={onStop}>
              {stopping ? say('stopping') : say('stop')}
            </button>
          ) : (
            <>
              <button type="button" className="key" onClick={onBack}>
                {say('back')}
              </button>
              <button type="button" className="key main" onClick={onPlay}>
                {say('playAgain')}
              </button>
            </>
          )}
        </div>
        <progress
          max={Math.max(1, tour.steps)}
          value={tour.step}
          aria-label={say('stepOf', { n: tour.step, all: tour.steps })}
        />
      </header>
      <Frame name="kiosk" label={say('kiosk')} src="/kiosk/" size={[1080, 1920]} at={tour.at} say={say} />
      <section className="slip" aria-label={say('slip')}>
        <h2>
          {newest === undefined ? say('slip') : say('slipN', { n: newest })}
          {newest !== undefined && (
            <a href={`/slips/${newest}.bin`} download={`${newest}.bin`}>
              {say('rawBytes')}
            </a>
          )}
        </h2>
        {newest === undefined ? <p>{say('noSlips')}</p> : <SlipPicture key={newest} name={newest} />}
      </section>
      <Frame
        name="display"
        label={say('tv')}
        src={`/display/?zone=${zone}&screen=tour&lang=${language}`}
        size={[1920, 1080]}
        at={tour.at}
        say={say}
      />
      <Frame
        name="counter"
        label={n === undefined ? say('counterN', { n: '' }) : say('counterN', { n })}
        src={counter && `/counter/?counter=${counter}&lang=${language}`}
        size={[1366, 768]}
        at={tour.at}
        say={say}
      />
    </main>
  );
}

interface FrameProps {
  readonly name: TourPlace;
  readonly label: string;
  readonly src: string | undefined;
  readonly size: readonly [width: number, height: number];
  readonly at: TourPlace | null;
  readonly say: SayStart;
}

/** A real screen at its real size, made small. */
function Frame({ name, label, src, size: [width, height], at, say }: FrameProps) {
  const glass = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(0);
  useEffect(() => {
    const element = glass.current;
    if (!element) return;
    const fit = new ResizeObserver(([entry]) => {
      const box = entry?.contentRect;
      if (box) setScale(Math.min(box.width / width, box.height / height));
    });
    fit.observe(element);
    return () => fit.disconnect();
  }, [width, height]);
  const here = at === name;
  return (
    <section className={`frame ${name}${here ? ' here' : ''}`} aria-label={label}>
      <h2>
        {label}
        {here && <small>{say('happensHere')}</small>}
      </h2>
      <div className="glass" ref={glass}>
        {src !== undefined && scale > 0 && (
          <div className="cut" style={{ width: width * scale, height: height * scale }}>
            <iframe key={src} title={label} src={src} style={{ width, height, transform: `scale(${scale})` }} />
          </div>
        )}
      </div>
    </section>
  );
}
