import { setTimeout as delay } from 'node:timers/promises';
import { activity, implement, lambda, workflow } from '@swf/flow';
import { mock, type TestEnvironment, testFlow } from '@swf/flow/testing';
import type { Client } from '@swf/settings/wire';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

const charge = activity<void, void>('charge', '1.0', { startToCloseTimeout: 30 });
const ship = activity<void, void>('ship', '1.0', { startToCloseTimeout: 30 });
const resize = lambda<void, void>('resize');
const options = { lambdaRole: 'arn:aws:iam::123456789012:role/swf' };

// Only the time that has passed is faked: nothing waits for it.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());
const passes = (seconds: number) => vi.advanceTimersByTime(1000 * seconds);

/** Waits for at most a minute, without letting the faked time pass as `vi.waitUntil` would. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const latest = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > latest) throw new Error(`never so: ${condition}`);
    await delay(5);
  }
}

/** The warnings of the process while a test runs. */
function warningsOf(): string[] {
  const warnings: string[] = [];
  const listener = ({ name, message }: Error) => void warnings.push(`${name}: ${message}`);
  process.on('warning', listener);
  onTestFinished(() => void process.off('warning', listener));
  return warnings;
}

/** A client that counts how often a result is looked for. */
function watched({ client }: TestEnvironment) {
  let looks = 0;
  const send = (...request: readonly unknown[]) => {
    looks += 1;
    return Reflect.apply(client.send, client, request) as unknown;
  };
  const looked = async () => {
    const before = looks;
    await until(() => looks > before + 1);
    // A warning is emitted in a tick of its own.
    await new Promise(setImmediate);
  };
  return { client: { send } as Client, looked };
}

describe('A result that is awaited while time stands still', () => {
  const remedy = 'let it end, or let it time out with env.advance()';

  it('warns once after 2 s, and rejects after 30 s', async () => {
    const never = mock(charge, () => new Promise<never>(() => {}));
    const held = workflow('held', '1.0', {}, () => charge());
    await using env = await testFlow({ workflows: [held], activities: [never] });
    const warnings = warningsOf();
    const run = await env.start(held);
    const { client, looked } = watched(env);
    let outcome: unknown;
    const result = run.result({ client }).catch((error: unknown) => {
      outcome = error;
    });
    await until(() => never.calls.length > 0);
    await looked();
    const text = (seconds: number) =>
      `time has stood still for ${seconds} s: activity charge-1 (charge@1.0) of held-1 is being performed; ${remedy}`;

    passes(2);
    await looked();
    expect(warnings).toEqual([]);
    passes(0.001);
    await until(() => warnings.length > 0);
    passes(27.999);
    await looked();
    expect(warnings).toEqual([`StandstillWarning: ${text(2)}`]);
    expect(outcome).toBeUndefined();
    passes(0.001);
    await result;
    expect(outcome).toMatchObject({ name: 'WaitTimeoutError', message: text(30) });
  });

  it('names the activity that holds it, and none that ended or timed out before', async () => {
    const never = mock(ship, () => new Promise<never>(() => {}));
    const held = workflow('held', '1.0', {}, async () => {
      await charge().catch(() => {});
      await ship();
    });
    const open = implement(charge, (_input, { completeLater }) => completeLater());
    await using env = await testFlow({ workflows: [held], activities: [open, never] });
    const warnings = warningsOf();
    const run = await env.start(held);
    const { client, looked } = watched(env);
    const result = run.result({ client }).catch((error: unknown) => error);
    await until(async () => (await env.history(run)).filter({ name: 'ActivityTaskStarted' }).length > 0);
    await env.advance({ seconds: 30 });
    await until(() => never.calls.length > 0);
    await looked();
    passes(3);
    await until(() => warnings.length > 0);
    passes(28);

    expect(warnings).toEqual([expect.stringContaining('for 3 s: activity ship-1 (ship@1.0) of held-1 is being')]);
    expect(await result).toMatchObject({ message: expect.stringContaining('for 31 s: activity ship-1 (ship@1.0)') });
  });

  it('names an activity that was left open', async () => {
    const taken = vi.fn();
    const open = implement(charge, (_input, { completeLater }) => {
      taken();
      return completeLater();
    });
    const held = workflow('held', '1.0', {}, () => charge());
    await using env = await testFlow({ workflows: [held], activities: [open] });
    const warnings = warningsOf();
    const run = await env.start(held);
    const { client, looked } = watched(env);
    const result = run.result({ client }).catch((error: unknown) => error);
    await until(() => taken.mock.calls.length > 0);
    await looked();
    passes(31);

    const message = `time has stood still for 31 s: activity charge-1 (charge@1.0) of held-1 was left open; ${remedy}`;
    expect(await result).toMatchObject({ code: 'WAIT_TIMEOUT', message });
    expect(warnings).toEqual([]);
  });

  it('says so if no activity holds it', async () => {
    let end = () => {};
    const resizing = () => new Promise<void>((resolve) => (end = resolve));
    const invoking = workflow('invoking', '1.0', options, () => resize());
    await using env = await testFlow({ workflows: [invoking], lambdaFunctions: { resize: resizing } });
    const warnings = warningsOf();
    const run = await env.start(invoking);
    const { client, looked } = watched(env);
    const result = run.result({ client });
    await until(async () => (await env.history(run)).filter({ name: 'LambdaFunctionStarted' }).length > 0);
    await looked();
    passes(3);
    await until(() => warnings.length > 0);
    end();
    await result;

    const why = 'a Lambda function is being invoked, a decision task is out, or an actor backs off';
    expect(warnings).toEqual([`StandstillWarning: time has stood still for 3 s: ${why}; ${remedy}`]);
  });
});
