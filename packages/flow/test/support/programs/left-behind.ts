// Runs workflows to their end in every way, and prints what that leaves behind in the process.
import asyncHooks, { type AsyncHook } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';

const enabled = new Set<AsyncHook>();
let isWatched = false;
const { createHook } = asyncHooks;
asyncHooks.createHook = (callbacks) => {
  const hook = createHook(callbacks);
  const { enable, disable } = hook;
  hook.enable = () => {
    enabled.add(hook);
    isWatched = true;
    return enable.call(hook);
  };
  hook.disable = () => {
    enabled.delete(hook);
    return disable.call(hook);
  };
  return hook;
};
syncBuiltinESMExports();

// Only now, so that the modules get the hooks that are counted.
const { Actor } = await import('@swf/actors');
const { activity, FlowDecider, flowWorker, implement, sleep, workflow } = await import('@swf/flow');
const { replayFlow } = await import('@swf/flow/replay');
const { play, testFlow } = await import('@swf/flow/testing');
const { HistoryQuerySet } = await import('@swf/history');
const { createLocalService, VirtualClock } = await import('@swf/local');
const { Domain } = await import('@swf/models');

const listeners = () =>
  Object.fromEntries(process.eventNames().map((name) => [String(name), process.listenerCount(name)]));
const timers = () => process.getActiveResourcesInfo().filter((type) => type === 'Timeout').length;

const work = activity<number, number>('work', '1.0', { taskList: 'work', startToCloseTimeout: 30 });
const definition = workflow('counting', '1.0', { taskList: 'flows' }, async () => {
  await sleep(60);
  return work(1);
});
const before = listeners();
const service = createLocalService({ clock: new VirtualClock({ autoSkip: true }) });
const client = service.client();
const domain = new Domain('flows', { retentionPeriodInDays: 1 });
await domain.save({ client });
const running = await Actor.run(
  new FlowDecider(domain, 'flows', { workflows: [definition], client, verify: 1 }),
  new FlowDecider(domain, 'flows', { workflows: [definition], client, residents: false }),
  flowWorker(domain, 'work', [implement(work, async (value) => value)], { client }),
);
const run = await definition.start(domain, { workflowId: 'counting', client });
const result = await run.result();
// Stays open, in the memory of a decider.
await definition.start(domain, { workflowId: 'counting', client });
const { workflowId, runId = '' } = run.execution;
const history = await new HistoryQuerySet(domain).get({ workflowId, runId }, { client });
await running.stop({ polls: 'abort' });
await service.close();
await replayFlow(definition, history, { workflowId, runId });
await (await play(definition)).fire();
const env = await testFlow({ workflows: [definition], activities: [implement(work, async (value) => value)] });
await env.run(definition);
await env.close();

const { storage, turning } = (globalThis as never)[Symbol.for('@swf/flow/1')] as {
  readonly storage: { getStore(): unknown };
  readonly turning: unknown;
};
const left = {
  result,
  isWatched,
  hooks: enabled.size,
  listeners: JSON.stringify(listeners()) === JSON.stringify(before),
  timers: timers(),
  store: await new Promise((resolve) => setTimeout(() => resolve(storage.getStore() ?? null))),
  turning: turning ?? null,
};
process.stdout.write(JSON.stringify(left));
