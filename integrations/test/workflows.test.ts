import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../packages.js';

const folder = join(root, '.github/workflows');

describe('a workflow of GitHub', () => {
  it.each(readdirSync(folder))('pins actions by hash, and grants permissions by job: %s', (file) => {
    const workflow = readFileSync(join(folder, file), 'utf8');
    const actions = [...workflow.matchAll(/uses: (.+)$/gm)].map(([, action = '']) => action);
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !/^(\.\/.+|[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(action))).toEqual([]);
    expect(workflow).toMatch(/^permissions: \{\}$/m);
  });
});
