import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { program } from './support/program.js';
import { referencePage } from './support/reference.js';

const page = fileURLToPath(new URL('../../../docs/cli.md', import.meta.url));

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
