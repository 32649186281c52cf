import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kindOf } from '@swf/console/changes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS, OWN } from './support/command-lines.js';
import { openIds, startOrders, startTestService, type TestService } from './support/service.js';
import { emptyFolder, type ShellChanges, swf } from './support/swf.js';

let test: TestService;
let sent: string[];
let env: Readonly<Record<string, string>>;
let folder: string;

beforeAll(async () => {
  sent = [];
  // As in "SimpleWorkflowService.StartWorkflowExecution: 200".
  const note = (line: string) => void sent.push(/\.([A-Z]\w+): /.exec(line)?.[1] ?? 'no request');
  test = await startTestService({ logger: { debug: note, info: note, warn: note, error: note } });
  await startOrders(test, 2);
  env = { HOME: emptyFolder(), XDG_CONFIG_HOME: emptyFolder() };
  folder = emptyFolder();
  mkdirSync(join(folder, 'dumps'));
  for (const file of ['order-40.json', 'order-41.json']) {
    writeFileSync(join(folder, file), (await test.swf(['dump', 'order-1'])).stdout);
  }
  writeFileSync(join(folder, 'types.json'), (await test.swf(['types', 'dump'])).stdout);
  writeFileSync(join(folder, 'decider.mjs'), 'export const decide = () => [];');
  const target = ['-d', 'orders', '--region', 'us-east-1', '--endpoint', test.service.endpoint];
  await swf(['context', 'set', 'ops', ...target, '--protected'], { env });
  await swf(['context', 'set', 'audit', ...target, '--read-only'], { env });
});
beforeEach(() => void sent.splice(0));
afterAll(() => test[Symbol.asyncDispose]());

/** The changes among the requests that the service has answered. */
function changes(): readonly string[] {
  return sent.filter((operation) => operation !== 'no request' && kindOf(operation) !== undefined);
}

/** Runs `swf` in a context. */
function run(context: string, argv: readonly string[], shell: ShellChanges = {}) {
  return swf([...argv, '--context', context], { env, now: () => new Date(test.clock.now()), ...shell });
}

const withTarget = COMMANDS.filter((command) => !OWN.includes(command.split(' ')[0] ?? ''));
const unconfirmed = [...withTarget, 'api TerminateWorkflowExecution --input {"domain":"orders"}'];

describe('a protected context', () => {
  it.each(unconfirmed.map((command) => command.replace(' --yes', '')))(
    'sends no change that is not confirmed: swf %s',
    async (command) => {
      await run(
        'ops',
        command.split(' ').map((word) => word.replace('DIR', folder)),
      );
      expect(changes()).toEqual([]);
    },
  );

  it.each([
    ['start', 'order@1.0', '--id', 'order-3'],
    ['restart', 'order-1', '--id', 'order-3'],
    ['workflow-type', 'register', 'refund@1.0'],
    ['activity-type', 'register', 'charge@1.0'],
    ['domain', 'register', 'orders', '--retention-period-in-days', '7'],
    ['api', 'StartWorkflowExecution'],
  ])('refuses to %s %s without a terminal, and says how to confirm it', async (...argv) => {
    expect(await run('ops', argv)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'swf: this must be confirmed, and stdin is not a terminal\n     confirm it with --yes --context ops\n',
    });
    expect(sent).toEqual([]);
  });

  it('registers a domain once the name of that domain is typed', async () => {
    const register = ['domain', 'register', 'returns', '--retention-period-in-days', '7'];
    const answered = async (answer: string) => {
      let isTyped = false;
      const { exitCode } = await run('ops', register, {
        onShown(text, type) {
          if (isTyped || !text.includes('Type the name of the domain to go on: ')) return;
          isTyped = true;
          type(`${answer}\r`);
        },
      });
      return exitCode;
    };
    expect(await answered('orders')).toBe(2);
    expect(changes()).toEqual([]);
    expect(await answered('returns')).toBe(0);
    expect(changes()).toEqual(['RegisterDomain']);
  });

  it.each([
    ['TerminateWorkflowExecution', { domain: 'others', workflowId: 'order-1' }, 'others'],
    ['DeprecateDomain', { name: 'others' }, 'others'],
    ['TagResource', { resourceArn: 'arn:aws:swf:us-east-1:123456789012:/domain/others', tags: [] }, 'others'],
    ['TerminateWorkflowExecution', { workflowId: 'order-1' }, 'orders'],
  ])('asks for the domain that a request changes, not for its own: swf api %s %j', async (operation, input, domain) => {
    const api = ['api', operation, '--input', JSON.stringify(input)];
    const isConfirmedBy = async (answer: string) => {
      let isTyped = false;
      const { stderr } = await run('ops', api, {
        onShown(text, type) {
          if (isTyped || !text.includes('Type the name of the domain to go on: ')) return;
          isTyped = true;
          type(`${answer}\r`);
        },
      });
      return !stderr.includes('not confirmed');
    };
    expect(await isConfirmedBy(domain === 'others' ? 'orders' : 'others')).toBe(false);
    expect(await isConfirmedBy(domain)).toBe(true);
  });

  it.each([
    ['Ctrl-C', '\u0003', 130, 'nothing was changed'],
    ['Ctrl-D', '\u0004', 2, 'not confirmed: nothing was changed'],
  ])('changes nothing after %s at the question', async (_, key, exitCode, message) => {
    let isTyped = false;
    const ran = await run('ops', ['terminate', 'order-1'], {
      onShown(text, type) {
        if (isTyped || !text.includes('Type the name of the domain to go on: ')) return;
        isTyped = true;
        type(key);
      },
    });
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.stderr.trimEnd().split('\n').at(-1)).toMatch(new RegExp(`swf: ${message}$`));
    expect(changes()).toEqual([]);
  });

  it('starts and restarts once the name of the domain is typed, or with --yes', async () => {
    let isTyped = false;
    const onShown = (text: string, type: (text: string) => void) => {
      if (isTyped || !text.includes('Type the name of the domain to go on: ')) return;
      isTyped = true;
      type('orders\r');
    };
    expect(await run('ops', ['start', 'order@1.0', '--id', 'order-3'], { onShown })).toMatchObject({ exitCode: 0 });
    isTyped = false;
    expect(await run('ops', ['restart', 'order-3', '--id', 'order-4'], { onShown })).toMatchObject({ exitCode: 0 });
    expect(await run('ops', ['restart', 'order-3', '--id', 'order-5', '--yes'])).toMatchObject({ exitCode: 0 });
    const register = ['workflow-type', 'register', 'refund@1.0', '--yes'];
    expect(await run('ops', register)).toMatchObject({ exitCode: 0 });
    const input = '{"domain":"orders","workflowId":"order-5"}';
    const api = ['api', 'TerminateWorkflowExecution', '--input', input, '--yes'];
    expect(await run('ops', api)).toMatchObject({ exitCode: 0 });
    expect(await openIds(test)).toEqual(['order-1', 'order-2', 'order-3', 'order-4']);
  });
});

describe('a read-only context', () => {
  it.each([
    ['terminate', 'type:order@1.0', 'status:open', '--yes'],
    ['terminate', 'type:order@1.0', 'status:open'],
    ['cancel', '--every-open', '--yes'],
    ['signal', 'status:open', '--signal', 'refresh', '--yes'],
    ['terminate', '--resume', 'journal.jsonl', '--yes'],
    ['terminate', 'order-1'],
    ['start', 'order'],
    ['restart', 'order-1'],
    ['domain', 'deprecate', 'orders'],
    ['workflow-type', 'register', 'refund@1.0'],
    ['api', 'TerminateWorkflowExecution'],
  ])('refuses with exit code 5 before it sends or asks anything: swf %s %s', async (...argv) => {
    const { exitCode, stdout, stderr } = await run('audit', argv);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 5,
      stdout: '',
      stderr: 'swf: context "audit" is read-only (to allow changes: swf context set audit --no-read-only)\n',
    });
    expect(sent).toEqual([]);
  });

  it('lists what a batch would change with --dry-run', async () => {
    expect(await run('audit', ['terminate', 'status:open', '--dry-run'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('order-1'),
    });
  });
});
