import { describe, expect, it } from 'vitest';
import type { LiveUpdate, Topic } from '../../src/api/live.js';
import { createTestService, startOrders, type TestService } from '../support/service.js';
import { openStream } from '../support/stream.js';

const LOCAL = { service: 'local' } as const;
const RUN = { id: 'run', topic: 'history', domain: 'orders', workflowId: 'order-1' } as const;

function hasState(updates: readonly LiveUpdate[]): boolean {
  return updates.some(({ topic }) => topic === 'state');
}

describe('Watching in an outage', () => {
  const list = (id: string): Topic => ({ id, topic: 'list', domain: 'orders', q: '' });
  const statuses = (updates: readonly LiveUpdate[]) =>
    updates.flatMap((update) =>
      update.topic === 'error' ? [update.code] : update.topic === 'state' ? [update.live.state] : [],
    );
  const fault = (service: TestService['service'], name: 'OperationNotPermittedFault' | 'ThrottlingException') =>
    service.faults.set([{ operations: ['ListOpenWorkflowExecutions', 'ListClosedWorkflowExecutions'], fault: name }]);

  it('says so to a tab that opens later, too', async () => {
    await using swf = await createTestService();
    const test = swf.console({ target: LOCAL });
    await using _console = test.console;
    const first = await openStream(test, [list('first')]);
    await first.until(hasState);
    fault(swf.service, 'OperationNotPermittedFault');
    await swf.clock.advance({ seconds: 10 });
    await first.until((updates) => statuses(updates).length > 1);
    const second = await openStream(test, [list('second')]);
    await second.until((updates) => statuses(updates).length > 0);
    expect(statuses(second.updates)).toEqual(['OPERATION_NOT_PERMITTED']);
    swf.service.faults.set([]);
    await swf.clock.advance({ minutes: 1 });
    await second.until((updates) => statuses(updates).length > 1);
    expect(statuses(second.updates).slice(0, 2)).toEqual(['OPERATION_NOT_PERMITTED', 'live']);
  });

  it('says again what fails after it was throttled in between', async () => {
    await using swf = await createTestService();
    const test = swf.console({ target: LOCAL, client: swf.service.client({ maxAttempts: 1 }) });
    await using _console = test.console;
    const stream = await openStream(test, [list('list')]);
    await stream.until(hasState);
    for (const name of ['OperationNotPermittedFault', 'ThrottlingException', 'OperationNotPermittedFault'] as const) {
      const before = stream.updates.length;
      fault(swf.service, name);
      await swf.clock.advance({ minutes: 1 });
      await stream.until((updates) => updates.length > before);
    }
    const changes = statuses(stream.updates).filter((status, index, all) => status !== all[index - 1]);
    expect(changes).toEqual(['live', 'OPERATION_NOT_PERMITTED', 'slowed', 'OPERATION_NOT_PERMITTED']);
  });

  it('brings what SWF refused a tab at first, even if nothing happens', async () => {
    await using swf = await createTestService();
    const [runId = ''] = await startOrders(swf, 1);
    const history = (after: number): Topic => ({ ...RUN, runId, after });
    const test = swf.console({ target: LOCAL });
    await using _console = test.console;
    const first = await openStream(test, [history(2)]);
    await first.until(hasState);
    const fault = 'OperationNotPermittedFault';
    swf.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], fault, count: 1 }]);
    const second = await openStream(test, [history(0)]);
    await second.until(hasState);
    await swf.clock.advance({ seconds: 10 });
    await second.until((updates) =>
      updates.some((update) => update.topic === 'history' && update.page.events.length === 2),
    );
  });
});
