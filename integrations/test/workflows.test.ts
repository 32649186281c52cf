import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../packages.js';

const folder = join(root, '.github/workflows');

test.each(readdirSync(folder))(
  '%s takes actions by their hash, and has no permission that its jobs do not ask for',
  (file) => {
    const workflow = readFileSync(join(folder, file), 'utf8');
    const actions = [...workflow.matchAll(/uses: (.+)$/gm)].map(([, action = '']) => action);
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !/^(\.\/.+|[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(action))).toEqual([]);
    expect(workflow).toMatch(/^permissions: \{\}$/m);
  },
);
