import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWN } from './support/command-lines.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;
let folder: string;

beforeAll(async () => {
  test = await startTestService();
  await test.order.startExecution({ workflowId: 'order-1', client: test.client });
  folder = emptyFolder();
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'journal.jsonl'), '{"type":"selected"}\n');
  writeFileSync(join(folder, 'header.jsonl'), '{"type":"batch"}\n');
  writeFileSync(join(folder, 'null.jsonl'), 'null\nnull\n');
  writeFileSync(join(folder, 'decider.mjs'), 'export const decide = () => []; export const text = "x";');
  writeFileSync(join(folder, 'types.json'), '{"activityTypes":[{"name":1}],"workflowTypes":[]}');
});
afterAll(() => test[Symbol.asyncDispose]());

/** Command lines with a mistake, and the message about it. `DIR` is a folder of files. */
const MISTAKES: [command: string, message: RegExp][] = [
  ['list order-1', /^swf: term "order-1" must be NAME:VALUE.*\n {5}a workflow id is one, too: id:order-1\n$/],
  ['types diff DIR/types.json', /^swf: DIR\/types.json must be what "swf types dump" prints\n$/],
  ['api describeDomain', /^swf: unknown operation "describeDomain"; did you mean "DescribeDomain"\?\n$/],
  ['api $', /^swf: unknown operation "\$"; expected one of CountClosed/],
  [
    'api CountOpenWorkflowExecutions --input {"domain":"orders","startTimeFilter":{"oldestDate":"monday"}}',
    /^swf: --input: oldestDate must be an ISO time or epoch seconds, got monday\n$/,
  ],
  [
    'api CountOpenWorkflowExecutions --input {"startTimeFilter":{"latestDate":"2026-02-31"}}',
    /^swf: --input: latestDate must be an ISO time or epoch seconds, got 2026-02-31\n$/,
  ],
  ['api DescribeDomain --input {', /^swf: --input must be JSON: /],
  ...['[]', 'null', '1', '"orders"'].map((input): [string, RegExp] => [
    `api DescribeDomain --input ${input}`,
    /^swf: --input must be an object of JSON\n$/,
  ]),
  [
    'api TerminateWorkflowExecution --input {"domain":"orders","workflowId":"order-1","runID":"x"}',
    /^swf: --input: unknown member "runID"; did you mean "runId"\?\n$/,
  ],
  [
    'api TerminateWorkflowExecution --input {"domain":"orders","workflowId":"order-1","toString":"x"}',
    /^swf: --input: unknown member "toString"; expected one of domain, workflowId, runId, /,
  ],
  [
    'api CountOpenWorkflowExecutions --input {"domain":"orders","startTimeFilter":{"oldestdate":0}}',
    /^swf: --input: unknown member "startTimeFilter\.oldestdate"; did you mean "oldestDate"\?\n$/,
  ],
  [
    'api RespondDecisionTaskCompleted --input {"taskToken":"x","decisions":[{},{"decisonType":"StartTimer"}]}',
    /^swf: --input: unknown member "decisions\[1\]\.decisonType"; did you mean "decisionType"\?\n$/,
  ],
  ['history order-1 --follow --file DIR/file', /^swf: --follow takes a workflow id, and no --file\n$/],
  ...['history order-1', 'timeline order-1'].map((command): [string, RegExp] => [
    `${command} --interval garbage`,
    /^swf: --interval needs --follow\n$/,
  ]),
  ...['list', 'task-list show orders'].map((command): [string, RegExp] => [
    `${command} --interval garbage`,
    /^swf: --interval needs --watch\n$/,
  ]),
  ['list --region us/east', /^swf: the region cannot be used: .*us\/east/],
  ['list --region ', /^swf: .*: region must be a non-empty string\n/],
  ['domain tag orders a=1 a=2', /^swf: a key has one value, got a twice\n$/],
  ['api DescribeDomain --input-file DIR/none', /^swf: --input-file: ENOENT: /],
  ['types diff DIR/none.json', /^swf: DIR\/none\.json cannot be read as JSON: ENOENT: /],
  ['terminate --resume DIR/none.jsonl', /^swf: --resume: ENOENT: /],
  ...['header.jsonl', 'null.jsonl'].map((file): [string, RegExp] => [
    `terminate --resume DIR/${file}`,
    new RegExp(`^swf: --resume: DIR/${file} must be the journal of a batch\\n$`),
  ]),
  ['terminate --resume DIR/journal.jsonl', /^swf: --resume: DIR\/journal\.jsonl must be the journal of a batch\n$/],
  ['terminate --resume DIR/file', /^swf: --resume: DIR\/file must be the journal of a batch\n$/],
  [
    'why order-1 status:open',
    /^swf: workflow ids and terms exclude each other\n {5}an id is a term, too: id:order-42\n$/,
  ],
  [
    'why status:open --run x',
    /^swf: --run and --file are about one run: they cannot be given with several ids or with terms\n$/,
  ],
  ['why order-1 --code NONE', /^swf: --code: unknown code "NONE"; expected one of /],
  ['why --workflows DIR/decider.mjs order-1', /^swf: --workflows: \S+ must export definitions of @swf\/flow\n$/],
  ['replay --decider DIR/decider.mjs', /^swf: files or --open are needed, and not both\n$/],
  ['replay DIR/file --open status:open --decider x', /^swf: files or --open are needed, and not both\n$/],
  ['replay DIR/file --decider DIR/decider.mjs#x', /has no export "x"\n {5}its exports: decide, text\n$/],
  ['replay DIR/file --decider DIR/decider.mjs#text', /^swf: --decider: .*decider\.mjs must export .*\n/],
  [
    'replay DIR/file --decider DIR/none.ts',
    /none\.ts cannot be imported: .*\n {5}TypeScript needs a loader: NODE_OPTIONS="--import tsx" swf \.\.\.\n$/,
  ],
  ['replay DIR/file --decider #decide', /^swf: --decider: [^#]+ cannot be imported: /],
  ['replay DIR/file --decider DIR/none.js', /none\.js cannot be imported: .*\n$/],
  ['dump order-1 --dir DIR/file', /^swf: --dir: EEXIST: /],
  ['timeline order-1 --svg DIR/none/order-1.svg', /^swf: --svg: ENOENT: /],
  ['verify DIR/folder', /^swf: DIR\/folder cannot be read: EISDIR: /],
  ['context set  --domain orders', /^swf: the name of a context must not be empty\n$/],
  ['query save  status:open', /^swf: the name of a query must not be empty\n$/],
  [
    'domain register x --retention-period-in-days 1y',
    /argument '1y' is invalid. It must be an integer from 0 to 90, or NONE\./,
  ],
  ['wait order-1 --interval soon', /^swf: --interval must be a duration such as 90s, .*, got "soon"\n$/],
  [
    'wait order-1 --for event:TimerFired --interval soon',
    /^swf: --interval must be a duration such as 90s, .*, got "soon"\n$/,
  ],
  ['history order-1 --follow --interval soon', /^swf: --interval must be a duration such as 90s, .*, got "soon"\n$/],
  ['list --watch --interval soon', /^swf: --interval must be a duration such as 90s, .*, got "soon"\n$/],
  [
    'start order@1.0 --execution-timeout soon',
    /^swf: --execution-timeout must be a duration such as 90s, .*, got "soon"\n$/,
  ],
  ['start order@1.0 --task-timeout soon', /^swf: --task-timeout must be a duration such as 90s, .*, got "soon"\n$/],
  ['start ', /^swf: a type must be NAME@VERSION, got \n$/],
  ['start @', /^swf: a type must be NAME@VERSION, got @\n$/],
  ['start @1.0', /^swf: a type must be NAME@VERSION, got @1\.0\n$/],
  [
    'start order@1.0 --task-priority high',
    /^swf: option '--task-priority <n>' argument 'high' is invalid. It must be an integer.\n/,
  ],
  ['activity-type register x@1 --default-task-priority 1.5', /'1.5' is invalid. It must be an integer.\n/],
];

describe('a mistake', () => {
  it.each(MISTAKES)('is named, with exit code 2: swf %s', async (command, message) => {
    const argv = command.split(' ').map((word) => word.replace('DIR', folder));
    const run = OWN.includes(argv[0] ?? '') ? swf : test.swf;
    const { exitCode, stdout, stderr } = await run(argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.replaceAll(folder, 'DIR')).toMatch(message);
  });
});

describe('a number', () => {
  it.each<[command: string, limit: number]>([
    ['list --limit', 0],
    ['count --at-most', 0],
    ['task-list show orders --at-most', 0],
    ['task-list find --limit', 0],
    ['why status:open --limit', 1],
    ['why order-1 --deep', 0],
    ['history order-1 --last', 1],
    ['timeline order-1 --width', 40],
    ['tree order-1 --depth', 1],
    ['terminate status:open --dry-run --max', 1],
    ['terminate status:open --dry-run --rate', 1],
  ])('can be its limit, and no less: swf %s %i', async (command, limit) => {
    const at = (number: number) => test.swf([...command.split(' '), String(number)]);
    expect((await at(limit)).exitCode).not.toBe(2);
    const { exitCode, stdout, stderr } = await at(limit - 1);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`argument '${limit - 1}' is invalid. It must be an integer from ${limit}.\n`);
  });

  it.each(['dev --port', 'dev --console-port', 'console --port'])(
    'of a port is in 16 bits: swf %s',
    async (command) => {
      for (const port of ['-1', '65536']) {
        expect(await swf([...command.split(' '), port])).toMatchObject({
          exitCode: 2,
          stderr: expect.stringContaining(`argument '${port}' is invalid. It must be an integer from 0 to 65535.\n`),
        });
      }
    },
  );

  it.each(['', ' ', '7d', '-1', '1.5'])('of days of retention is an integer: "%s"', async (days) => {
    const { exitCode, stderr } = await test.swf(['domain', 'register', 'new', '--retention-period-in-days', days]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining('It must be an integer from 0 to 90, or NONE.'),
    });
    expect(await test.swf(['domain', 'describe', 'new'])).toMatchObject({ exitCode: 3 });
  });
});

describe('an input that is not UTF-8', () => {
  const LATIN_1 = Buffer.from('{"name":"M\u00fcller"}', 'latin1');

  it.each([
    'start order --id order-2 --input-file',
    'signal order-1 x --input-file',
    'api DescribeDomain --input-file',
    'types diff',
    'verify',
  ])('is refused, since it cannot be sent or read unchanged: swf %s', async (command) => {
    const file = join(folder, 'latin-1.json');
    writeFileSync(file, LATIN_1);
    for (const [path, stdin] of [
      [file, ''],
      ['-', LATIN_1],
    ] as const) {
      const { exitCode, stderr } = await (command === 'verify' ? swf : test.swf)([...command.split(' '), path], {
        stdin,
      });
      expect({ exitCode, stderr }).toEqual({
        exitCode: 2,
        stderr: expect.stringContaining('not valid for encoding utf-8'),
      });
    }
  });

  it('is not text with a byte order mark, which is sent as it is', async () => {
    const stdin = '\ufeffM\u00fcller';
    await test.swf(['start', 'order', '--id', 'order-3', '--input-file', '-'], { stdin });
    const { stdout } = await test.swf(['history', 'order-3', '-o', 'jsonl', '--fields', 'attributes.input']);
    expect(JSON.parse(stdout.split('\n')[0] ?? '')).toEqual({ attributes: { input: stdin } });
  });
});

describe('a command without a domain', () => {
  it.each(['describe order-1', 'list', 'history order-1'])('says how to give one: swf %s', async (command) => {
    expect(await swf([...command.split(' '), '--local'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'swf: a domain is missing: give --domain, or set SWF_DOMAIN or a context\n     "swf domain list --local" lists the domains\n',
    });
  });
});

describe('--file', () => {
  it.each(['why', 'explain', 'history', 'timeline', 'stats'])('has one run: swf %s refuses --run', async (command) => {
    const { exitCode, stderr } = await swf([command, '--file', 'order-1.json', '--run', 'x']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("option '--file <file>' cannot be used with option '--run <run-id>'");
  });
});

describe('swf diff', () => {
  it('exits with 3 for a name that neither a file nor an execution has', async () => {
    expect(await test.swf(['diff', 'order-1.json', 'order-1'])).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'swf: there is neither a file nor an execution "order-1.json"\n',
    });
  });
});

describe('a term in place of a workflow id', () => {
  it.each(['history', 'tree', 'dump'])('is answered with the command that takes it: %s', async (command) => {
    const { exitCode, stderr } = await test.swf([command, 'closed:failed']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(
      `this command takes one workflow id; "swf list -o id closed:failed ${test.options}" lists those that match`,
    );
  });
});

describe('the options of an output', () => {
  it.each([
    ['start order@1.0 --id new', '--fields'],
    ['start order@1.0 --id new --wait', '--sort'],
    ['restart order-1 --id new', '--fields'],
    ['wait order-1', '--fields'],
    ['wait order-1 --for event:TimerFired', '--sort'],
    ['verify DIR/order-1.json', '--fields'],
    ['diff DIR/order-1.json DIR/order-1.json', '--sort'],
    ['types diff DIR/types.json', '--fields'],
    ['why order-1', '--sort'],
    ['explain order-1', '--sort'],
    ['stats order-1', '--sort'],
    ['replay --decider DIR/none.mjs', '--fields'],
    ['describe order-1', '--sort'],
    ['tree order-1', '--fields'],
  ])('are checked before anything else: swf %s %s', async (command, option) => {
    writeFileSync(join(folder, 'order-1.json'), (await test.swf(['dump', 'order-1'])).stdout);
    const argv = command.replaceAll('DIR', folder).split(' ');
    const run = argv[0] === 'verify' ? swf : test.swf;
    test.service.faults.set([{ fault: 'OperationNotPermittedFault' }]);
    expect(await run([...argv, option, 'bogus'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `swf: ${option}: unknown field "bogus"\n     --fields help lists the fields\n`,
    });
    expect(await run([...argv, '--fields', 'help'])).toMatchObject({ exitCode: 0, stderr: '' });
    test.service.faults.set([]);
  });
});
