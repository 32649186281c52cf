import { describe, expect, it } from 'vitest';
import { gzippedBytes, programs, SDK } from '../../src/bundles/bundles.js';

/** Bytes, minified and gzipped, without the SDK. A commit that raises one explains why. */
const CEILINGS: Readonly<Record<string, number>> = {
  'admin-script': 10_000,
  lister: 18_500,
  'history-explainer': 13_500,
  decider: 39_500,
  worker: 24_000,
};

describe('the bundle of a typical program', () => {
  it.each(Object.entries(CEILINGS))('%s has at most %i bytes', async (name, ceiling) => {
    const contents = programs().get(name) ?? expect.fail(`unknown program ${name}`);
    const bytes = await gzippedBytes(contents, SDK);

    expect(bytes).toBeGreaterThan(ceiling / 2);
    expect(bytes).toBeLessThanOrEqual(ceiling);
  });
});
