import { isUtf8 } from 'node:buffer';

/** Says that these bytes are not UTF-8 and from where on. */
export function notUtf8(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'not UTF-8 but UTF-16 (byte 0)';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'not UTF-8 but UTF-16 (byte 0)';
  return `not UTF-8 (byte ${firstBadByte(bytes)})`;
}

/** By halving: if a beginning of the bytes may still become UTF-8, so may every shorter one. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = Math.ceil((good + bad) / 2);
    if (canBecomeUtf8(bytes.subarray(0, middle))) good = middle;
    else bad = middle - 1;
  }
  // the last bytes may be the begun character that then went wrong
  while (good > 0 && !isUtf8(bytes.subarray(0, good))) good -= 1;
  return good;
}

function canBecomeUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
