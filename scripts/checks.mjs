import { steps, tool } from './steps.mjs';

/** What can be told by reading the sources: nothing is built or run. Resolves to an exit code for each check. */
export function checkSources() {
  return steps({
    types: () => tool('tsc'),
    'format and lint': () => tool('biome', 'ci', '--colors=off', '.'),
    layers: () => tool('turbo', 'boundaries'),
    'unused code and dependencies': () => tool('knip'),
  });
}
