/** What the QR code says: ASCII, as the library counts its length in letters, not bytes. */
export interface Coded {
  readonly number: string;
  /** Key prefix and MAC. */
  readonly check: string;
  readonly office: { readonly slip: { readonly link?: string | undefined } };
}

/**
 * Number and code; behind the office's own link where it has one. They stand in the fragment, which a phone does not send
 * to the server that gives the page.
 */
export function slipCode({ number, check, office }: Coded): string {
  const { link } = office.slip;
  return link === undefined ? `${number} ${check}` : `${link}#${number}.${check}`;
}

/**
 * A slip's code as it is scanned or typed: a number, a number and its code, or the link of either; letters in any case,
 * spaces and hyphens as they come, and leading zeros left out. Undefined when it is none of these.
 */
export function readSlipCode(text: string): { readonly number: string; readonly check?: string } | undefined {
  const said = text
    .slice(text.lastIndexOf('#') + 1)
    .trim()
    .toLowerCase();
  const read = /^([a-z])[\s-]*(\d{1,6})(?:[\s.,]+([a-z0-9]{4,8}?)[\s-]*([0-9a-f]{8}))?$/.exec(said);
  if (!read) return undefined;
  const [, prefix, digits, key, mac] = read;
  const number = `${prefix?.toUpperCase()}-${digits?.padStart(3, '0')}`;
  return key === undefined || mac === undefined ? { number } : { number, check: `${key}-${mac}` };
}
