const part = /^[A-Za-z0-9!_.*'()=@+-]{1,255}$/;
/** S3's limit. */
const maxBytes = 1_024;

/** Throws a plain Error unless `key` has the form of `core/blobs.ts`: no empty part, no `.` or `..`, no foreign character. */
export function checkBlobKey(key: string): void {
  const isFine =
    key.length <= maxBytes && key.split('/').every((name) => part.test(name) && name !== '.' && name !== '..');
  if (!isFine) throw new Error(`not a blob key: ${JSON.stringify(key.slice(0, 200))}`);
}
