import { expect, it } from 'vitest';
import { gzippedBytes, programs, SDK } from '../../src/bundles/bundles.js';

/** Bytes, minified and gzipped, without the SDK. Whoever raises one says in the commit what it buys. */
const CEILINGS: Readonly<Record<string, number>> = {
  'admin-script': 9_000,
  lister: 16_500,
  'history-explainer': 10_500,
  decider: 28_500,
  worker: 19_000,
};

it.each(Object.entries(CEILINGS))('a typical %s ships no more than %i bytes', async (name, ceiling) => {
  const contents = programs().get(name) ?? expect.fail(`there is no program ${name}`);
  const bytes = await gzippedBytes(contents, SDK);

  expect(bytes).toBeGreaterThan(ceiling / 2);
  expect(bytes).toBeLessThanOrEqual(ceiling);
});
