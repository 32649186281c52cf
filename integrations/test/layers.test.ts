import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, run, succeed, tracked } from '../packages.js';

const scratch = mkdtempSync(join(tmpdir(), 'swf-layers-'));

beforeAll(() => {
  for (const file of tracked('*.json', '*.yaml', 'packages/*/src/*')) {
    mkdirSync(dirname(join(scratch, file)), { recursive: true });
    cpSync(join(root, file), join(scratch, file));
  }
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
  for (const name of readdirSync(join(scratch, 'packages'))) {
    symlinkSync(join(root, 'packages', name, 'node_modules'), join(scratch, 'packages', name, 'node_modules'));
  }
  succeed(scratch, 'git', ['init', '--quiet']);
});

afterAll(() => rmSync(scratch, { recursive: true }));

function check(tool: string, ...args: string[]) {
  const { status, stdout, stderr } = run(scratch, join(root, 'node_modules/.bin', tool), args, {
    TURBO_TELEMETRY_DISABLED: '1',
  });
  return { status, output: stdout + stderr };
}

const layers = () => check('turbo', 'boundaries');
const undeclared = () => check('biome', 'lint', '--only=correctness/noUndeclaredDependencies', 'packages/settings/src');

describe('the layer checks', () => {
  it('pass', () => {
    expect(layers()).toMatchObject({ status: 0 });
    expect(undeclared()).toMatchObject({ status: 0 });
  });

  it('find a declared import of a higher layer', () => {
    const manifest = join(scratch, 'packages/settings/package.json');
    const before = join(scratch, 'package.before.json');
    cpSync(manifest, before);
    succeed(dirname(manifest), 'npm', ['pkg', 'set', 'dependencies.@swf/history=workspace:^']);
    const { status, output } = layers();
    cpSync(before, manifest);
    expect(status).toBe(1);
    expect(output).toContain('@swf/history');
  });

  it('find an undeclared import of a higher layer', () => {
    const entry = join(scratch, 'packages/settings/src/index.ts');
    appendFileSync(entry, "\nexport { History } from '@swf/history';\n");
    const { status, output } = layers();
    expect(status).toBe(1);
    expect(output).toContain('@swf/history');
  });

  it('find a source that imports a development dependency', () => {
    const entry = join(scratch, 'packages/settings/src/client.ts');
    appendFileSync(entry, "\nexport { VirtualClock } from '@swf/local';\n");
    const { status, output } = undeclared();
    expect(status).toBe(1);
    expect(output).toContain('@swf/local');
  });
});
