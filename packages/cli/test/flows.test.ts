import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestService } from './support/service.js';
import { emptyFolder } from './support/swf.js';
import { startTwoOrders } from './support/two-orders.js';

let test: TestService;
let dump: string;
let project: string;

// The command line knows only the `@swf/flow` of the project: a brand, and a module that replays.
const REPLAY = `
  export async function replayFlow(flow, history, { workflowId, runId, ...settings }) {
    if (Object.keys(settings).length > 0) throw new Error('replayed with ' + JSON.stringify(settings));
    if (flow.difference) throw new Error(flow.difference + ' ' + JSON.stringify({ workflowId, runId }));
    return { turns: history.length, compared: history.length, waiting: [{ kind: 'activity', id: 'charge-1', at: workflowId + '.ts:12' }] };
  }`;

const WORKFLOWS = `
  const DEFINITION = Symbol.for('@swf/flow/definition');
  const define = (kind, name, version, value) => Object.assign(value, { [DEFINITION]: { kind, name, version } });
  export const nothing = null;
  export const text = 'order@1.0';
  export const plain = {};
  export const charge = define('activity', 'order', '1.0', { difference: 'an activity was replayed' });
  export const refund = define('workflow', 'refund', '2.0', {});
  export const order = define('workflow', 'order', '1.0', async () => {});
  export const changed = define('workflow', 'order', '1.0', { difference: 'timer patience is missing' });`;

const OTHERS = `
  import { refund } from './workflows.mjs';
  export { refund };
  export const ship = Object.assign({}, {
    [Symbol.for('@swf/flow/definition')]: { kind: 'workflow', name: 'ship', version: '1.0' },
  });`;

beforeAll(async () => {
  ({ test, dump } = await startTwoOrders());
  project = emptyFolder();
  const flow = join(project, 'node_modules/@swf/flow');
  mkdirSync(flow, { recursive: true });
  writeFileSync(join(flow, 'package.json'), JSON.stringify({ name: '@swf/flow', exports: { './replay': './r.mjs' } }));
  writeFileSync(join(flow, 'r.mjs'), REPLAY);
  writeFileSync(join(project, 'workflows.mjs'), WORKFLOWS);
  writeFileSync(join(project, 'others.mjs'), OTHERS);
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf replay of a flow', () => {
  const replay = async (module: string, ...runs: readonly string[]) => {
    const { exitCode, stdout, stderr } = await test.swf([
      ...['replay', '--decider', join(project, module), '-o', 'json'],
      ...runs,
    ]);
    return { exitCode, rows: stdout === '' ? undefined : JSON.parse(stdout), stderr };
  };

  it.each(['workflows.mjs', 'workflows.mjs#order'])(
    'replays the workflow of the type of the run: %s',
    async (module) => {
      expect(await replay(module, dump)).toEqual({
        exitCode: 0,
        rows: [{ source: dump, outcome: 'same', tasks: 12 }],
        stderr: '1 replayed, 0 differ\n',
      });
    },
  );

  it('says where it differs by what it throws', async () => {
    const { runId } = JSON.parse((await test.swf(['describe', 'order-1', '-o', 'json'])).stdout) as { runId: string };
    const differs = (source: string, run: object) => ({
      exitCode: 8,
      rows: [
        {
          source,
          outcome: 'differs',
          difference: expect.stringContaining(`timer patience is missing ${JSON.stringify(run)}`),
        },
      ],
      stderr: '1 replayed, 1 differs\n',
    });
    expect(await replay('workflows.mjs#changed', dump)).toEqual(differs(dump, { workflowId: 'order-1', runId }));
    expect(await replay('workflows.mjs#changed', '--open', 'type:order@1.0')).toEqual(
      differs('order-1', { workflowId: 'order-1', runId }),
    );
  });

  it.each(['settings.mjs', 'settings.mjs#order'])(
    'uses the settings of the module, such as the codec of its decider: %s',
    async (module) => {
      const settings =
        "export const replaySettings = { suggestContinueAsNewAt: 500 };\nexport * from './workflows.mjs';";
      writeFileSync(join(project, 'settings.mjs'), settings);
      expect(await replay(module, dump)).toMatchObject({
        rows: [
          { outcome: 'differs', difference: expect.stringContaining('replayed with {"suggestContinueAsNewAt":500}') },
        ],
      });
    },
  );

  it.each(['null', '() => {}'])('refuses settings that are no object: %s', async (settings) => {
    // A name for each: modules are imported once.
    const module = `settings-${settings.length}.mjs`;
    writeFileSync(
      join(project, module),
      `export const replaySettings = ${settings};\nexport * from './workflows.mjs';`,
    );
    expect(await replay(module, dump)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^swf: --decider: the export "replaySettings" of \S+ must be an object\n$/),
    });
  });

  it('must have a workflow of the type', async () => {
    expect(await replay('others.mjs', dump)).toEqual({
      exitCode: 2,
      rows: undefined,
      stderr: 'swf: the module has no workflow of type order@1.0\n     its workflows: refund@2.0, ship@1.0\n',
    });
  });

  it('cannot replay a history without its start', async () => {
    const file = join(emptyFolder(), 'damaged.json');
    const { events } = JSON.parse(readFileSync(dump, 'utf8')) as { readonly events: readonly object[] };
    writeFileSync(file, JSON.stringify({ events: events.slice(1) }));
    expect(await replay('workflows.mjs#order', file)).toEqual({
      exitCode: 2,
      rows: undefined,
      stderr: 'swf: the module has no workflow for a history without its start\n     its workflows: order@1.0\n',
    });
  });

  it('needs an @swf/flow in its project that replays', async () => {
    const other = emptyFolder();
    const flow = join(other, 'node_modules/@swf/flow');
    mkdirSync(flow, { recursive: true });
    writeFileSync(join(flow, 'package.json'), '{"name":"@swf/flow","exports":{}}');
    const alone = join(other, 'workflows.mjs');
    writeFileSync(alone, WORKFLOWS);
    const { exitCode, stdout, stderr } = await test.swf(['replay', dump, '--decider', alone]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`swf: --decider: @swf/flow cannot be loaded from ${alone}: `);
  });
});

describe('swf why --workflows', () => {
  const why = (module: string) => test.swf(['why', 'order-1', '--workflows', join(project, module)]);

  it('names the source line that a run waits at', async () => {
    const { exitCode, stdout, stderr } = await why('workflows.mjs');
    expect({ exitCode, stderr }).toEqual({ exitCode: 8, stderr: '' });
    expect(stdout).toMatch(/^✗ blocked {2}ACTIVITY_WAITS {2}charge-1 .*\n(?: {4}.*\n)* {4}at order-1\.ts:12\n/m);
  });

  it('says that the module has no workflow of the type, and explains the run', async () => {
    const { exitCode, stdout, stderr } = await why('others.mjs');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 8,
      stderr: `--workflows: ${join(project, 'others.mjs')} has no workflow of type order@1.0\n`,
    });
    expect(stdout).toContain('ACTIVITY_WAITS');
    expect(stdout).not.toMatch(/^ +at /m);
  });
});
