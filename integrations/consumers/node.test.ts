import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { install } from '../consumer.js';
import { type Manifest, manifests, root, run, succeed, tarball } from '../packages.js';
import { notPrinted, programsOf, saysItPrints } from '../test/documentation/programs.js';
import { addProgram, addSource, GREETED, greet, QUIET } from './programs.js';

/** The lowest version that the packages support, one of each line that is maintained, and the newest. */
const VERSIONS = ['20.19.0', '22', '24', 'latest'];

const ARCHITECTURE = `node-${process.platform}-${process.arch}`;
const NPM = realpathSync(join(dirname(process.execPath), 'npm'));
const LOCAL = manifests.find(({ name }) => name === '@swf/local') as Manifest;
const nodes = join(inject('scratch'), 'nodes');

/** Registers a domain in a data file, and prints the domains that are in it. */
const DATA = `
import { ListDomainsCommand, RegisterDomainCommand } from '@aws-sdk/client-swf';
import { createLocalService } from '@swf/local';

const [, , data, name] = process.argv;
const service = createLocalService({ data });
const client = service.client();
await client.send(new RegisterDomainCommand({ name, description: 'a\\0b 🙂', workflowExecutionRetentionPeriodInDays: '1' }));
const { domainInfos } = await client.send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }));
if (domainInfos.some(({ description }) => description !== 'a\\0b 🙂')) throw new Error('a description was changed');
console.log(domainInfos.map(({ name }) => name).join(' '));
await service.close();
`;

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

  test('installs @swf/local with neither install scripts nor a compiler, and runs the program of its README', () => {
    const consumer = join(inject('scratch'), `node-${version}`);
    const env = { PATH: dirname(nodeOf(version)), NODE_PATH: '' };
    mkdirSync(consumer);
    writeFileSync(join(consumer, 'package.json'), '{ "private": true, "type": "module" }');
    const packages = [tarball(inject('scratch'), LOCAL), '@aws-sdk/client-swf'];
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    succeed(consumer, nodeOf(version), [NPM, 'install', ...options, ...packages], env);

    const [program] = programsOf('packages/local/README.md');
    if (!program) throw new Error('the README has no program');
    const name = addSource(consumer, 'readme', program.source);
    const { status, stdout, stderr } = run(consumer, nodeOf(version), [name], { ...env, ...QUIET });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(notPrinted(saysItPrints(program.source), stdout)).toEqual([]);
    writeFileSync(join(consumer, 'data.js'), DATA);
  });

  test('passes the conformance, storage and crash tests of @swf/local', () => {
    const arguments_ = ['run', '--root', root, '--project', 'local', 'conformance', 'crash', 'store', 'restart'];
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const { status, stdout } = run(root, nodeOf(version), [vitest, ...arguments_], { NODE_PATH: '' });
    expect(status, stdout).toBe(0);
  }, 1_800_000);
});

test('a data file that any Node wrote is read and continued by every other', () => {
  const data = join(inject('scratch'), 'shared.db');
  const names: string[] = [];
  for (const version of [...VERSIONS, ...VERSIONS.toReversed()]) {
    names.push(`domain-${names.length}`);
    const consumer = join(inject('scratch'), `node-${version}`);
    const { stdout, stderr } = run(consumer, nodeOf(version), ['data.js', data, names.at(-1) ?? ''], QUIET);
    expect({ stdout, stderr }).toEqual({ stdout: `${names.join(' ')}\n`, stderr: '' });
  }
});
