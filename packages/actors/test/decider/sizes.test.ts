import type { SWFClient } from '@aws-sdk/client-swf';
import { Decider, type DecisionTask } from '@swf/actors';
import { DecisionBatch, MarkerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { HistoryQuerySet } from '@swf/history';
import { LIMITS } from '@swf/settings/wire';
import { describe, expect, it } from 'vitest';
import { closed } from '../support/closed.js';
import { countRequests } from '../support/count-requests.js';
import { running } from '../support/running-decider.js';
import { next, openService } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

const markers = (count: number, characters = 32_000) =>
  Array.from({ length: count }, (_, index) =>
    MarkerDecision.record({ markerName: `${index}`, details: 'x'.repeat(characters) }),
  );

/**
 * Sixty markers that are recorded one after the other: those that the history does not hold yet,
 * and then the close.
 */
function decideSixty({ history }: DecisionTask) {
  const { markers: recorded } = history.compile();
  const missing = markers(60).filter(({ attributes }) => !recorded.has(attributes.markerName));
  return new DecisionBatch(history, { splittable: true }).add(...missing, WorkflowExecutionDecision.complete());
}

/** Counts the bytes of the largest request. */
function largestRequest(client: SWFClient) {
  const largest = { bytes: 0 };
  client.middlewareStack.add(
    (send) => (args) => {
      const { body } = args.request as { readonly body: string };
      largest.bytes = Math.max(largest.bytes, Buffer.byteLength(body));
      return send(args);
    },
    { step: 'build', priority: 'low' },
  );
  return largest;
}

/**
 * A task, and the most characters of details that an answer with 32 markers and one more can have
 * in it.
 */
async function almostFull() {
  const swf = await openService();
  await startExecution(swf.client);
  const decider = new Decider(domain, 'decisions', { client: swf.client });
  const { taskToken } = (await decider.poll()) ?? expect.fail('there is a task');
  const body = (characters: number) => [...markers(32), ...markers(1, characters)];
  const empty = Buffer.byteLength(JSON.stringify({ taskToken, decisions: body(0) }));
  return { ...swf, decider, taskToken, body, room: LIMITS.requestInBytes - empty };
}

describe('An answer that exceeds one request', () => {
  it('is split over several tasks if its batch is splittable', async () => {
    await using swf = await running(decideSixty, { sticky: true });
    const largest = largestRequest(swf.client);
    const execution = await startExecution(swf.client);

    expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
    const history = await new HistoryQuerySet(domain).get(execution, { client: swf.client });
    expect(history.filter({ type: 'Marker' })).toHaveLength(60);
    expect(history.filter({ name: 'TimerFired' })).toHaveLength(1);
    expect(largest.bytes).toBeLessThanOrEqual(LIMITS.requestInBytes);
  });

  it.each([
    ['a batch', ({ history }: DecisionTask) => new DecisionBatch(history, { mode: 'permissive' }).add(...markers(40))],
    ['a batch that is full without the task token', () => fullBatch()],
  ])('is reported with its sizes if it is %s, and not sent', async (_, decide) => {
    await using swf = await running(decide);
    const counts = countRequests(swf.client);
    const heard = next(swf.decider, 'error');
    await startExecution(swf.client);

    expect(await heard).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(
        /^decisions must fit into a request of 1048576 bytes, got \d{7}: \d{7} of \d+ dec/,
      ),
    });
    expect(counts.get('RespondDecisionTaskCompleted')).toBeUndefined();
  });

  it('closes the execution if it is a list and onDecideError says so', async () => {
    await using swf = await running(() => markers(40), { onDecideError: 'FAIL_WORKFLOW_EXECUTION' });
    const heard = next(swf.decider, 'error');
    const execution = await startExecution(swf.client);

    expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'FAILED' });
    expect(await heard).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it('is refused by complete at exactly the size that the service refuses', async () => {
    await using swf = await almostFull();
    const { decider, taskToken, body, room } = swf;
    const counts = countRequests(swf.client);
    const besides = Buffer.byteLength(JSON.stringify({ taskToken, decisions: [] }));

    await expect(decider.complete(taskToken, body(room + 1))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(
        new RegExp(
          `^decisions must fit into a request of 1048576 bytes, got 1048577: ${1_048_577 - besides} of 33 decisions, ` +
            `${besides} of token, context and task list; make fewer, or use a DecisionBatch with splittable: true$`,
        ),
      ),
    });
    expect(counts.size).toBe(0);
    await expect(decider.complete(taskToken, body(room))).resolves.toBeUndefined();
  });
});

/** A batch of exactly SWF's limit, counted as a batch counts itself: with an empty token. */
function fullBatch(): DecisionBatch {
  const batch = new DecisionBatch().add(...markers(32));
  const [empty] = markers(1, 0);
  if (empty) batch.add(MarkerDecision.record({ markerName: '0', details: '' }));
  const room = LIMITS.requestInBytes - batch.sizeInBytes;
  return new DecisionBatch().add(...markers(32), ...markers(1, room));
}
