import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { program } from './support/program.js';
import { referencePage } from './support/reference.js';
import { runbookModule } from './support/runbook-text.js';

const page = fileURLToPath(new URL('../../../docs/cli.md', import.meta.url));

describe('the help about findings', () => {
  it('is generated from docs/runbook.md', async () => {
    const runbook = readFileSync(new URL('runbook.md', `file://${page}`), 'utf8');
    const module = fileURLToPath(new URL('../src/tree/runbook.ts', import.meta.url));
    await expect(runbookModule(runbook)).toMatchFileSnapshot(module);
  });
});

describe('docs/cli.md', () => {
  it('is generated from the command tree', async () => {
    await expect(referencePage(program)).toMatchFileSnapshot(page);
  });

  it('links only pictures that exist', () => {
    const pictures = [...readFileSync(page, 'utf8').matchAll(/\((cli\/[^)]+\.svg)\)/g)].map(([, path = '']) => path);
    expect(pictures.length).toBeGreaterThan(5);
    for (const path of pictures) expect(readFileSync(new URL(path, `file://${page}`), 'utf8')).toMatch(/^<svg/);
  });
});
