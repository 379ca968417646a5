import type { DeepReadonly } from '../../../shared/basics.ts';
import type { HallOffice } from '../../../shared/protocol/hall.ts';
import type { ZoneId } from '../../../shared/ids.ts';

/** What the hub tells the read-only door; `text` is JSON, made once and sent on as it is. */
export type ToDoor =
  | {
      readonly tell: 'office';
      readonly zones: readonly { readonly id: ZoneId; readonly name: string }[];
      readonly text: string;
    }
  | { readonly tell: 'frame'; readonly zone: ZoneId; readonly text: string }
  | { readonly tell: 'beat'; readonly text: string };

/** The only two things the door ever says back. */
export type FromDoor =
  { readonly said: 'listening'; readonly port: number } | { readonly said: 'failed'; readonly code: string };

/** What the door is started with. */
export interface DoorSettings {
  readonly port: number;
  readonly host: string;
  /** Folder of the built display page. */
  readonly page: string;
  /** Folders of the TVs' pictures and films; an earlier one wins, and one may be missing. */
  readonly media: readonly string[];
}

/** `hallOffice` of the document, and the names of its zones for who asks for one that is not there. */
export function officeFor(hash: string, office: DeepReadonly<HallOffice>): ToDoor {
  return {
    tell: 'office',
    zones: office.zones.map(({ id, name }) => ({ id, name: name.id })),
    text: JSON.stringify({ hash, office }),
  };
}
