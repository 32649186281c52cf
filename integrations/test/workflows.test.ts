import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifests, readJson, root } from '../packages.js';

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

/** The commands that run every soak of every package. */
function soaks(): readonly string[] {
  return readdirSync(join(root, 'packages')).flatMap((name) => {
    const { scripts } = readJson<{ scripts: object }>(join(root, 'packages', name, 'package.json'));
    const soaks = Object.keys(scripts).filter((script) => script.startsWith('soak'));
    return soaks.map((script) => `npm --prefix packages/${name} run ${script}`);
  });
}

describe('the nightly workflow', () => {
  const workflow = readFileSync(join(folder, 'nightly.yml'), 'utf8');
  const commands = [...workflow.matchAll(/^ +command: (.+)$/gm)].map(([, command = '']) => command);

  it('runs every soak of every package', () => {
    expect(soaks().length).toBeGreaterThan(0);
    expect(commands.filter((command) => command.includes('soak'))).toEqual(soaks());
  });

  it('runs only scripts of the repository', () => {
    const { scripts } = readJson<{ scripts: Readonly<Record<string, string>> }>(join(root, 'package.json'));
    const names = commands.map((command) => /^npm (?:run )?([\w:]+)/.exec(command)?.[1]);
    expect(names.filter((name) => name !== undefined && !(name in scripts))).toEqual([]);
  });

  it('names the command that repeats a failure', () => {
    expect(workflow).toMatch(/- if: failure\(\)\n +run: .*FC_SEED=\$FC_SEED \$COMMAND"/);
  });
});

describe('the oldest supported version of Node', () => {
  const oldest = readFileSync(join(root, '.node-version'), 'utf8').trim();
  const range = `>=${oldest.replace(/\.0$/, '')}`;

  it.each([
    ['.github/workflows/ci.yml', `node: [${oldest}, `],
    ['.github/workflows/nightly.yml', `matrix.node || '${oldest}'`],
    ['integrations/consumers/node.test.ts', `VERSIONS = ['${oldest}', `],
    ['package.json', `"node": "${range}"`],
    ['README.md', `Requires Node.js ${range.slice(2)} or later`],
    ['CONTRIBUTING.md', `You need Node.js ${range.slice(2)} or later`],
    ['docs/platforms.md', `| ${range.slice(2)} and later `],
    ...manifests.flatMap(({ name }) => [
      [`packages/${name.slice('@swf/'.length)}/package.json`, `"node": "${range}"`],
      [`packages/${name.slice('@swf/'.length)}/README.md`, `Requires Node.js ${range.slice(2)} or later.`],
    ]),
  ])('is what %s says', (file = '', text = '') => {
    expect(readFileSync(join(root, file), 'utf8')).toContain(text);
  });
});
