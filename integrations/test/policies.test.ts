import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as sdk from '@aws-sdk/client-swf';
import { ActivityWorker, Actor, Decider } from '@swf/actors';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  type Decision,
  ExternalWorkflowExecutionDecision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import type { History } from '@swf/history';
import { type LocalServer, startLocalService } from '@swf/local';
import { ActivityType, Domain, WorkflowType } from '@swf/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, iamGateway, matches, type Policy } from '../iam-gateway.js';
import { readJson, root } from '../packages.js';

/** The built command line. Run `npm run build` first. */
const BIN = join(root, 'packages/cli/bin/swf.js');
const folder = join(root, 'docs/policies');
const policyNames = readdirSync(folder).map((file) => file.replace('.json', ''));
const policy = (name: string) => readJson<Policy>(join(folder, `${name}.json`));

/** The 39 operations, and the decisions that IAM knows as actions. */
const DECISIONS = [
  ...['ScheduleActivityTask', 'RequestCancelActivityTask', 'StartTimer', 'CancelTimer', 'RecordMarker'],
  ...['StartChildWorkflowExecution', 'SignalExternalWorkflowExecution', 'RequestCancelExternalWorkflowExecution'],
  ...[
    'CompleteWorkflowExecution',
    'FailWorkflowExecution',
    'CancelWorkflowExecution',
    'ContinueAsNewWorkflowExecution',
  ],
];
const operations = Object.keys(sdk)
  .filter((name) => /^[A-Z]\w+Command$/.test(name))
  .map((name) => name.replace(/Command$/, ''));

const region = 'eu-west-1';
const domain = new Domain('orders', { retentionPeriodInDays: 30 });
const charge = new ActivityType(domain, 'charge-card', '1.0', {
  defaultTaskList: 'payments',
  defaultTaskScheduleToStartTimeout: 600,
  defaultTaskScheduleToCloseTimeout: 600,
  defaultTaskStartToCloseTimeout: 60,
  defaultTaskHeartbeatTimeout: 'NONE',
});
const order = new WorkflowType(domain, 'order', '1.0', {
  defaultTaskList: 'orders',
  defaultTaskStartToCloseTimeout: 60,
  defaultExecutionStartToCloseTimeout: 3600,
  defaultChildPolicy: 'TERMINATE',
});

const project = mkdtempSync(join(tmpdir(), 'swf-policies-'));
const env = {
  ...process.env,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  HOME: project,
};
let service: LocalServer;
const administrator = () => clientOf(service);

function clientOf({ endpoint }: { readonly endpoint: string }) {
  return new sdk.SWFClient({ endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
}

beforeAll(async () => {
  service = await startLocalService();
  const administration = { client: administrator() };
  await domain.save(administration);
  await charge.save(administration);
  await order.save(administration);
  mkdirSync(join(project, 'node_modules/@swf'), { recursive: true });
  mkdirSync(join(project, 'node_modules/@aws-sdk'));
  for (const name of ['actors', 'flow']) {
    symlinkSync(join(root, 'packages', name), join(project, 'node_modules/@swf', name));
  }
  const client = realpathSync(join(root, 'packages/settings/node_modules/@aws-sdk/client-swf'));
  symlinkSync(client, join(project, 'node_modules/@aws-sdk/client-swf'));
});
afterAll(async () => {
  await service.close();
  rmSync(project, { recursive: true });
});

/** Runs a Node program in the project; not `spawnSync`, since the service answers in this process. */
function node(args: readonly string[], endpoint: string) {
  return promisify(execFile)(process.execPath, ['--no-warnings', ...args], {
    cwd: project,
    env: { ...env, AWS_ENDPOINT_URL_SWF: endpoint },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

describe('A policy of docs/policies', () => {
  it.each(policyNames)('has only actions that SWF knows: %s', (name) => {
    const patterns = policy(name).Statement.flatMap(({ Action }) => Action);
    const known = [...operations, ...DECISIONS].map((action) => `swf:${action}`);
    expect(patterns.filter((pattern) => !known.some((action) => matches(pattern, action)))).toEqual([]);
  });

  it.each(policyNames)('is listed in docs/going-to-aws.md: %s', (name) => {
    const page = readFileSync(join(root, 'docs/going-to-aws.md'), 'utf8');
    expect(page).toContain(`(policies/${name}.json)`);
  });
});

describe('The gateway of these tests', () => {
  it('denies what a policy does not allow, by operation, decision and domain', async () => {
    await using gateway = await iamGateway(service, policy('read-only'));
    const run = await order.startExecution({ workflowId: 'denied', client: administrator() });
    expect(await node([BIN, 'signal', 'denied', 'hello', '--domain', 'orders'], gateway.endpoint)).toMatchObject({
      code: 5,
    });
    expect(await node([BIN, 'count', '--domain', 'elsewhere'], gateway.endpoint)).toMatchObject({ code: 5 });
    expect(new Set(gateway.denied)).toEqual(
      new Set(['SignalWorkflowExecution', 'CountOpenWorkflowExecutions', 'CountClosedWorkflowExecutions']),
    );
    await run.terminate({ client: administrator() });
  });
});

/** Runs commands of `swf`, each of which must do what it says. */
async function swf(gateway: Gateway, commands: readonly string[], codes: readonly number[] = [0]): Promise<void> {
  for (const command of commands) {
    const { code, stderr } = await node([BIN, ...command.split(' '), '--domain', 'orders'], gateway.endpoint);
    expect(codes, `swf ${command}: ${code} ${stderr}`).toContain(code);
  }
  expect(gateway.denied).toEqual([]);
}

describe('swf', () => {
  it('reads with the read-only policy', async () => {
    const client = administrator();
    const open = await order.startExecution({ workflowId: 'order-1', client });
    await (await order.startExecution({ workflowId: 'order-2', client })).terminate({ client });
    await using gateway = await iamGateway(service, policy('read-only'));
    await swf(
      gateway,
      [
        ...[
          'doctor',
          'list',
          'list status:open type:order@1.0',
          'list closed:terminated',
          'count',
          'count status:open',
        ],
        ...['describe order-1', 'describe order-2', 'why order-1', 'why status:open --deep 1', 'explain order-1'],
        ...['history order-1', 'timeline order-1', 'stats order-1', 'tree order-1', 'dump order-2'],
        ...['wait order-2', 'types dump', 'task-list show payments', 'task-list find --yes'],
        ...['workflow-type list', 'workflow-type describe order@1.0', 'activity-type list'],
        ...['activity-type describe charge-card@1.0', 'domain list', 'domain describe orders', 'domain tags orders'],
      ],
      [0, 8],
    );
    await open.terminate({ client });
  });

  it('changes executions with the policy of an operator', async () => {
    await using gateway = await iamGateway(service, policy('operator'));
    await swf(gateway, [
      ...['start order@1.0 --id order-3', 'signal order-3 hello', 'cancel order-3', 'terminate order-3'],
      ...['restart order-3', 'signal type:order@1.0 --signal hello --yes', 'terminate status:open --yes'],
    ]);
    expect([...gateway.used]).toEqual(
      expect.arrayContaining([
        'StartWorkflowExecution',
        'SignalWorkflowExecution',
        'RequestCancelWorkflowExecution',
        'TerminateWorkflowExecution',
      ]),
    );
  });

  it('registers, retires and tags with the policy of a registrar', async () => {
    // Of its own: a domain that is deprecated deprecates its types.
    await using own = await startLocalService();
    await domain.save({ client: clientOf(own) });
    await using gateway = await iamGateway(own, policy('registrar'));
    await swf(gateway, [
      'workflow-type register refund@1.0 --default-task-list refunds',
      'activity-type register refund@1.0 --default-task-list refunds',
      ...['workflow-type', 'activity-type'].flatMap((noun) =>
        ['deprecate', 'undeprecate', 'deprecate', 'delete'].map(
          (verb) => `${noun} ${verb} refund@1.0${verb === 'delete' ? ' --yes' : ''}`,
        ),
      ),
      'domain register elsewhere --retention-period-in-days 1',
      ...[
        'domain tag orders team=a',
        'domain untag orders team',
        'domain deprecate orders',
        'domain undeprecate orders',
      ],
    ]);
  });
});

/** Starts `swf console` over a gateway; `send` sends a request of its page. */
async function openConsole(gateway: Gateway, ...args: readonly string[]) {
  const child = execFile(process.execPath, ['--no-warnings', BIN, 'console', '--port', '0', ...args], {
    cwd: project,
    env: { ...env, AWS_ENDPOINT_URL_SWF: gateway.endpoint },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = await new Promise<URL>((resolve, reject) => {
    let shown = '';
    const read = (chunk: string) => {
      shown += chunk;
      const [found] = /http:\S+/.exec(shown) ?? [];
      if (found !== undefined && shown.endsWith('\n')) resolve(new URL(found));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(`swf console ended: ${shown}`)));
  });
  const token = new URLSearchParams(address.hash.slice(1)).get('token') ?? '';
  return {
    async send(path: string, body?: object): Promise<unknown> {
      const response = await fetch(new URL(`/api/${path}`, address.origin), {
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      });
      const text = await response.text();
      expect(response.ok, `${path}: ${response.status} ${text}`).toBe(true);
      return text === '' ? undefined : JSON.parse(text);
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

describe('The console', () => {
  it('shows everything with the read-only policy', async () => {
    const client = administrator();
    const execution = await order.startExecution({ workflowId: 'order-4', client });
    await using gateway = await iamGateway(service, policy('read-only'));
    await using console = await openConsole(gateway, '--domain', 'orders');
    const run = `domain=orders&id=order-4&run=${encodeURIComponent(execution.runId ?? '')}`;
    for (const path of [
      ...['session', 'domains', 'domains?name=orders', 'executions?domain=orders', 'executions/count?domain=orders'],
      ...['types/workflow?domain=orders', 'types/activity?domain=orders&name=charge-card&version=1.0'],
      ...['task-lists?domain=orders&name=payments', 'task-lists/starters?domain=orders&name=orders&read=5'],
      ...[`execution?${run}`, `execution/history?${run}`, `execution/facts?${run}`, `execution/relations?${run}`],
    ]) {
      await console.send(path);
    }
    expect(gateway.denied).toEqual([]);
    await execution.terminate({ client });
  });

  it('changes executions with the policy of an operator', async () => {
    await using gateway = await iamGateway(service, policy('operator'));
    await using console = await openConsole(
      ...([gateway, '--domain', 'orders', '--allow-changes=start,signal,cancel,terminate'] as const),
    );
    const started = await console.send('executions', {
      domain: 'orders',
      workflowId: 'order-5',
      workflowType: { name: 'order', version: '1.0' },
    });
    const run = { domain: 'orders', ...(started as { readonly workflowId: string; readonly runId: string }) };
    await console.send('execution/signal', { ...run, signalName: 'hello' });
    await console.send('execution/cancel', run);
    await console.send('execution/terminate', run);
    await console.send('execution/restart', run);
    expect(gateway.denied).toEqual([]);
    for (const action of policy('operator').Statement[0]?.Action.slice(-4) ?? []) {
      expect(gateway.used).toContain(action.replace('swf:', ''));
    }
  });
});

const activityType = { name: 'charge-card', version: '1.0' };
const workflowType = { name: 'order', version: '1.0' };

/** Makes each kind of decision, by the workflow id. */
function decide(workflowId: string, history: History): readonly Decision[] {
  const { activityTasks, childWorkflowExecutions, workflowExecution } = history.compile();
  if (workflowId === 'failing') return [WorkflowExecutionDecision.fail({ reason: 'on purpose' })];
  if (workflowId === 'canceled') return [WorkflowExecutionDecision.cancel()];
  if (workflowId === 'again' && workflowExecution.continuedExecutionRunId === undefined)
    return [WorkflowExecutionDecision.continueAsNew()];
  if (workflowId !== 'busy') return workflowExecution.cancelRequested ? [WorkflowExecutionDecision.complete()] : [];
  if (!activityTasks.has('idle')) {
    return [
      ActivityTaskDecision.schedule({ activityId: 'idle', activityType, taskList: 'nobody' }),
      ActivityTaskDecision.schedule({ activityId: 'charge', activityType }),
      TimerDecision.start({ timerId: 'patience', startToFireTimeout: 600 }),
      MarkerDecision.record({ markerName: 'begun' }),
      ChildWorkflowExecutionDecision.start({ workflowId: 'child', workflowType }),
    ];
  }
  if (!childWorkflowExecutions.get('child')?.startedEventId || activityTasks.get('charge')?.open) return [];
  return [
    ActivityTaskDecision.requestCancel({ activityId: 'idle' }),
    TimerDecision.cancel({ timerId: 'patience' }),
    ExternalWorkflowExecutionDecision.signal({ workflowId: 'child', signalName: 'hello' }),
    ExternalWorkflowExecutionDecision.requestCancel({ workflowId: 'child' }),
    WorkflowExecutionDecision.complete(),
  ];
}

/** The actions of a policy that need no asterisk. */
const actionsOf = (name: string) =>
  policy(name).Statement.flatMap(({ Action }) => Action.map((action) => action.replace('swf:', '')));

describe('Actors', () => {
  it('need every action of the policies of a decider and a worker, and no other', async () => {
    const client = administrator();
    await using deciders = await iamGateway(service, policy('decider'));
    await using workers = await iamGateway(service, policy('worker'));
    const errors: unknown[] = [];
    const decider = new Decider(domain, 'orders', {
      client: clientOf(deciders),
      history: 'new',
      decide: async (task) => [...decide(task.workflowExecution.workflowId, await task.loadHistory())],
    });
    const worker = new ActivityWorker(domain, 'payments', {
      client: clientOf(workers),
      activities: { 'charge-card': (_, { heartbeat }) => heartbeat('half') },
    });
    for (const actor of [decider, worker]) actor.on('error', (error) => errors.push(error));
    const running = await Actor.run(decider, worker, { polls: 'abort' });
    const executions = await Promise.all(
      ['busy', 'failing', 'canceled', 'again'].map((workflowId) => order.startExecution({ workflowId, client })),
    );
    const closed = executions.map((execution) => execution.waitUntilClosed({ client, maxWaitTime: 50 }));
    expect((await Promise.all(closed)).map(({ closeStatus }) => closeStatus)).toEqual([
      ...['COMPLETED', 'FAILED', 'CANCELED', 'CONTINUED_AS_NEW'],
    ]);
    // Answers that no activity above gives: SWF checks the permission before the token.
    await expect(worker.fail('gone', { reason: 'on purpose' })).rejects.toThrow();
    await expect(worker.cancel('gone')).rejects.toThrow();
    await running.stop();
    expect(errors).toEqual([]);
    expect([...deciders.denied, ...workers.denied]).toEqual([]);
    expect([...deciders.used].sort()).toEqual(actionsOf('decider').sort());
    expect([...workers.used].sort()).toEqual(actionsOf('worker').sort());
  });
});

const FLOW = `import { SWFClient } from '@aws-sdk/client-swf';
import { Actor } from '@swf/actors';
import { activity, FlowDecider, flowWorker, implement, sleep, workflow } from '@swf/flow';
const [deciders, workers, operator] = process.argv.slice(2).map((endpoint) => new SWFClient({ endpoint }));
const domain = { name: 'orders' };
const charge = activity('charge-card', '1.0', { taskList: 'payments', startToCloseTimeout: 30 });
const order = workflow('order', '1.0', { taskList: 'orders' }, async (card) => {
  await sleep(0);
  return charge(card);
});
const actors = await Actor.run(
  new FlowDecider(domain, 'orders', { workflows: [order], register: false, client: deciders }),
  flowWorker(domain, 'payments', [implement(charge, async (card) => card)], { register: false, client: workers }),
  { polls: 'abort' },
);
const run = await order.start(domain, { workflowId: 'flow-1', input: 'visa', client: operator });
console.log(await run.result({ client: operator }));
await actors.stop();
`;

describe('A flow', () => {
  it('runs with the same policies, its client with that of an operator', async () => {
    writeFileSync(join(project, 'flow.mjs'), FLOW);
    await using deciders = await iamGateway(service, policy('decider'));
    await using workers = await iamGateway(service, policy('worker'));
    await using operator = await iamGateway(service, policy('operator'));
    const endpoints = [deciders, workers, operator].map(({ endpoint }) => endpoint);
    expect(await node(['flow.mjs', ...endpoints], service.endpoint)).toMatchObject({ code: 0, stdout: 'visa\n' });
    expect([deciders, workers, operator].flatMap(({ denied }) => denied)).toEqual([]);
  });
});
