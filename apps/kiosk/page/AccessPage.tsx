import { Icon, type IconName } from '../../../shared/ui/icons.tsx';
import './help.css';
import { backKey, cap, mainKey, useFirstFocus } from './pageKeys.ts';
import type { Aids, Voice } from './parts.tsx';
import type { VoiceKind } from './speaker.edge.ts';
import type { Word } from './texts.ts';

const switches = [
  { aid: 'large', icon: 'letters', help: undefined },
  { aid: 'contrast', icon: 'contrast', help: undefined },
  { aid: 'low', icon: 'accessibility', help: 'lowHelp' },
  { aid: 'spoken', icon: 'sound', help: 'spokenHelp' },
] as const satisfies readonly { readonly aid: keyof Aids; readonly icon: IconName; readonly help: Word | undefined }[];

/** Each wish is a switch that says how it stands; all in the lower half, where every hand reaches. */
export function AccessPage({
  voice: { say },
  aids,
  voiceKind,
  onAid,
  onDone,
}: {
  readonly voice: Voice;
  readonly aids: Aids;
  readonly voiceKind: VoiceKind;
  readonly onAid: (aid: keyof Aids, value: boolean) => void;
  readonly onDone: () => void;
}) {
  const first = useFirstFocus<HTMLHeadingElement>();
  return (
    <main className="access">
      <div className="words">
        <h1 ref={first} tabIndex={-1} data-say="">
          {say('accessTitle')}
        </h1>
        <p>{say('accessHelp')}</p>
      </div>
      <ul className="switches">
        {switches.map(({ aid, icon, help }, i) => {
          const isSilent = aid === 'spoken' && voiceKind === 'none';
          const more = isSilent ? 'spokenNone' : help;
          return (
            <li key={aid}>
              <button
                type="button"
                className="key"
                role="switch"
                aria-checked={aids[aid]}
                aria-disabled={isSilent}
                {...cap(String(i + 1))}
                onClick={() => {
                  if (!isSilent) onAid(aid, !aids[aid]);
                }}
              >
                <Icon name={icon} />
                <span>
                  <b>{say(aid)}</b>
                  {more && <span>{say(more)}</span>}
                </span>
                <span className="knob">
                  {say(aids[aid] ? 'on' : 'off')}
                  <i />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <div className="acts one">
        <button type="button" className="key main" {...backKey} {...mainKey} onClick={onDone}>
          <Icon name="check" />
          {say('accessDone')}
        </button>
      </div>
    </main>
  );
}
