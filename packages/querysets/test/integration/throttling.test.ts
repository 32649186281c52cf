import type { SWFClient } from '@aws-sdk/client-swf';
import type { OperationName } from '@swf/local';
import type { WorkflowExecution } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listEverything } from '../support/everything.js';
import { DOMAIN, seedDomain, seedExecutions } from '../support/executions.js';
import { recordRequests } from '../support/requests.js';
import { startSwf } from '../support/swf.js';

const LISTINGS: readonly OperationName[] = ['ListOpenWorkflowExecutions', 'ListClosedWorkflowExecutions'];
const swf = startSwf();
const executions = new WorkflowExecutionQuerySet(DOMAIN);
let expected: (string | undefined)[];

beforeAll(async () => {
  await seedDomain(swf.client);
  await seedExecutions(swf.client, swf.clock, 250);
  expected = (await listEverything(swf.client)).map((info) => info.execution?.runId).sort();
});

afterEach(() => swf.injectFaults());
afterAll(() => swf[Symbol.asyncDispose]());

const sortedRunIds = (models: readonly WorkflowExecution[]) => models.map(({ runId }) => runId).sort();

/** Counts how often a client tries to send. */
function countAttempts(client: SWFClient): { attempts: number } {
  const counter = { attempts: 0 };
  client.middlewareStack.add(
    (next) => (args) => {
      counter.attempts += 1;
      return next(args);
    },
    { step: 'deserialize' },
  );
  return counter;
}

/** Reads a listing to its end, going on from the last token after each error. */
async function readOn(listing: WorkflowExecutionQuerySet, client: SWFClient) {
  const seen: WorkflowExecution[] = [];
  const errors: unknown[] = [];
  let rest = listing;
  for (let ended = false; !ended; ) {
    try {
      for await (const { items, nextPageToken } of rest.pages({ client, maximumPageSize: 25 })) {
        seen.push(...items);
        if (nextPageToken) rest = listing.continueFrom(nextPageToken);
      }
      ended = true;
    } catch (error) {
      errors.push(error);
    }
  }
  return { seen, errors };
}

describe('a listing that SWF throttles', () => {
  it('loses and repeats nothing while the SDK retries', async () => {
    const client = swf.clientOf(3);
    const requests = recordRequests(client);
    const counter = countAttempts(client);
    swf.injectFaults({ operations: LISTINGS, every: 4, fault: 'ThrottlingException' });
    const { seen, errors } = await readOn(executions, client);
    expect(sortedRunIds(seen)).toEqual(expected);
    expect(errors).toEqual([]);
    expect(counter.attempts - requests.length).toBeGreaterThan(2);
  });

  it.each([
    ['newest first', executions],
    ['oldest first', executions.reverse()],
  ])('continues from the last token after an error, %s', async (_, listing) => {
    swf.injectFaults({ operations: LISTINGS, every: 4, fault: 'ThrottlingException' });
    const { seen, errors } = await readOn(listing, swf.clientOf(1));
    expect(sortedRunIds(seen)).toEqual(expected);
    expect(errors.length).toBeGreaterThan(2);
    for (const error of errors) expect(error).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
  });

  it("continues from SWF's own token if one status is listed", async () => {
    const closed = executions.filter({ status: 'CLOSED' });
    const all = await closed.all(swf.options);
    swf.injectFaults({ operations: LISTINGS, every: 3, fault: 'ThrottlingException' });
    const { seen, errors } = await readOn(closed, swf.clientOf(1));
    expect(seen.map(({ runId }) => runId)).toEqual(all.map(({ runId }) => runId));
    expect(errors.length).toBeGreaterThan(2);
  });

  it('loses and repeats nothing when connections are cut', async () => {
    const client = swf.clientOf(3);
    swf.injectFaults({ operations: LISTINGS, every: 4, disconnect: 'afterApplied' });
    const seen: WorkflowExecution[] = [];
    for await (const { items } of executions.pages({ client, maximumPageSize: 25 })) seen.push(...items);
    expect(sortedRunIds(seen)).toEqual(expected);
  });

  it('yields what it has described before an error', async () => {
    const client = swf.clientOf(1);
    const first = await executions.limit(20).all(swf.options);
    swf.injectFaults({ operations: ['DescribeWorkflowExecution'], every: 11, count: 1, fault: 'ThrottlingException' });
    const seen: WorkflowExecution[] = [];
    const reading = (async () => {
      for await (const execution of executions.limit(20).detailed({ client, concurrency: 4 })) seen.push(execution);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
    expect(seen.map(({ runId }) => runId)).toEqual(first.slice(0, 10).map(({ runId }) => runId));
  });
});
