import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { install } from '../consumer.js';
import { manifests, pnpm } from '../packages.js';
import { addProgram, GREETED, greet } from './programs.js';
import { NOTHING_WRONG, typeCheck } from './type-check.js';

const SDK = '@aws-sdk/client-swf';
const ranges = [
  // The command line brings a version of its own.
  ...new Set(manifests.flatMap(({ peerDependencies = {} }) => peerDependencies[SDK] ?? [])),
];

/** The versions in the peer range that the registry has, oldest first. */
function publishedVersions(): readonly string[] {
  const printed: unknown = JSON.parse(pnpm(inject('scratch'), ['view', `${SDK}@${ranges[0]}`, 'version', '--json']));
  return Array.isArray(printed) ? printed : [String(printed)];
}

const versions = publishedVersions();
const [lowest = '', newest = ''] = [versions[0], versions.at(-1)];

describe('the SDK range', () => {
  it('is the same in all packages, and starts at a version that can be installed', () => {
    expect(ranges).toEqual([`^${lowest}`]);
  });
});

// A registry may have only one version in the range.
describe.each([...new Set([lowest, newest])])('the SDK %s', (version) => {
  const consumer = join(inject('scratch'), `sdk-${version}`);

  it('installs without warnings, and runs a workflow', () => {
    install(consumer, inject('scratch'), {
      [SDK]: version,
      '@types/node': '^20.19.0',
      typescript: '~5.6.0',
    });
    expect(greet(consumer, addProgram(consumer, 'greeting'))).toEqual(GREETED);
  });

  it('has the types that the declarations refer to', () => {
    const options = { module: 'nodenext', moduleResolution: 'nodenext' };
    expect(typeCheck(consumer, 'typescript', options)).toEqual(NOTHING_WRONG);
  });
});
