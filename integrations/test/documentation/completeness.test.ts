import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as sdk from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import { manifests, root, tracked } from '../../packages.js';

const operations = Object.keys(sdk)
  .filter((name) => /^[A-Z]\w+Command$/.test(name))
  .map((name) => name.replace(/Command$/, ''));

const read = (file: string) => readFileSync(join(root, file), 'utf8');

function sourcesOf(pattern: string): readonly string[] {
  return tracked(pattern).map(read);
}

describe('docs/coming-from-the-sdk.md', () => {
  it('has a line for each operation of SWF, with the package that sends it', () => {
    expect(operations).toHaveLength(39);
    const rows = [...read('docs/coming-from-the-sdk.md').matchAll(/^\| ([A-Z]\w+) +\| .* \| (\w+) +\|$/gm)];
    expect(rows.map(([, operation]) => operation)).toEqual(operations.sort());
    const elsewhere = rows.filter(([, operation, name]) => {
      return !sourcesOf(`packages/${name}/src/*.ts`).some((source) => source.includes(`new ${operation}Command(`));
    });
    expect(elsewhere).toEqual([]);
  });
});

describe('docs/going-to-aws.md', () => {
  it('lists a permission for every request that a package sends', () => {
    const bullets = [...read('docs/going-to-aws.md').matchAll(/^- `@swf\/(\w+)`(.+?)\n(?=-|\n)/gms)];
    expect(bullets.map(([, name]) => name)).toEqual(['models', 'querysets', 'history', 'decisions', 'actors']);
    const missing = bullets.flatMap(([, name, permissions = '']) =>
      sourcesOf(`packages/${name}/src/*.ts`)
        .flatMap((source) => [...source.matchAll(/new (\w+)Command\(/g)].map(([, operation = '']) => operation))
        .filter((operation) => !permissions.includes(`\`${operation}\``)),
    );
    expect(missing).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('shows the folders that exist', () => {
    const folders = new Set(
      tracked('packages/*/src/*').flatMap((file) => {
        const [, name, , ...path] = file.split('/');
        return path.length === 0 ? [] : path.map((_, depth) => [`${name}/src`, ...path.slice(0, depth)].join('/'));
      }),
    );
    const shown: string[] = [];
    let parents: string[] = [];
    for (const [, indent = '', folder = ''] of read('docs/architecture.md').matchAll(/^( *)([\w-]+\/(?:src)?) /gm)) {
      parents = [...parents.slice(0, indent.length / 2), folder.replace(/\/$/, '')];
      shown.push(parents.join('/'));
    }
    expect(shown.sort()).toEqual([...folders].sort());
  });
});

describe('the marks of docs/architecture.md', () => {
  it('are at the folders that programs can import', () => {
    const importable = manifests.flatMap(({ name, exports }) =>
      Object.values(exports).flatMap((target) => {
        const source = typeof target === 'string' ? undefined : target['@swf/source'];
        return source?.endsWith('/index.ts') ? [join(name.replace('@swf/', ''), dirname(source))] : [];
      }),
    );
    const marked: string[] = [];
    let parents: string[] = [];
    for (const [, indent = '', folder = '', mark] of read('docs/architecture.md').matchAll(
      /^( *)([\w-]+\/(?:src)?) (\*)?/gm,
    )) {
      parents = [...parents.slice(0, indent.length / 2), folder.replace(/\/$/, '')];
      if (mark !== undefined) marked.push(parents.join('/'));
    }
    expect(marked.sort()).toEqual(importable.sort());
  });
});

describe('docs/errors.md', () => {
  it('has a heading for each error code', () => {
    const classes = sourcesOf('packages/*/src/*.ts').flatMap((source) => [
      ...source.matchAll(/super\(\s*'([A-Z_]+)',\s/g),
    ]);
    const refusals = sourcesOf('packages/decisions/src/*errors.ts')
      .join()
      .matchAll(/^ {2}\| '([A-Z_]+)'/gm);
    const reasons = sourcesOf('packages/actors/src/*abort.ts')
      .join()
      .matchAll(/^ {2}([A-Z_]+): '/gm);
    const codes = [...classes, ...refusals, ...reasons].map(([, code = '']) => code);
    const headings = [...read('docs/errors.md').matchAll(/^### (.+)$/gm)].flatMap(([, heading = '']) =>
      heading.split(', '),
    );
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => !headings.includes(code))).toEqual([]);
  });
});

describe('the README of each package', () => {
  it.each(manifests)('says where $name runs, and under which license, in the same words', ({ name, exports }) => {
    const readme = read(`packages/${name.replace('@swf/', '')}/README.md`);
    // A program exports nothing but its manifest.
    const isProgram = Object.values(exports).every((target) => typeof target === 'string');
    const modules = isProgram ? '' : ' ES modules, which `require` can load too.';
    expect(readme).toContain(`\nRequires Node.js 20.19 or later.${modules} MIT licensed.\n`);
  });
});
