import { iconPaths } from './iconPaths.tsx';

export type IconName = keyof typeof iconPaths;

/** A word always stands next to an icon, so none is read aloud. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="i" viewBox="0 0 24 24" aria-hidden="true">
      {iconPaths[name]}
    </svg>
  );
}

/** An office document may name an icon this build does not have. */
export function isIcon(name: string): name is IconName {
  return Object.hasOwn(iconPaths, name);
}

/** An icon that an office document names. */
export function OfficeIcon({ name }: { readonly name: string }) {
  return <Icon name={isIcon(name) ? name : 'ticket'} />;
}

const laneMarks = {
  appointment: (
    <>
      <rect x="2" y="2" width="16" height="16" rx="3" fill="currentColor" />
      <path
        d="M10 5.6V10l3 2"
        stroke="var(--surface)"
        strokeWidth="2"
        fill="none"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  priority: <path d="M10 .8 19.2 10 10 19.2.8 10z" fill="currentColor" />,
  regular: <circle cx="10" cy="10" r="7.4" fill="none" stroke="currentColor" strokeWidth="2.6" />,
};

/** A lane has a shape of its own, so that colour only repeats it. */
export function LaneMark({ lane }: { readonly lane: keyof typeof laneMarks }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      {laneMarks[lane]}
    </svg>
  );
}
