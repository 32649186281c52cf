import { steps, tool } from './steps.mjs';

/**
 * Checks all types. The page has a configuration of its own, for the DOM; errors in what it imports
 * come from both, and are printed once.
 */
async function checkTypes() {
  const checked = await Promise.all([tool('tsc'), tool('tsc', '-p', 'packages/console/tsconfig.page.json')]);
  // All lines of an error but the first are indented.
  const errors = checked.flatMap(({ output }) => output.split(/\n(?! )/));
  return { code: Math.max(...checked.map(({ code }) => code)), output: [...new Set(errors)].join('\n') };
}

/** Runs the checks that only read sources, in parallel. Resolves to their exit codes. */
export function checkSources() {
  return steps({
    types: checkTypes,
    'format and lint': () => tool('biome', 'ci', '--colors=off', '.'),
    layers: () => tool('turbo', 'boundaries'),
    'unused code and dependencies': () => tool('knip'),
  });
}
