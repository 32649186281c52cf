import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

beforeAll(() => {
  mkdirSync(join(project, 'node_modules/@swf'), { recursive: true });
  symlinkSync(join(root, 'packages/flow'), join(project, 'node_modules/@swf/flow'));
  writeFileSync(join(project, 'flows.mjs'), FLOWS);
  // A new build that asks for approval first.
  const changed = FLOWS.replace('const receipt = await charge(card);\n', '').replace(
    'return { receipt',
    'const receipt = await charge(card);\n  return { receipt',
  );
  writeFileSync(join(project, 'changed.mjs'), changed);
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
    expect({ status, stderr }).toEqual({ status: 8, stderr: '2 replayed, 2 differ\n' });
    expect(JSON.parse(stdout)).toMatchObject([
      { source: 'charging.json', outcome: 'differs', difference: expect.stringContaining('charge-card') },
      { source: 'approving.json', outcome: 'differs', difference: expect.stringContaining('charge-card') },
    ]);
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
      code: 'NO_PENDING_WORK',
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
