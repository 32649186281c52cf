import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { install } from '../consumer.js';
import { manifests, pnpm } from '../packages.js';
import { addProgram, GREETED, greet } from './programs.js';
import { NOTHING_WRONG, typeCheck } from './type-check.js';

const SDK = '@aws-sdk/client-swf';
const ranges = [...new Set(manifests.map(({ peerDependencies }) => peerDependencies[SDK]))];

/** The versions that the packages say they work with, oldest first, as far as the registry has them. */
function served(): readonly string[] {
  const printed: unknown = JSON.parse(pnpm(inject('scratch'), ['view', `${SDK}@${ranges[0]}`, 'version', '--json']));
  return Array.isArray(printed) ? printed : [String(printed)];
}

const versions = served();
const [lowest = '', newest = ''] = [versions[0], versions.at(-1)];

test('all packages want the same range of the SDK, and it begins with a version that can be installed', () => {
  expect(ranges).toEqual([`^${lowest}`]);
});

// A registry that has one version of the range has nothing else to try.
describe.each([...new Set([lowest, newest])])('the SDK %s', (version) => {
  const consumer = join(inject('scratch'), `sdk-${version}`);

  test('installs without a complaint, and runs a workflow', () => {
    install(consumer, inject('scratch'), {
      [SDK]: version,
      '@types/node': '^20.19.0',
      typescript: '~5.6.0',
    });
    expect(greet(consumer, addProgram(consumer, 'greeting'))).toEqual(GREETED);
  });

  test('has the types that the packages declare themselves with', () => {
    const options = { module: 'nodenext', moduleResolution: 'nodenext' };
    expect(typeCheck(consumer, 'typescript', options)).toEqual(NOTHING_WRONG);
  });
});
