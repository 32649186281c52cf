import { describe, expect, it } from 'vitest';
import { gzippedBytes, programs, SDK } from '../../src/bundles/bundles.js';

/**
 * Bytes, minified and gzipped, without the SDK. Run `npm run build` first. A commit that raises
 * one explains why.
 */
const CEILINGS: Readonly<Record<string, number>> = {
  'admin-script': 12_100,
  lister: 21_600,
  'history-explainer': 13_700,
  decider: 45_300,
  worker: 28_300,
};

describe('the bundle of a typical program', () => {
  it.each(Object.entries(CEILINGS))('%s has at most %i bytes', async (name, ceiling) => {
    const contents = programs().get(name) ?? expect.fail(`unknown program ${name}`);
    const bytes = await gzippedBytes(contents, SDK);

    expect(bytes).toBeGreaterThan(ceiling / 2);
    expect(bytes).toBeLessThanOrEqual(ceiling);
  });
});
