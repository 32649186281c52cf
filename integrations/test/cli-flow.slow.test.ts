import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLocalService } from '@swf/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, run, succeed } from '../packages.js';

/** The built command line, beside a project that has `@swf/flow`. Run `npm run build` first. */
const BIN = join(root, 'packages/cli/bin/swf.js');

const project = mkdtempSync(join(tmpdir(), 'swf-project-'));

const FLOWS = `import { activity, signal, workflow } from '@swf/flow';
export const charge = activity('charge-card', '1.0', { taskList: 'payments', startToCloseTimeout: 30 });
export const approve = signal('approve');
export const order = workflow('order', '1.0', { taskList: 'orders' }, async (card) => {
  const receipt = await charge(card);
  const { by } = await approve.next();
  return { receipt, by };
});
`;

// Plays the workflow until it waits for the activity, and until it waits for the signal.
const RECORD = `import { writeFileSync } from 'node:fs';
import { play } from '@swf/flow/testing';
import { charge, order } from './flows.mjs';
const p = await play(order, 'visa');
writeFileSync('charging.json', JSON.stringify(p.history));
await p.complete(charge, 'receipt-1');
writeFileSync('approving.json', JSON.stringify(p.history));
`;

// What production runs: it starts an order, and is stopped while the card is charged.
const PRODUCTION = `import { Actor } from '@swf/actors';
import { FlowDecider } from '@swf/flow';
import { ActivityType, Domain } from '@swf/models';
import { order } from './flows.mjs';
const domain = new Domain('shop', { retentionPeriodInDays: 1 });
await domain.save();
await new ActivityType(domain, 'charge-card', '1.0', {}).save();
const decider = new FlowDecider(domain, 'orders', { workflows: [order], register: true });
const decided = new Promise((resolve) => decider.once('completed', resolve));
const actors = await Actor.run(decider, { polls: 'abort' });
await order.start(domain, { workflowId: 'order-1', input: 'visa' });
await decided;
await actors.stop();
`;

beforeAll(() => {
  mkdirSync(join(project, 'node_modules/@swf'), { recursive: true });
  for (const name of ['actors', 'flow', 'models']) {
    symlinkSync(join(root, 'packages', name), join(project, 'node_modules/@swf', name));
  }
  writeFileSync(join(project, 'flows.mjs'), FLOWS);
  // A new build that asks for approval first.
  const changed = FLOWS.replace('const receipt = await charge(card);\n', '').replace(
    'return { receipt',
    'const receipt = await charge(card);\n  return { receipt',
  );
  writeFileSync(join(project, 'changed.mjs'), changed);
  // The same, but for new orders only.
  const guarded = changed.replace('import { activity,', 'import { activity, version,').replace(
    /async \(card\) => \{.*?\n\}\);/s,
    `async (card) => {
  if (version('approve first', { max: 1 }) === 0) {
    const receipt = await charge(card);
    return { receipt, by: (await approve.next()).by };
  }
  const { by } = await approve.next();
  return { receipt: await charge(card), by };
});`,
  );
  writeFileSync(join(project, 'guarded.mjs'), guarded);
  writeFileSync(join(project, 'production.mjs'), PRODUCTION);
  writeFileSync(join(project, 'record.mjs'), RECORD);
  succeed(project, process.execPath, ['record.mjs']);
});
afterAll(() => rmSync(project, { recursive: true }));

/** Runs `swf` in the project. */
function swf(...argv: readonly string[]) {
  const { status, stdout, stderr } = run(project, process.execPath, ['--no-warnings', BIN, ...argv]);
  return { status, stdout, stderr };
}

describe('swf replay of a flow', () => {
  it('passes for the code that made the histories', () => {
    expect(swf('replay', 'charging.json', 'approving.json', '--decider', 'flows.mjs')).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^charging.json +same +1 *\napproving.json +same +2 *$/m),
      stderr: '2 replayed, 0 differ\n',
    });
  });

  it('names the decision that changed code makes differently', () => {
    const { status, stdout, stderr } = swf(
      ...['replay', 'charging.json', 'approving.json', '--decider', 'changed.mjs#order', '-o', 'json'],
    );
    const [summary, remark] = stderr.split('\n');
    expect({ status, summary }).toEqual({ status: 8, summary: '2 replayed, 2 differ' });
    // These files are not of `swf dump`.
    expect(remark).toMatch(/^charging\.json, approving\.json: no run is named, /);
    expect(JSON.parse(stdout)).toMatchObject([
      { source: 'charging.json', outcome: 'differs', difference: expect.stringContaining('charge-card') },
      { source: 'approving.json', outcome: 'differs', difference: expect.stringContaining('charge-card') },
    ]);
  });

  it('reads payloads with the codec of the settings that the module exports', () => {
    const coded = readFileSync(join(project, 'charging.json'), 'utf8').replaceAll(
      JSON.stringify('"visa"'),
      JSON.stringify('v1 "visa"'),
    );
    writeFileSync(join(project, 'coded.json'), coded);
    const settings = `export const replaySettings = {
  codec: { encode: (value) => 'v1 ' + JSON.stringify(value), decode: (text) => JSON.parse(text.slice(3)) },
};
`;
    writeFileSync(join(project, 'coded.mjs'), settings + FLOWS);
    const { stdout } = swf('replay', 'charging.json', 'coded.json', '--decider', 'coded.mjs#order', '-o', 'json');
    expect(JSON.parse(stdout)).toMatchObject([
      { source: 'charging.json', outcome: 'differs', difference: expect.stringContaining('the code called the close') },
      { source: 'coded.json', outcome: 'same' },
    ]);
  });

  it('is refused once if the module has no workflow of that type: nothing was replayed', () => {
    writeFileSync(join(project, 'other.mjs'), FLOWS.replaceAll("'order'", "'refund'"));
    expect(swf('replay', 'charging.json', 'approving.json', '--decider', 'other.mjs')).toMatchObject({
      status: 2,
      stderr: 'swf: the module has no workflow of type order@1.0\n     its workflows: refund@1.0\n',
    });
  });
});

describe('swf replay of open runs', () => {
  it('says before a deploy which of them new code would break', async () => {
    await using service = await startLocalService();
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL_SWF: service.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      HOME: project,
    };
    // Not `spawnSync`: the service answers in this process.
    const node = (...args: readonly string[]) =>
      promisify(execFile)(process.execPath, ['--no-warnings', ...args], { cwd: project, env }).then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
      );
    expect(await node('production.mjs')).toEqual({ code: 0, stdout: '', stderr: '' });
    const replayed = (decider: string) =>
      node(BIN, 'replay', '--open', 'type:order@1.0', '--decider', decider, '--domain', 'shop');

    expect(await replayed('flows.mjs#order')).toMatchObject({ code: 0, stderr: '1 replayed, 0 differ\n' });
    expect(await replayed('changed.mjs#order')).toEqual({
      code: 8,
      stdout: expect.stringMatching(/^order-1\s+differs\s.*event 5 is ActivityTaskScheduled charge-card-1/m),
      stderr: '1 replayed, 1 differs\n',
    });
    expect(await replayed('guarded.mjs#order')).toMatchObject({ code: 0, stderr: '1 replayed, 0 differ\n' });
  });
});

describe('swf why --workflows', () => {
  it('names the lines that a flow waits at', () => {
    const at = (file: string) => {
      const { stdout } = swf('why', '--file', file, '--workflows', 'flows.mjs', '-o', 'json', '--fields', 'code,at');
      return JSON.parse(stdout) as readonly { readonly code: string; readonly at?: readonly string[] }[];
    };
    expect(at('charging.json')[0]).toEqual({
      code: 'ACTIVITY_WAITS',
      at: [expect.stringMatching(/flows\.mjs:5\b/)],
    });
    expect(at('approving.json')[0]).toEqual({
      code: 'WAITS_FOR_SIGNAL',
      at: [expect.stringMatching(/flows\.mjs:6\b/)],
    });
  });

  it('says so if the module has no workflow of that type, and names no lines', () => {
    writeFileSync(join(project, 'other.mjs'), FLOWS.replaceAll("'order'", "'refund'"));
    expect(swf('why', '--file', 'charging.json', '--workflows', 'other.mjs')).toEqual({
      status: 0,
      stdout: expect.not.stringContaining('flows.mjs'),
      stderr: '--workflows: other.mjs has no workflow of type order@1.0\n',
    });
  });
});
