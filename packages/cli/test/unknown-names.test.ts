import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checksOf } from './support/doctor.js';
import { remoteEndpoint } from './support/remote.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;
let decider: string;

/** order@1.0 has an open run; order@0.9 and legacy@1.0 have none, and legacy@1.0 is deprecated. */
beforeAll(async () => {
  test = await startTestService();
  const { client, order } = test;
  await order.startExecution({ workflowId: 'order-1', client });
  await order.with({ version: '0.9' }).save({ client });
  await order.with({ name: 'refund' }).save({ client });
  await (await order.with({ name: 'legacy' }).save({ client })).deprecate({ client });
  decider = join(emptyFolder(), 'decider.mjs');
  writeFileSync(decider, 'export const decide = () => [];');
});
afterEach(() => test.service.faults.set([]));
afterAll(() => test[Symbol.asyncDispose]());

const HINTS = [
  ['ordre@1.0', 'did you mean order@1.0?'],
  ['ordre', 'did you mean order?'],
  ['order@9.9', 'registered: order@0.9, order@1.0'],
  ['shipment@1.0', '"swf workflow-type list OPTIONS" lists the types'],
] as const;

describe('a type that is not registered', () => {
  it.each([
    ['list'],
    ['count', '--at-most', '0'],
    ['why'],
    ['terminate', '--yes'],
    ['signal', '--signal', 'go', '--yes'],
    ['replay', '--decider', 'DECIDER'],
  ])('is refused by swf %s: it must not pass as a domain without such runs', async (name, ...options) => {
    for (const [type, hint] of HINTS) {
      const term = name === 'replay' ? ['--open', `type:${type}`] : [`type:${type}`];
      const argv = [name, ...term, ...options.map((option) => (option === 'DECIDER' ? decider : option))];
      const { exitCode, stderr } = await test.swf(argv);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 3,
        stderr: `swf: workflow type "${type}" is not registered in domain "orders"\n     ${hint.replace('OPTIONS', test.options)}\n`,
      });
    }
  });

  it.each(['json', 'jsonl', 'csv', 'id'])('is refused with -o %s, too', async (format) => {
    for (const command of ['list', 'count']) {
      expect(await test.swf([command, 'type:ordre', '-o', format])).toMatchObject({
        exitCode: 3,
        stderr: expect.stringContaining('did you mean order?'),
      });
    }
    expect(await test.swf(['list', 'type:refund', '-o', format])).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('is not refused if SWF does not permit the lookup', async () => {
    test.service.faults.set([{ operations: ['DescribeWorkflowType'], fault: 'OperationNotPermittedFault' }]);
    expect(await test.swf(['count', 'type:ordre@1.0'])).toMatchObject({ exitCode: 0, stdout: '0\n' });
  });
});

describe('a filter that matches nothing', () => {
  it.each(['type:order@0.9', 'type:refund', 'type:legacy', 'type:legacy@1.0', 'tag:none'])(
    'is not refused if its type is registered: %s',
    async (term) => {
      expect(await test.swf(['list', term])).toMatchObject({ exitCode: 0, stderr: 'no executions match\n' });
      expect(await test.swf(['count', term, '--at-most', '0'])).toMatchObject({ exitCode: 0 });
    },
  );
});

describe('a filter that matches something', () => {
  it.each([
    'list type:order@1.0',
    'count type:order@1.0',
    'why type:order@1.0 --no-requests',
    'terminate type:order@1.0 --dry-run',
    'replay --open type:order@1.0 --decider DECIDER',
  ])('asks for no type: swf %s', async (command) => {
    const argv = command.split(' ').map((word) => (word === 'DECIDER' ? decider : word));
    const { stdout, stderr } = await test.swf([...argv, '--verbose']);
    expect(stdout).not.toBe('');
    expect(stderr).toMatch(/^(?:List|Count)\w+ \d+ ms /m);
    expect(stderr).not.toMatch(/WorkflowType/);
  });
});

describe('swf replay --open', () => {
  it('fails if it replays nothing: a check before a deploy must not pass on that', async () => {
    const { exitCode, stderr } = await test.swf(['replay', '--open', 'type:refund@1.0', '--decider', decider]);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^swf: no open executions match: nothing was replayed\n/);
  });
});

describe('a domain that does not exist', () => {
  it('is refused with the region, its source and the cure', async () => {
    const { exitCode, stderr } = await test.swf(['list', '--domain', 'ordres', '--region', 'eu-west-1']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr:
        'swf: Domain "ordres" does not exist: Unknown domain: ordres in eu-west-1, the region of --region\n' +
        `     "swf domain list --region eu-west-1 --endpoint ${test.service.endpoint}" lists the domains of this region; --region and --context choose another\n`,
    });
  });

  it.each(['diff order-1 order-1', 'tree order-1', 'why order-1 order-2', 'wait order-1 --for event:TimerFired'])(
    'is not taken for a run that does not exist: swf %s',
    async (command) => {
      const { exitCode, stderr } = await test.swf([...command.split(' '), '--domain', 'ordres']);
      expect(exitCode).toBe(3);
      expect(stderr).toContain('Unknown domain: ordres in us-east-1');
      expect(stderr).toContain('"swf domain list --region us-east-1 ');
    },
  );

  it('is refused as well by a service that does not list its regions', async () => {
    await using silent = await remoteEndpoint(test.service, undefined, { service: 'swf-local' });
    const { exitCode, stderr } = await test.swf([
      'list',
      'status:open',
      '--domain',
      'ordres',
      '--endpoint',
      silent.endpoint,
    ]);
    expect({ exitCode, first: stderr.split('\n')[0], paths: silent.paths }).toEqual({
      exitCode: 3,
      first: 'swf: Domain "ordres" does not exist: Unknown domain: ordres in us-east-1, the region of --region',
      paths: ['/regions'],
    });
  });

  it('names the context that its region comes from', async () => {
    const env = { XDG_CONFIG_HOME: emptyFolder() };
    const target = ['-d', 'orders', '--region', 'eu-west-1', '--endpoint', test.service.endpoint];
    await swf(['context', 'set', 'prod', ...target], { env });
    const { stderr } = await swf(['list', '--context', 'prod'], { env });
    expect(stderr).toContain(
      'Unknown domain: orders in eu-west-1, the region of context "prod"; it exists in us-east-1: give --region\n',
    );
  });

  it('fails swf doctor, which lists the domains that there are', async () => {
    const failed = async (...argv: readonly string[]) => {
      const ran = await test.swf(['doctor', '--domain', 'ordres', ...argv, '-o', 'json']);
      const checks = checksOf(ran).filter(({ status }) => status === 'failed');
      return { exitCode: ran.exitCode, details: checks.map(({ detail }) => detail) };
    };
    expect(await failed()).toEqual({ exitCode: 8, details: ['does not exist in us-east-1; there are: orders'] });
    expect(await failed('--region', 'eu-west-1')).toEqual({
      exitCode: 8,
      details: ['does not exist in eu-west-1; there is none: is the region wrong?'],
    });
    test.service.faults.set([{ operations: ['ListDomains'], fault: 'OperationNotPermittedFault' }]);
    expect((await failed()).details).toContain(
      `does not exist in us-east-1; "swf domain list --region us-east-1 --endpoint ${test.service.endpoint}" lists those there`,
    );
  });
});
