import { createHash } from 'node:crypto';

/**
 * Numbers from 0 to 1, the same ones for the same seed: SHA-256 of the seed and a counter.
 *
 * UUIDs are made of them, in millions of runs: a generator with a smaller state would repeat itself
 * in some of these.
 */
export function seededRandom(seed: string): () => number {
  let block = Buffer.alloc(0);
  let blocks = 0;
  let offset = 0;
  return () => {
    if (offset === block.length) {
      block = createHash('sha256').update(`${seed} ${blocks}`).digest();
      blocks += 1;
      offset = 0;
    }
    offset += 4;
    return block.readUInt32LE(offset - 4) / 4_294_967_296;
  };
}
