import { delimiter, dirname, join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { install } from '../consumer.js';
import { succeed } from '../packages.js';
import { addProgram, GREETED, greet } from './programs.js';

/** The lowest version that the packages support, one of each line that is maintained, and the newest. */
const VERSIONS = ['20.19.0', '22', '24', 'latest'];

const ARCHITECTURE = `node-${process.platform}-${process.arch}`;
const { PATH } = process.env;
const nodes = join(inject('scratch'), 'nodes');

function nodeOf(version: string): string {
  return join(nodes, `node_modules/node-${version}/bin/node`);
}

beforeAll(() => {
  // The registry's `node` package is a script that installs one of these.
  const binaries = VERSIONS.map((version) => [`node-${version}`, `npm:${ARCHITECTURE}@${version}`]);
  install(nodes, inject('scratch'), Object.fromEntries(binaries));
});

describe.each(VERSIONS)('Node %s', (version) => {
  test('runs a workflow on the six packages', () => {
    expect(succeed(nodes, nodeOf(version), ['--version'])).toMatch(version === 'latest' ? /^v/ : `v${version}`);
    expect(greet(nodes, addProgram(nodes, 'greeting'), { node: nodeOf(version) })).toEqual(GREETED);
  });

  test('builds and runs @swf/local', () => {
    const consumer = join(inject('scratch'), `node-${version}`);
    const node = nodeOf(version);
    install(
      consumer,
      inject('scratch'),
      {},
      {
        env: {
          PATH: `${dirname(node)}${delimiter}${PATH}`,
          // From the headers beside that Node: nothing is fetched but packages. Quickly, as nothing here is measured, and for nobody else.
          npm_config_nodedir: dirname(dirname(node)),
          npm_config_build_from_source: 'true',
          npm_config_side_effects_cache: 'false',
          CFLAGS: '-O0',
          CXXFLAGS: '-O0',
        },
      },
    );
    expect(greet(consumer, addProgram(consumer, 'greeting'), { serviceNode: node })).toEqual(GREETED);
  }, 1_800_000);
});
