import * as z from 'zod/mini';
import { DeviceId, OfficerId } from '../../../shared/ids.ts';
import { Role } from '../../../shared/protocol/roles.ts';

/** A credential: whoever shows the token is this device in this role. */
export const Pass = z.strictObject({
  token: z.string().check(z.minLength(16), z.maxLength(200)),
  /** Nobody comes in as the hub itself. */
  role: Role.check(z.refine((role) => role !== 'clock' && role !== 'hub')),
  device: DeviceId,
  person: z.optional(OfficerId),
});
export type Pass = z.infer<typeof Pass>;
export const Passes = z.array(Pass).check(
  z.maxLength(1000),
  z.check(({ value, issues }) => {
    const seen = new Set<string>();
    for (const [i, { token }] of value.entries()) {
      if (seen.has(token)) issues.push({ code: 'custom', input: value, path: [i, 'token'] });
      seen.add(token);
    }
  }),
);

/** Who may come in. Tokens are kept as digests, so that a look at memory or a slow comparison tells nothing. */
export interface Access {
  admit(token: string): Omit<Pass, 'token'> | undefined;
}

/** `digest` is one-way; the same function is used on what is shown at the door. */
export function createAccess(passes: readonly Pass[], digest: (token: string) => string): Access {
  const known = new Map(passes.map(({ token, ...pass }) => [digest(token), pass]));
  return { admit: (token) => known.get(digest(token)) };
}
