import { randomFillSync } from 'node:crypto';

const LENGTH = 32;

// Random bytes are fetched for many ids at once: each time costs as much as an insertion into the database.
const pool = /* @__PURE__ */ Buffer.alloc(128 * LENGTH);
let used = pool.length;

/**
 * An id for a run, of the form that SWF gives: 22 and 32 bytes in Base64. Those of about the same time (milliseconds since 1970) begin
 * alike, which keeps them together in the index: elsewhere each would touch a page of its own.
 */
export function newRunId(now: number): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const id = pool.subarray(used, used + LENGTH);
  used += LENGTH;
  id.writeDoubleBE(now);
  return `22${id.toString('base64')}`;
}
