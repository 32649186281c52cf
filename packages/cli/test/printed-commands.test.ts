import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journalLines } from './support/journal.js';
import { startOrders, startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;
let env: Readonly<Record<string, string>>;

beforeEach(async () => {
  test = await startTestService();
  env = { HOME: emptyFolder() };
  const target = ['-d', 'orders', '--region', 'us-east-1', '--endpoint', test.service.endpoint];
  await swf(['context', 'set', "ops' own", ...target], { env });
  await swf(['context', 'set', 'read only', ...target, '--read-only'], { env });
  await swf(['context', 'use', 'read only'], { env });
});
afterEach(() => test[Symbol.asyncDispose]());

/** Returns the arguments that a shell takes a command for. */
function argumentsOf(command: string): readonly string[] {
  const words = execFileSync('sh', ['-c', `swf() { printf '%s\\n' "$@"; }; ${command}`], { encoding: 'utf8' });
  return words.trimEnd().split('\n');
}

/** Runs a command as it is printed. */
function runAs(command: string | undefined, ...others: readonly string[]) {
  return swf([...argumentsOf(command ?? 'false'), ...others], { env });
}

describe('the command that resumes a batch', () => {
  it('talks to the context of the batch, and not to the current one', async () => {
    await startOrders(test, 2);
    test.service.faults.set([
      { operations: ['SignalWorkflowExecution'], count: 1, fault: 'OperationNotPermittedFault' },
    ]);
    const journal = join(emptyFolder(), "it's a journal.jsonl");
    const batch = ['signal', 'status:open', '--signal', 'go', '--yes', '--journal', journal];
    const { exitCode, stderr } = await swf([...batch, '--context', "ops' own"], { env });
    expect(exitCode).toBe(9);
    const resumed = await runAs(/the rest: (swf .*)$/m.exec(stderr)?.[1], '--yes');
    expect(resumed).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^1 of 2 left to signal\nsignaled 1/) });
    expect(journalLines(journal).filter(({ outcome }) => outcome === 'done')).toHaveLength(2);
  });
});

describe('a command that a message names', () => {
  it('talks to the context of the one that failed', async () => {
    await startOrders(test, 1);
    const context = ['--context', "ops' own"];
    const refused = await swf(['restart', 'order-1', ...context], { env });
    const failed = await swf(['history', 'closed:failed', ...context], { env });
    const unknown = await swf(['list', 'type:shipment@1.0', ...context], { env });
    const elsewhere = await swf(['list', '-d', 'ordres', ...context], { env });
    const unset = await swf(['list', '--region', 'eu-west-1', '--local'], { env: { HOME: emptyFolder() } });
    const named = [
      /\((swf terminate .*?)\), or/.exec(refused.stderr)?.[1],
      ...[failed, unknown, elsewhere, unset].map(({ stderr }) => /"(swf .*?)" lists/.exec(stderr)?.[1]),
    ];
    expect(named.map((command) => argumentsOf(command ?? 'false'))).toEqual([
      ['terminate', 'order-1', ...context],
      ['list', '-o', 'id', 'closed:failed', ...context],
      ['workflow-type', 'list', ...context],
      ['domain', 'list', ...context],
      ['domain', 'list', '--region', 'eu-west-1', '--local'],
    ]);
    const place = ['--region', 'us-east-1', '--endpoint', 'http://127.0.0.1:1', '--domain', 'orders'];
    for (const target of [place, ['--profile', 'no such profile', ...place]]) {
      const { stderr } = await swf(['list', ...target], { env });
      expect(argumentsOf(/"(swf .*?)" shows/.exec(stderr)?.[1] ?? 'false')).toEqual(['doctor', ...target]);
    }
  });

  it('names a context as a shell takes it', async () => {
    const { stderr } = await swf(['terminate', 'order-1'], { env });
    const [, command] = /\(to allow changes: (swf .*)\)$/m.exec(stderr) ?? [];
    expect(await runAs(command)).toMatchObject({ exitCode: 0 });
    await swf(['context', 'set', 'read only', '--protected'], { env });
    const unconfirmed = await swf(['terminate', 'order-1', '--yes'], { env });
    expect(unconfirmed.stderr).toContain("--yes must come with --context 'read only'\n");
  });
});
