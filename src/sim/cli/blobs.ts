/** Base64 as version 2 of the AWS CLI reads it: Python's `b64decode`, which skips whatever is no digit. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The bytes, or the error that the CLI prints. Signs outside the alphabet are skipped and padding ends the text, so some
 * plain texts pass: `Hello wo` decodes to six bytes of nothing.
 */
export function decodeLoosely(text: string): Uint8Array | string {
  // eslint-disable-next-line no-control-regex -- ASCII is what Python asks for
  if (/[^\x00-\x7f]/.test(text)) return 'string argument should contain only ASCII characters';
  const bytes: number[] = [];
  let word = 0;
  let digits = 0;
  let pads = 0;
  for (const sign of text) {
    if (sign === '=') {
      if (digits % 4 >= 2 && (digits % 4) + (pads += 1) >= 4) return Uint8Array.from(bytes);
      continue;
    }
    const digit = ALPHABET.indexOf(sign);
    if (digit < 0) continue;
    pads = 0;
    word = ((word << 6) | digit) & 0xffffff;
    digits += 1;
    if (digits % 4 === 2) bytes.push((word >> 4) & 0xff);
    if (digits % 4 === 3) bytes.push((word >> 2) & 0xff);
    if (digits % 4 === 0) bytes.push(word & 0xff);
  }
  return digits % 4 === 0 ? Uint8Array.from(bytes) : `Invalid base64: "${text}"`;
}

