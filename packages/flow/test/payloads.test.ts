import {
  activity,
  condition,
  continueAsNew,
  human,
  onAnySignal,
  publish,
  retry,
  signal,
  sleep,
  workflow,
} from '@swf/flow';
import { ActivityError } from '@swf/flow/errors';
import { mock, play, testFlow } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';
import { flowService, linesOf } from './support/flow-service.js';

const options = { startToCloseTimeout: 30 };
const fetchAll = activity('fetch-all', '1.0', options);
const go = signal<string>('go');
const approval = human<{ approved: boolean }>('approval');

/** How a workflow ends that returns the value. */
async function outcomeOf(value: unknown) {
  const p = await play(
    workflow('returning', '1.0', {}, async () => value),
    undefined,
  );
  return p.outcome;
}

describe('A result of a workflow', () => {
  it.each([
    ['a number that JSON has no word for', { total: Number.NaN }, 'result.total must be a JSON value, got NaN'],
    ['a bigint', [1n], 'result[0] must be a JSON value, got 1n'],
    ['a function', () => 1, 'result must be a JSON value, got a function'],
    ['more than SWF takes', 'x'.repeat(40_000), 'result must have 0 to 32768 characters, got 40002'],
  ])('fails the run if it is %s', async (_, value, message) => {
    const outcome = await outcomeOf(value);

    expect(outcome).toMatchObject({ closeStatus: 'FAILED', error: { code: 'INVALID_RESULT', retryable: false } });
    expect(String(outcome?.closeStatus === 'FAILED' && outcome.error)).toContain(message);
  });

  it('fails the run on SWF at once, and is not retried by its parent', async () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    let count = 0;
    const child = workflow('circular', '1.0', {}, async () => {
      count += 1;
      return circular;
    });
    const parent = workflow('parent', '1.0', {}, () => retry(() => child.child(), { maximumAttempts: 5 }));
    await using env = await testFlow({ workflows: [child, parent], decider: { verify: 0 } });

    await expect(env.run(parent, undefined)).rejects.toThrow(/result cannot be written as JSON: .*circular/);
    expect(count).toBe(1);
  });
});

describe('The input of the next run', () => {
  it('fails the run if it cannot be written, also if it is computed', async () => {
    const p = await play(
      workflow('again', '1.0', {}, async () => continueAsNew(() => ({ at: Number.NaN }))),
      undefined,
    );

    expect(p.outcome).toMatchObject({
      closeStatus: 'FAILED',
      error: { message: 'next.at must be a JSON value, got NaN' },
    });
  });

  it('is computed within the turn, so that it can hold what nobody has read', async () => {
    const definition = workflow('carrying', '1.0', {}, async () => {
      await sleep(60);
      continueAsNew(() => ({ unread: go.unread() }));
    });
    const p = await play(definition, undefined);
    await p.signal(go, 'one');
    await p.fire();

    expect(p.outcome).toEqual({ closeStatus: 'CONTINUED_AS_NEW', input: { unread: ['one'] } });
  });
});

describe('A result of an activity', () => {
  it('fails the task for good if it cannot be written', async () => {
    const counted = activity<void, unknown>('counted', '1.0', { ...options, retry: { maximumAttempts: 5 } });
    const counting = mock(counted, async () => ({ at: Number.NaN }));
    const definition = workflow('counting', '1.0', {}, async () => {
      const error: unknown = await counted().catch((thrown: unknown) => thrown);
      return ActivityError.is(error) && [error.attempts, error.reason];
    });
    await using env = await testFlow({ workflows: [definition], activities: [counting] });

    expect(await env.run(definition, undefined)).toEqual([
      1,
      'InvalidPayloadError: result.at must be a JSON value, got NaN',
    ]);
  });
});

describe('A published state', () => {
  it('stays as it was if it cannot be written, which is logged once', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const lines = linesOf();
    const errors: string[] = [];
    const logger = { ...lines.logger, error: (_fields: object, message: string) => void errors.push(message) };
    const definition = workflow('publishing', '1.0', { taskList: 'flows' }, async () => {
      let share = 0;
      publish(() => ({ share }));
      await sleep(1);
      share = Number.NaN;
      await sleep(1);
      await sleep(1);
    });
    await service.run({ workflows: [definition], logger });
    const run = await definition.start(domain, { workflowId: 'publishing', client });
    await service.result(run);

    expect(await run.state()).toEqual({ share: 0 });
    expect(errors).toEqual(['state cannot be published: executionContext.state.share must be a JSON value, got NaN']);
  });
});

describe('The details of a question', () => {
  it('are refused by the call if JSON cannot write them', async () => {
    const p = await play(
      workflow('asking', '1.0', {}, () => approval.ask({ amount: Number.NaN })),
      undefined,
    );

    expect(p.outcome).toMatchObject({ error: { message: 'details.amount must be a JSON value, got NaN' } });
  });
});

describe('A setting of a call', () => {
  it('is refused at the call if SWF would refuse it', async () => {
    const child = workflow('child', '1.0');
    const refused = new Set<string>();
    const attempt = (call: () => Promise<unknown>) => {
      try {
        void call();
      } catch (error) {
        refused.add(String(error));
      }
    };
    const definition = workflow('refused', '1.0', {}, async () => {
      attempt(() => fetchAll(undefined, { control: { at: Number.NaN } }));
      attempt(() => child.child(undefined, { childPolicy: 'KILL' as never }));
      attempt(() => child.child(undefined, { executionStartToCloseTimeout: -1 }));
      attempt(() => fetchAll(undefined, { retry: { jitter: 3 } }));
      await sleep(1);
    });
    await play(definition, undefined);

    expect(refused.size).toBe(4);
    expect([...refused].join()).toMatch(/control.*childPolicy.*executionStartToCloseTimeout.*retry\.jitter/);
  });

  it('is refused in the definition of a workflow', () => {
    expect(() => workflow('order', '1.0', { childPolicy: 'KILL' as never })).toThrow(/childPolicy must be/);
    expect(() => workflow('order', '1.0', { executionStartToCloseTimeout: -1 })).toThrow(
      /executionStartToCloseTimeout must be/,
    );
  });

  it('keeps a back-off within the longest timer of SWF', async () => {
    const p = await play(
      workflow('patient', '1.0', {}, () =>
        fetchAll(undefined, { retry: { initialInterval: 1e9, maximumInterval: 1e9, jitter: 0 } }),
      ),
      undefined,
    );
    await p.fail(fetchAll, new Error('down'));

    expect(p.decisions).toMatchObject([{ attributes: { startToFireTimeout: '31536000' } }]);
  });
});

describe('Markers', () => {
  it('may hold at most 800,000 characters in a turn, as they all go into one answer', async () => {
    const { marker } = await import('@swf/flow');
    const p = await play(
      workflow('noting', '1.0', {}, async () => {
        for (let index = 0; index < 40; index += 1) marker(`note-${index}`, 'x'.repeat(30_000));
      }),
      undefined,
    );

    expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: { code: 'INVALID_ARGUMENT' } });
  });
});

describe('What a test, a handler or a policy of a workflow throws', () => {
  it('rejects the condition or the call, or fails the run', async () => {
    const failing = workflow('failing', '1.0', {}, async () => {
      let isDue = false;
      const waiting = condition(() => {
        if (isDue) throw new Error('the test threw');
        return false;
      }).catch(String);
      await sleep(1);
      isDue = true;
      const call = fetchAll(undefined, {
        retry: {
          retryable: () => {
            throw new Error('the policy threw');
          },
        },
      }).catch(String);
      return [await waiting, await call];
    });
    const p = await play(failing, undefined);
    await p.fire();
    await p.fail(fetchAll, new Error('down'));
    expect(p.outcome).toMatchObject({ result: ['Error: the test threw', 'Error: the policy threw'] });

    const heard = await play(
      workflow('hearing', '1.0', {}, async () => {
        onAnySignal((name) => {
          throw new Error(`cannot take ${name}`);
        });
        await sleep(60);
      }),
      undefined,
    );
    await heard.signal(go, 'x');
    expect(heard.outcome).toMatchObject({ closeStatus: 'FAILED', error: { message: 'cannot take go' } });
  });
});

describe('A handle on a run', () => {
  it('rejects, and does not throw, for a payload that cannot be written', async () => {
    const definition = workflow('open', '1.0');
    const run = definition.run({ name: 'flows' }, { workflowId: 'open' });

    await expect(run.signal(signal<number>('rate'), Number.NaN)).rejects.toThrow('payload must be a JSON value');
    await expect(run.answer(human<number>('rating'), 'rating-1', Number.NaN)).rejects.toThrow(
      'answer.answer must be a JSON value',
    );
  });
});
