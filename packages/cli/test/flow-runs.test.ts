import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PollForDecisionTaskCommand, RespondDecisionTaskCompletedCommand } from '@aws-sdk/client-swf';
import type { Decision } from '@swf/decisions';
import { type AnyEvent, History } from '@swf/history';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FLOW, flowProject } from './support/flow-project.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

/** Waits for a child whose default id holds a hash of the run id. */
const FLOWS = `
  import { workflow } from '${FLOW}index.ts';
  export const packing = workflow('packing', '1.0', { taskList: 'packing' }, async () => {});
  export const order = workflow('order', '1.0', {}, async () => {
    await packing.child();
  });`;

/** Asks a person; nobody but its decider can read what it publishes. */
const ASKING = `
  import { human, workflow } from '${FLOW}index.ts';
  const codec = { encode: (value) => 'v1 ' + JSON.stringify(value), decode: (text) => JSON.parse(text.slice(3)) };
  export const replaySettings = { codec };
  export const asking = workflow('asking', '1.0', {}, async () => {
    await human('approve').ask();
  });`;

/** Waits for a signal, and then for another one or a day. */
const SIGNALED = `
  import { signal, workflow } from '${FLOW}index.ts';
  const approve = signal('approve');
  const pay = signal('pay');
  export const signaled = workflow('signaled', '1.0', {}, async () => {
    await approve.next();
    await pay.next({ timeout: 86_400 });
  });`;

const CHANGED = `
  import { workflow } from '${FLOW}index.ts';
  export const order = workflow('order', '1.0', {}, async () => {
    return 'shipped';
  });`;

interface FlowModule {
  readonly [type: string]: object;
  readonly replaySettings: object;
}

interface ReplayModule {
  replayFlow(
    definition: object,
    history: Iterable<AnyEvent>,
    options: object,
  ): Promise<{ readonly decisions: readonly Decision[] }>;
}

let test: TestService;
let project: string;

/** Two runs wait for their children. */
beforeAll(async () => {
  test = await startTestService();
  const { client, order } = test;
  project = flowProject({
    'flows.mjs': FLOWS,
    'changed.mjs': CHANGED,
    'asking.mjs': ASKING,
    'signaled.mjs': SIGNALED,
  });
  await order.with({ name: 'packing' }).save({ client });
  for (const workflowId of ['order-1', 'order-2']) await order.startExecution({ workflowId, client });
  for (let task = 0; task < 2; task += 1) await decideByFlow('flows.mjs', 'orders');
});
afterAll(() => test[Symbol.asyncDispose]());

/** Decides the next task of a list by the flow of its type, and publishes a text. */
async function decideByFlow(module: string, taskList: string, executionContext?: string): Promise<void> {
  const { client } = test;
  const { replaySettings, ...flows } = (await import(join(project, module))) as FlowModule;
  const { replayFlow } = (await import(`${FLOW}replay/index.ts`)) as ReplayModule;
  const task = await client.send(new PollForDecisionTaskCommand({ domain: 'orders', taskList: { name: taskList } }));
  const { taskToken, workflowExecution, workflowType: { name = '' } = {} } = task;
  const definition = Object(flows[name]);
  const { decisions } = await replayFlow(definition, History.from(task), { ...replaySettings, ...workflowExecution });
  const answer = { taskToken, executionContext, decisions: decisions.map((decision) => decision.toJSON()) };
  await client.send(new RespondDecisionTaskCompletedCommand(answer));
}

const workflows = (module: string) => ['--workflows', join(project, module)];
const childAt = / +at \S*flows\.mjs:5:\d+\n/;

describe('swf why --workflows of a run whose code depends on its run id', () => {
  it('names the source lines', async () => {
    const { stdout, stderr } = await test.swf(['why', 'order-1', ...workflows('flows.mjs')]);
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(childAt), stderr: '' });
  });

  it('explains each of many runs without the lines, if the code has changed since', async () => {
    const plain = await test.swf(['why', 'status:open', 'type:order@1.0']);
    const { exitCode, stdout, stderr } = await test.swf([
      'why',
      'status:open',
      'type:order@1.0',
      ...workflows('changed.mjs'),
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: plain.exitCode, stdout: plain.stdout });
    const why = (id: string) =>
      `--workflows: no source lines of ${id}, whose replay fails: ${id} (order@1.0): event 5 is `;
    const lines = stderr.split('\n');
    expect(lines[0]).toContain(why('order-1'));
    expect(lines[1]).toContain(why('order-2'));
    expect(lines[2]).toMatch(/^2 runs, /);
  });
});

describe('a dump of a run whose code depends on its run id', () => {
  /** Writes the dumps of a run that options ask for, and returns their paths. */
  const dump = async (...options: readonly string[]): Promise<readonly string[]> => {
    const folder = emptyFolder();
    expect(await test.swf(['dump', 'order-1', '--dir', folder, ...options])).toMatchObject({ exitCode: 0 });
    return readdirSync(folder).map((file) => join(folder, file));
  };
  const replay = (...files: readonly string[]) =>
    swf(['replay', ...files, '--decider', join(project, 'flows.mjs'), '-o', 'json', '--fields', 'outcome']);
  /** What the AWS CLI writes of a run: events alone. */
  const asOfAws = (file = '') => {
    const { events } = JSON.parse(readFileSync(file, 'utf8')) as { readonly events: readonly object[] };
    const path = join(emptyFolder(), 'aws.json');
    writeFileSync(path, JSON.stringify({ events }));
    return path;
  };
  const noRunNamed = (file: string) =>
    `${file}: no run is named, on whose ids random() and the default ids of children depend; ` +
    'a file of "swf dump" names it, as "workflowExecution":{"workflowId":"...","runId":"..."}\n';

  it.each([[[]], [['--gzip']], [['--redact']], [['--children']]])('names each run: %j', async (options) => {
    const { stdout } = await test.swf(['list', 'status:open', '-o', 'json', '--fields', 'workflowId,runId']);
    const known = JSON.parse(stdout) as readonly object[];
    const files = await dump(...options);
    expect(files).toHaveLength(options[0] === '--children' ? 2 : 1);
    for (const file of files) {
      const bytes = readFileSync(file);
      const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
      const { workflowExecution } = JSON.parse(text) as { readonly workflowExecution: object };
      expect(known).toContainEqual(workflowExecution);
    }
  });

  it.each([[[]], [['--gzip']]])('is replayed by the code that decided it: %j', async (options) => {
    const files = await dump(...options);
    const same = { exitCode: 0, stdout: '[\n  {\n    "outcome": "same"\n  }\n]\n', stderr: '1 replayed, 0 differ\n' };
    expect(await replay(...files)).toEqual(same);
  });

  it('may begin with a byte order mark', async () => {
    const [file = ''] = await dump();
    writeFileSync(file, `\uFEFF${readFileSync(file, 'utf8')}`);
    expect(await replay(file)).toMatchObject({ exitCode: 0, stderr: '1 replayed, 0 differ\n' });
  });

  it('is explained with the source lines, and its run', async () => {
    const [file = ''] = await dump();
    const { stdout, stderr } = await swf(['why', '--file', file, ...workflows('flows.mjs')]);
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(childAt), stderr: '' });
    const fields = ['-o', 'json', '--fields', 'workflowId,runId,code'];
    const [ofFile, ofRun] = [
      await swf(['why', '--file', file, ...fields]),
      await test.swf(['why', 'order-1', ...fields]),
    ];
    expect(ofFile.stdout).toBe(ofRun.stdout);
  });

  it('is the same as its run for swf diff', async () => {
    const [file = ''] = await dump();
    expect(await test.swf(['diff', file, 'order-1'])).toMatchObject({ exitCode: 0, stderr: 'no differences\n' });
  });

  it('that the AWS CLI made says that no run is named, if it differs', async () => {
    const [file = ''] = await dump();
    const aws = asOfAws(file);
    const { exitCode, stderr } = await replay(aws, file);
    expect({ exitCode, stderr }).toEqual({ exitCode: 8, stderr: `2 replayed, 1 differs\n${noRunNamed(aws)}` });
    const explained = await swf(['why', '--file', aws, ...workflows('flows.mjs')]);
    expect(explained.stdout).toContain('CHILD_BLOCKS');
    expect(explained.stderr).toMatch(/^--workflows: no source lines of \S+, whose replay fails: .*\n/);
    expect(explained.stderr.split('\n').slice(1).join('\n')).toBe(noRunNamed(aws));
  });
});

describe('a run whose decider has a codec, and asks a person', () => {
  beforeAll(async () => {
    const asking = await test.order.with({ name: 'asking' }).save({ client: test.client });
    await asking.startExecution({ workflowId: 'asking-1', taskList: 'asking', client: test.client });
    await decideByFlow('asking.mjs', 'asking', 'v1 {"$waiting":[{"step":"approve","id":"approve-1:0f2c9b7e"}]}');
  });

  it('waits for that person, if its code is replayed', async () => {
    const { exitCode, stdout, stderr } = await test.swf(['why', 'asking-1', ...workflows('asking.mjs')]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^· info {5}WAITS_FOR_SIGNAL {2}a person has to answer question approve-1:[0-9a-f]{8}$/m);
    expect(stdout).toMatch(/^ {4}at \S*asking\.mjs:6:\d+$/m);
    expect(stdout).not.toContain('NO_PENDING_WORK');
  });

  it('may wait for somebody, if it is not', async () => {
    const { exitCode, stdout } = await test.swf(['why', 'asking-1']);
    expect(exitCode).toBe(8);
    expect(stdout).toMatch(/NO_PENDING_WORK .*\n {4}.*\n {4}its execution context cannot be read: .*\n {4}inferred /);
  });
});

describe('a run whose flow waits for signals', () => {
  beforeAll(async () => {
    const signaled = await test.order.with({ name: 'signaled' }).save({ client: test.client });
    await signaled.startExecution({ workflowId: 'signaled-1', taskList: 'signaled', client: test.client });
    await decideByFlow('signaled.mjs', 'signaled');
  });

  const why = async () => {
    const { exitCode, stdout } = await test.swf(['why', 'signaled-1', ...workflows('signaled.mjs')]);
    return { exitCode, lines: stdout.split('\n').slice(1) };
  };

  it('waits for each by its name, if its code is replayed', async () => {
    expect(await why()).toEqual({
      exitCode: 0,
      lines: [
        '· info     WAITS_FOR_SIGNAL  it waits for the signal "approve"',
        '    fact · event 4',
        expect.stringMatching(/^ {4}at \S*signaled\.mjs:6:\d+$/),
        '    hint: send it the signal "approve" when that is due',
        '',
      ],
    });
    await test.swf(['signal', 'signaled-1', 'approve']);
    await decideByFlow('signaled.mjs', 'signaled');
    const { exitCode, lines } = await why();
    expect(exitCode).toBe(0);
    expect(lines[0]).toBe('· info     WAITS_FOR_SIGNAL  it waits for the signal "pay"');
    expect(lines).toContainEqual(expect.stringMatching(/WAITS_FOR_TIMER {2}timer /));
    expect(lines).not.toContain('    nothing else is open');
  });
});
