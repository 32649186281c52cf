import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../src/run-command.js';
import { openService, type Service } from '../src/service.js';

let service: Service;

beforeEach(async () => {
  service = await openService({ aws: false });
});

afterEach(() => service[Symbol.asyncDispose]());

/** The output of a command, by line, with single spaces. */
async function lines(...args: readonly string[]): Promise<readonly string[]> {
  return (await runCommand(args)).split('\n').map((line) => line.replaceAll(/ +/g, ' '));
}

/** The workflow ids in a listing. */
async function listed(...args: readonly string[]): Promise<readonly (string | undefined)[]> {
  return (await lines('list', ...args)).map((line) => line.split(' ')[0]);
}

describe('a command', () => {
  it('register registers what is missing, and diff shows what differs', async () => {
    expect(await lines('diff')).toContain('WorkflowType delivery@1.0 not registered');
    expect(await lines('register')).toEqual([
      'known Domain shop',
      'known WorkflowType order@2.0',
      'registered WorkflowType delivery@1.0',
      'registered ActivityType charge-card@1.0',
    ]);
    expect(await lines('diff')).toEqual([
      'Domain shop description: "Orders", not "Orders and their delivery"',
      'WorkflowType order@2.0 defaultTaskStartToCloseTimeout: 10, not 30',
      'WorkflowType delivery@1.0 in sync',
      'ActivityType charge-card@1.0 in sync',
    ]);
  });

  it('deprecate deprecates a registered type', async () => {
    expect(await lines('deprecate', 'order@1.0')).toEqual(['WorkflowType order@1.0 is DEPRECATED']);
    expect(await lines('types')).toEqual([expect.stringMatching(/^WorkflowType order@2\.0 REGISTERED/)]);
    expect(await lines('types', '--status', 'DEPRECATED')).toEqual([
      expect.stringMatching(/^WorkflowType order@1\.0 DEPRECATED/),
    ]);
    await expect(runCommand(['deprecate', 'order@1.0'])).rejects.toThrow(
      'unknown type order@1.0, or already deprecated',
    );
  });

  it('list combines any filters', async () => {
    expect(await listed()).toEqual(['order-6', 'order-5', 'order-4', 'order-3', 'order-2', 'order-1']);
    expect(await listed('--status', 'CLOSED', '--tag', 'eu')).toEqual(['order-3', 'order-1']);
    expect(await listed('--tag', 'us', '--close-status', 'TERMINATED', '--type', 'order')).toEqual(['order-2']);
    expect(await listed('--type', 'order@2.0', '--started-after', '2026-03-01T09:00:00Z', '--limit', '2')).toEqual([
      'order-6',
      'order-5',
    ]);
  });

  it('list --explain shows what SWF filters, and what is filtered here', async () => {
    const plan = await runCommand(['list', '--close-status', 'FAILED', '--tag', 'eu', '--explain']);
    expect(plan).toMatch(/appliedBySwf: \{.*tag: 'eu'.*\}/);
    expect(plan).toContain("appliedHere: { closeStatus: 'FAILED' }");
  });

  it('count counts what list lists', async () => {
    expect(await runCommand(['count', '--status', 'OPEN'])).toBe('3');
    expect(await runCommand(['count', '--tag', 'eu'])).toBe('4');
  });

  it('describe, signal and terminate act on one execution', async () => {
    expect(JSON.parse(await runCommand(['describe', 'order-4']))).toMatchObject({ executionStatus: 'OPEN' });
    expect(await runCommand(['signal', 'order-4', 'approve', '{"by":"ops"}'])).toBe('order-4 has received approve');
    expect(await runCommand(['terminate', 'order-4', '--reason', 'withdrawn'])).toBe('order-4 is CLOSED, TERMINATED');
    await expect(runCommand(['signal', 'order-4', 'approve'])).rejects.toThrow(
      '"order-4" of domain "shop" is closed or unknown',
    );
  });

  it.each([
    [['lst'], 'unknown command "lst"'],
    [['list', '--status', 'OPENED'], 'filter.status'],
    [['list', '--started-after', 'yesterday'], 'filter.startedAfter must be a valid Date'],
    [['list', '--limit', 'ten'], 'limit'],
    [['signal', 'order-4'], 'missing operand: the name of the signal'],
  ])('%j is refused with a reason', async (args, message) => {
    await expect(runCommand(args)).rejects.toThrow(message);
  });
});
