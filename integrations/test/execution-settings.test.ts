import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJson, root } from '../packages.js';

interface Model {
  readonly shapes: Readonly<Record<string, { readonly members?: Readonly<Record<string, string>> }>>;
}

const { shapes } = readJson<Model>(join(root, 'packages/local/test/api/swf-api.json'));
const settings = Object.keys(shapes['WorkflowExecutionConfiguration']?.members ?? {});

const option = (name: string) => `default-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} <`;

describe('a setting of executions', () => {
  // The places that no compiler finds: CONTRIBUTING.md lists them in the recipe.
  it.each([
    ['packages/cli/src/tree/registrations.ts', option],
    ['packages/cli/src/views/execution.ts', (name: string) => name],
    ['packages/console/src/api/execution.ts', (name: string) => `readonly ${name}?:`],
    ['packages/console/src/page/components/attributes/attributes.ts', (name: string) => name],
    ['packages/history/src/entities/child-workflow-execution.ts', (name: string) => `readonly ${name}:`],
  ])('is in %s', (file, textOf) => {
    const source = readFileSync(join(root, file), 'utf8');
    expect(settings).toContain('lambdaRole');
    expect(settings.filter((name) => !source.includes(textOf(name)))).toEqual([]);
  });
});
