import { steps, tool } from './steps.mjs';

/** Runs the checks that only read sources, in parallel. Resolves to their exit codes. */
export function checkSources() {
  return steps({
    types: () => tool('tsc'),
    'types of the page': () => tool('tsc', '-p', 'packages/console/tsconfig.page.json'),
    'format and lint': () => tool('biome', 'ci', '--colors=off', '.'),
    layers: () => tool('turbo', 'boundaries'),
    'unused code and dependencies': () => tool('knip'),
  });
}
