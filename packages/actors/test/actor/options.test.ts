import {
  type ActivityHandler,
  ActivityWorker,
  type ActivityWorkerOptions,
  Actor,
  Decider,
  type DeciderOptions,
  type RunOptions,
} from '@swf/actors';
import { isolated } from '@swf/actors/isolation';
import { describe, expect, it } from 'vitest';
import { domain } from '../support/workflow.js';

const module = new URL('../support/modules/activities.js', import.meta.url);
const worker = new ActivityWorker(domain, 'activities');
const decider = new Decider(domain, 'decisions');

/** What plain JavaScript may give, whatever the types say. */
const wrong = <Value>(value: unknown) => value as Value;
const withActivity = (activity: unknown) =>
  new ActivityWorker(domain, 'activities', { activities: { charge: wrong<ActivityHandler>(activity) } });

describe('An unknown option', () => {
  it.each<[string, string, () => unknown]>([
    ['concurency', 'concurrency', () => new Decider(domain, 'list', wrong({ concurency: 3 }))],
    ['decid', 'decide', () => new Decider(domain, 'list', wrong({ decid: () => [] }))],
    ['cache.maxByte', 'maxBytes', () => new Decider(domain, 'list', { cache: wrong({ maxByte: 3 }) })],
    [
      'sticky.scheduleToStart',
      'scheduleToStartTimeout',
      () => new Decider(domain, 'list', { sticky: wrong({ scheduleToStart: 3 }) }),
    ],
    ['activites', 'activities', () => new ActivityWorker(domain, 'list', wrong({ activites: {} }))],
    [
      'activities["charge"].heartbeatTimout',
      'heartbeatTimeout',
      () => withActivity({ perform: () => 1, heartbeatTimout: 3 }),
    ],
    ['isolatoin', 'isolation', () => isolated(wrong({ module, isolatoin: 'process' }))],
  ])('is rejected by name: "%s", did you mean "%s"?', (name, nearest, make) => {
    const message = `unknown option "${name}"; did you mean "${nearest}"?`;
    expect(make).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', message }));
  });

  it('is rejected by an actor of another kind', () => {
    class Auditor extends Actor {
      poll = async () => undefined;
      protected handle = async () => {};
    }
    expect(() => new Auditor(domain, 'audits', wrong({ concurency: 3 }))).toThrow(
      'unknown option "concurency"; did you mean "concurrency"?',
    );
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['grace', 'graceInSeconds', () => worker.stop(wrong({ grace: 3 }))],
    ['stopOnn', 'stopOn', () => Actor.run(worker, wrong<RunOptions>({ stopOnn: ['SIGTERM'] }))],
    ['tasklist', 'taskList', () => worker.poll(wrong({ tasklist: 'other' }))],
    ['maximumPage', 'maximumPageSize', () => decider.poll(wrong({ maximumPage: 5 }))],
    ['singal', 'signal', () => worker.complete('token', 1, wrong({ singal: 1 }))],
    ['singal', 'signal', () => worker.heartbeat('token', 1, wrong({ singal: 1 }))],
    ['executionContex', 'executionContext', () => decider.complete('token', [], wrong({ executionContex: 1 }))],
    ['failure.detail', 'details', () => worker.fail('token', wrong({ detail: 1 }))],
    ['cancellation.detail', 'details', () => worker.cancel('token', wrong({ detail: 1 }))],
  ])('is rejected by a method: "%s", did you mean "%s"?', async (name, nearest, call) => {
    await expect(call()).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: `unknown option "${name}"; did you mean "${nearest}"?`,
    });
  });

  it('is accepted by a subclass that removes it before calling super', () => {
    class PaymentWorker extends ActivityWorker {
      readonly currency: string;

      constructor({ currency, ...options }: ActivityWorkerOptions & { readonly currency: string }) {
        super(domain, 'payments', options);
        this.currency = currency;
      }
    }
    class OrderDecider extends Decider {
      constructor({ limit: _limit, ...options }: DeciderOptions & { readonly limit: number }) {
        super(domain, 'orders', options);
      }
    }

    expect(new PaymentWorker({ currency: 'EUR', concurrency: 2 })).toMatchObject({ currency: 'EUR', concurrency: 2 });
    expect(new OrderDecider({ limit: 3, concurrency: 2 }).concurrency).toBe(2);
  });

  it('is accepted as a member of an activity that is a class instance', () => {
    class Charge {
      readonly account = 'main';
      perform() {
        return this.account;
      }
    }

    expect(() => withActivity(new Charge())).not.toThrow();
  });
});

describe('An option of the wrong kind', () => {
  it('is rejected also if it would pass for true', () => {
    expect(() => new ActivityWorker(domain, 'list', wrong({ register: 'false' }))).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: 'register must be true or false, got "false"' }),
    );
  });
});
