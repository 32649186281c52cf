// Replays a synthetic history on Temporal's TypeScript SDK, and prints the seconds of CPU of each
// replay.
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';

const [, , name = 'sequence', batches = '2000', each = '1', rounds = '5'] = process.argv;

Runtime.install({ logger: new DefaultLogger('ERROR') });
const workflowBundle = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('workflows.mjs', import.meta.url)),
  logger: new DefaultLogger('ERROR'),
});
const history = historyOf(name, Number(batches), Number(each));

// The first replay also loads the bundle.
const seconds = [];
for (let round = 0; round <= Number(rounds); round += 1) {
  const began = process.cpuUsage();
  for await (const { error } of Worker.runReplayHistories({ workflowBundle }, [{ workflowId: 'order-42', history }])) {
    if (error) throw error;
  }
  const { user, system } = process.cpuUsage(began);
  if (round > 0) seconds.push((user + system) / 1e6);
}
process.stdout.write(`${JSON.stringify({ events: history.events.length, seconds })}\n`);
await Runtime.instance().shutdown();

/** The history of a workflow that scheduled its activities in batches, up to its last workflow task. */
function historyOf(workflow, batches, each) {
  const events = [];
  const payloads = (value) => ({
    payloads: [
      {
        metadata: { encoding: Buffer.from('json/plain').toString('base64') },
        data: Buffer.from(JSON.stringify(value)).toString('base64'),
      },
    ],
  });
  const add = (eventType, attributes) => {
    const eventId = events.length + 1;
    const type = eventType.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    const member = `${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`;
    const eventTime = new Date(1_700_000_000_000 + eventId * 10).toISOString();
    events.push({ eventId: String(eventId), eventTime, eventType: `EVENT_TYPE${type}`, [member]: attributes });
    return String(eventId);
  };
  const taskQueue = { name: 'orders', kind: 'TASK_QUEUE_KIND_NORMAL' };
  const task = () => {
    const scheduledEventId = add('WorkflowTaskScheduled', { taskQueue, startToCloseTimeout: '30s', attempt: 1 });
    const startedEventId = add('WorkflowTaskStarted', { scheduledEventId, identity: 'host', requestId: 'request' });
    return { scheduledEventId, startedEventId };
  };
  add('WorkflowExecutionStarted', {
    workflowType: { name: workflow },
    taskQueue,
    input: payloads({ activities: batches * each }),
    originalExecutionRunId: '0b4a1d0e-6f5e-4a36-8d7d-0a4a1f1f2f3f',
    firstExecutionRunId: '0b4a1d0e-6f5e-4a36-8d7d-0a4a1f1f2f3f',
    workflowTaskTimeout: '30s',
    attempt: 1,
  });
  let activities = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const workflowTaskCompletedEventId = add('WorkflowTaskCompleted', { ...task(), identity: 'host' });
    const scheduled = Array.from({ length: each }, () => {
      activities += 1;
      return add('ActivityTaskScheduled', {
        activityId: String(activities),
        activityType: { name: 'charge' },
        taskQueue,
        input: payloads({ amount: activities }),
        startToCloseTimeout: '30s',
        workflowTaskCompletedEventId,
      });
    });
    for (const [index, scheduledEventId] of scheduled.entries()) {
      const startedEventId = add('ActivityTaskStarted', { scheduledEventId, identity: 'host', requestId: 'request' });
      add('ActivityTaskCompleted', { scheduledEventId, startedEventId, result: payloads({ charged: index }) });
    }
  }
  const workflowTaskCompletedEventId = add('WorkflowTaskCompleted', { ...task(), identity: 'host' });
  add('WorkflowExecutionCompleted', { result: payloads(0), workflowTaskCompletedEventId });
  return { events };
}
