/** One command, or a run of letters, of an ESC/POS stream. `name` is the first bytes in hex, as the manuals order them. */
export interface Token {
  readonly kind: 'letters' | 'command';
  readonly name: string;
  /** The whole of it. */
  readonly bytes: Uint8Array;
  /** Where its data begins in `bytes`. */
  readonly body: number;
}

/** Bytes that follow the name of a command that has a fixed length. */
const fixed: { readonly [name: string]: number } = {
  '0a': 0,
  '1b40': 0,
  '1b32': 0,
  '1b33': 1,
  '1b61': 1,
  '1b45': 1,
  '1b21': 1,
  '1b64': 1,
  '1b74': 1,
  '1b4d': 1,
  '1b2d': 1,
  '1d21': 1,
  '1d42': 1,
  '1d61': 1,
  '1d72': 1,
  '1d49': 1,
};

/**
 * The token at `at`; `half` where the bytes end inside it. Throws at a command that no slip of ours contains: a printer
 * would print it as letters.
 */
export function tokenAt(bytes: Uint8Array, at: number): Token | 'half' {
  const first = bytes[at] ?? 0;
  if (first !== 0x0a && first !== 0x1b && first !== 0x1d) {
    let end = at + 1;
    while (end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x1b && bytes[end] !== 0x1d) end += 1;
    return { kind: 'letters', name: '', bytes: bytes.subarray(at, end), body: 0 };
  }
  const name = first === 0x0a ? '0a' : hex(bytes.subarray(at, at + 2));
  const body = name.length / 2;
  const length = name === '1b' || name === '1d' ? undefined : bodyLength(bytes, at + body, name, at);
  if (length === undefined || at + body + length > bytes.length) return 'half';
  return { kind: 'command', name, bytes: bytes.subarray(at, at + body + length), body };
}

function bodyLength(bytes: Uint8Array, from: number, name: string, at: number): number | undefined {
  const known = fixed[name];
  if (known !== undefined) return known;
  const word = (offset: number) => {
    const [low, high] = [bytes[from + offset], bytes[from + offset + 1]];
    return low === undefined || high === undefined ? undefined : low + high * 256;
  };
  if (name === '1d56') return bytes[from] === undefined ? undefined : bytes[from] > 48 ? 2 : 1;
  if (name === '1d28') {
    const data = word(1);
    return data === undefined ? undefined : 3 + data;
  }
  if (name === '1d76') {
    const [width, height] = [word(2), word(4)];
    return width === undefined || height === undefined ? undefined : 6 + width * height;
  }
  throw new Error(`Unknown command ${spell(name)} at ${at}`);
}

const spell = (name: string) => name.replace(/^1b/, 'ESC ').replace(/^1d/, 'GS ');
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** All tokens; throws where the bytes end inside one. */
export function* tokensOf(bytes: Uint8Array): Generator<Token> {
  let at = 0;
  while (at < bytes.length) {
    const token = tokenAt(bytes, at);
    if (token === 'half') throw new Error(`The bytes end inside a command at ${at}`);
    yield token;
    at += token.bytes.length;
  }
}
