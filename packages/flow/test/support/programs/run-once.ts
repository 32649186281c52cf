import { createRequire } from 'node:module';
import { setImmediate as immediate } from 'node:timers/promises';
import { Actor } from '@swf/actors';
import { FlowDecider, sleep, workflow } from '@swf/flow';
import { startLocalService, VirtualClock } from '@swf/local';
import { Domain } from '@swf/models';
import { setClient } from '@swf/settings';

// Runs one workflow to its end, and prints what a test looks at as a line of JSON.

const bodies: Readonly<Record<string, () => Promise<unknown>>> = {
  async unhandled() {
    void Promise.reject(new Error('mine'));
    await sleep(10);
    void Promise.reject(new Error('mine, at the end'));
  },
  async late() {
    const failing = Promise.reject(new Error('mine'));
    await sleep(10);
    return failing.catch(({ message }: Error) => message);
  },
  foreign: () => sleep(10),
  'foreign-text': () => sleep(10),
  'foreign-copies': () => sleep(10),
  headers: async () => new Headers({ name: 'value' }).get('name'),
  async printing() {
    console.log('hello');
    await sleep(10);
    console.error('bye');
  },
};

const [, , scenario = ''] = process.argv;
const definition = workflow('once', '1.0', { taskList: 'once' }, bodies[scenario] as () => Promise<unknown>);
const service = await startLocalService({ clock: new VirtualClock({ autoSkip: true }) });
setClient(service.client());
const domain = new Domain('once', { retentionPeriodInDays: 1 });
await domain.save();

const logged: (string | undefined)[] = [];
const write = (fields: { readonly err?: Error }, message?: string) => {
  // Says how busy the machine is: loading a module of Node's own can take more than a second.
  if (message !== 'deciding held the process for too long') logged.push(fields.err?.message ?? message);
};
const logger = { debug() {}, info() {}, warn: write, error: write };
const listeners = () => process.listenerCount('unhandledRejection') + process.listenerCount('rejectionHandled');
const before = listeners();
const classes = [FlowDecider];
// A CommonJS program has a copy of its own of each package.
if (scenario === 'foreign-copies') classes.push(createRequire(import.meta.url)('@swf/flow').FlowDecider);
const deciders = classes.map((Decider, index) => {
  const taskList = index === 0 ? 'once' : 'other';
  return new Decider(domain, taskList, { workflows: [definition], logger });
});
const running = await Actor.run(...deciders);
const during = listeners();
if (scenario.startsWith('foreign')) {
  void Promise.reject(scenario === 'foreign-text' ? 'foreign' : new Error('foreign'));
  // Before that, Node reports the rejection.
  await immediate();
}
const run = await definition.start(domain, { workflowId: 'once' });
const result = await run.result();
await running.stop({ polls: 'abort' });
await service.close();
process.stdout.write(`${JSON.stringify({ result, logged, listeners: [before, during, listeners()] })}\n`);
