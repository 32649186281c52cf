import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { install } from '../consumer.js';
import { type Manifest, manifests, root, run, succeed, tarball } from '../packages.js';
import { addProgram, GREETED, greet, NO_NODE_WARNING } from './programs.js';

/** The lowest supported version, one of each maintained line, and the newest. */
const VERSIONS = ['20.19.0', '22', '24', 'latest'];

const ARCHITECTURE = `node-${process.platform}-${process.arch}`;
const NPM = realpathSync(join(dirname(process.execPath), 'npm'));
const LOCAL = manifests.find(({ name }) => name === '@swf/local') as Manifest;
const nodes = join(inject('scratch'), 'nodes');

/** Registers a domain in a data file, and prints all of its domains. */
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
  // The registry's `node` package only has a script that installs one of these.
  const binaries = VERSIONS.map((version) => [`node-${version}`, `npm:${ARCHITECTURE}@${version}`]);
  install(nodes, inject('scratch'), Object.fromEntries(binaries));
});

describe.each(VERSIONS)('Node %s', (version) => {
  it('runs a workflow on all packages', () => {
    expect(succeed(nodes, nodeOf(version), ['--version'])).toMatch(version === 'latest' ? /^v/ : `v${version}`);
    expect(greet(nodes, addProgram(nodes, 'greeting'), { node: nodeOf(version) })).toEqual(GREETED);
  });

  it('installs @swf/local without install scripts or a compiler, and runs it', () => {
    const consumer = join(inject('scratch'), `node-${version}`);
    const env = { PATH: dirname(nodeOf(version)), NODE_PATH: '' };
    mkdirSync(consumer);
    writeFileSync(join(consumer, 'package.json'), '{ "private": true, "type": "module" }');
    const packages = [tarball(inject('scratch'), LOCAL), '@aws-sdk/client-swf'];
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    succeed(consumer, nodeOf(version), [NPM, 'install', ...options, ...packages], env);

    writeFileSync(join(consumer, 'data.js'), DATA);
    const args = ['data.js', 'own.db', 'orders'];
    const { status, stdout, stderr } = run(consumer, nodeOf(version), args, { ...env, ...NO_NODE_WARNING });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'orders\n', stderr: '' });
  });

  it('passes the conformance, storage and crash tests of @swf/local', () => {
    const arguments_ = ['run', '--root', root, '--project', 'local', 'conformance', 'crash', 'store', 'restart'];
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const { status, stdout } = run(root, nodeOf(version), [vitest, ...arguments_], { NODE_PATH: '' });
    expect(status, stdout).toBe(0);
  }, 1_800_000);
});

describe('a data file', () => {
  it('is read and continued by every version of Node, whichever wrote it', () => {
    const data = join(inject('scratch'), 'shared.db');
    const names: string[] = [];
    for (const version of [...VERSIONS, ...VERSIONS.toReversed()]) {
      names.push(`domain-${names.length}`);
      const consumer = join(inject('scratch'), `node-${version}`);
      const { stdout, stderr } = run(consumer, nodeOf(version), ['data.js', data, names.at(-1) ?? ''], NO_NODE_WARNING);
      expect({ stdout, stderr }).toEqual({ stdout: `${names.join(' ')}\n`, stderr: '' });
    }
  });
});
