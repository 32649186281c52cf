import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { HistoryQuerySet } from '@swf/history';
import { createLocalService } from '@swf/local';
import { describe, expect, it, vi } from 'vitest';
import { closed } from '../support/closed.js';
import { type Disturb, type Disturbance, disturbedClient, disturbFirst } from '../support/disturbed-client.js';
import { silent } from '../support/silent.js';
import { activityType, decideOne, domain, startExecution, workflow } from '../support/workflow.js';

/** Runs one execution through actors whose requests are disturbed, and says what they reported. */
async function survive(disturb: Disturb, maxAttempts = 1) {
  await using service = createLocalService();
  const calm = service.client();
  for (const model of [domain, workflow, activityType()]) await model.save({ client: calm });
  const client = disturbedClient(service, disturb, maxAttempts);
  const decider = new Decider(domain, 'decisions', {
    client,
    logger: silent,
    decide: decideOne,
    onDecideError: 'FAIL_WORKFLOW_EXECUTION',
  });
  let performed = 0;
  const worker = new ActivityWorker(domain, 'activities', {
    client,
    logger: silent,
    activities: {
      activity: () => {
        performed += 1;
        return performed;
      },
    },
  });
  const heard = {
    refused: [] as string[],
    errors: [] as unknown[],
    lost: [] as unknown[],
    retries: [] as string[],
    completed: [] as object[],
  };
  for (const actor of [decider, worker]) {
    actor.on('error', (error) => {
      heard.errors.push(error);
      heard.refused.push(...actor.health().refusals.map(({ operation }) => operation));
    });
    actor.on('lost', (loss) => heard.lost.push(loss));
    actor.on('retry', ({ operation }) => heard.retries.push(operation));
    actor.on('completed', ({ unconfirmed }) => heard.completed.push({ unconfirmed }));
  }
  const actors = await Actor.run(decider, worker, { polls: 'abort' });
  const execution = await startExecution(calm);
  const { closeStatus } = await closed(calm, execution);
  await vi.waitFor(() => expect(heard.completed).toHaveLength(3), { timeout: 90_000 });
  await actors.stop();
  expect([...decider.health().refusals, ...worker.health().refusals]).toEqual([]);
  const history = await new HistoryQuerySet(domain).get(execution, { client: calm });
  const timeouts = history.events.filter(({ state }) => state === 'timed_out');
  return { ...heard, closeStatus, performed, timeouts };
}

/** Disturbs the tries of the first request of an operation, in order; they have the same body. */
function disturbTries(operation: string, ...disturbances: Disturbance[]): Disturb {
  let first: string | undefined;
  return (next, body) => {
    if (next !== operation) return undefined;
    first ??= body;
    return body === first ? disturbances.shift() : undefined;
  };
}

const ANSWERS = ['RespondDecisionTaskCompleted', 'RespondActivityTaskCompleted'];

describe.each(ANSWERS)('%s', (operation) => {
  it.each<Disturbance>(['expiredToken', 'accessDenied'])(
    'is retried until SWF accepts it after %s, with one error for all tries',
    async (disturbance) => {
      const outcome = await survive(disturbFirst(operation, disturbance, disturbance, disturbance));

      expect(outcome).toMatchObject({ closeStatus: 'COMPLETED', performed: 1, timeouts: [], lost: [] });
      expect(outcome.errors).toMatchObject([{ code: 'OPERATION_NOT_PERMITTED' }]);
      expect(outcome.retries).toEqual([operation, operation]);
      expect(outcome.refused).toEqual([operation]);
    },
  );

  it.each<Disturbance>(['forbiddenPage', 'garbage', 'halfBody', 'lostReply'])(
    'is retried without an error after %s',
    async (disturbance) => {
      const outcome = await survive(disturbFirst(operation, disturbance));

      expect(outcome).toMatchObject({ closeStatus: 'COMPLETED', performed: 1, timeouts: [], lost: [], errors: [] });
      expect(outcome.retries).toEqual([operation]);
    },
  );

  it.each<Disturbance>(['garbage', 'halfBody', 'lostReply'])(
    'counts as unconfirmed, not as lost, if its reply was lost by %s',
    async (disturbance) => {
      const { completed, lost } = await survive(disturbFirst(operation, disturbance));

      expect(completed.filter((answer) => 'unconfirmed' in answer && answer.unconfirmed)).toHaveLength(1);
      expect(lost).toEqual([]);
    },
  );

  it.each<[string, readonly Disturbance[], readonly string[]]>([
    ['the SDK retried it', ['lostReply'], []],
    ['the SDK retried it in vain', ['lostReply', 'unreachable', 'unreachable'], [operation]],
  ])('counts as unconfirmed if %s', async (_, disturbances, retried) => {
    const { completed, lost, retries } = await survive(disturbTries(operation, ...disturbances), 3);

    expect(retries).toEqual(retried);
    expect(completed.filter((answer) => 'unconfirmed' in answer && answer.unconfirmed)).toHaveLength(1);
    expect(lost).toEqual([]);
  });

  it('is confirmed if it was only refused before', async () => {
    const outcome = await survive(disturbFirst(operation, 'accessDenied'));

    expect(outcome.completed).toEqual([{ unconfirmed: false }, { unconfirmed: false }, { unconfirmed: false }]);
  });
});

describe('An actor', () => {
  it('resumes when its credentials are valid again', async () => {
    let failures = 0;
    const outcome = await survive((operation) => {
      if (operation !== 'credentials') return undefined;
      failures += 1;
      return failures > 4 && failures < 12 ? 'noCredentials' : undefined;
    });

    expect(outcome).toMatchObject({ closeStatus: 'COMPLETED', performed: 1, timeouts: [], lost: [] });
    expect(outcome.errors.length).toBeGreaterThan(0);
    for (const error of outcome.errors) expect(error).toMatchObject({ code: 'SETTINGS' });
  });
});
