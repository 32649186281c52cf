import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-swf';
import { expect, test } from 'vitest';
import { root, tracked } from '../../packages.js';

const operations = Object.keys(sdk)
  .filter((name) => /^[A-Z]\w+Command$/.test(name))
  .map((name) => name.replace(/Command$/, ''));

const read = (file: string) => readFileSync(join(root, file), 'utf8');

function sourcesOf(pattern: string): readonly string[] {
  return tracked(pattern).map(read);
}

test('each operation of SWF has its line, and the package named there sends it', () => {
  expect(operations).toHaveLength(39);
  const rows = [...read('docs/coming-from-the-sdk.md').matchAll(/^\| ([A-Z]\w+) +\| .* \| (\w+) +\|$/gm)];
  expect(rows.map(([, operation]) => operation)).toEqual(operations.sort());
  const elsewhere = rows.filter(([, operation, name]) => {
    return !sourcesOf(`packages/${name}/src/*.ts`).some((source) => source.includes(`new ${operation}Command(`));
  });
  expect(elsewhere).toEqual([]);
});

test('what each package sends is among the permissions that it is said to need', () => {
  const bullets = [...read('docs/going-to-aws.md').matchAll(/^- `@swf\/(\w+)`(.+?)\n(?=-|\n)/gms)];
  expect(bullets.map(([, name]) => name)).toEqual(['models', 'querysets', 'history', 'decisions', 'actors']);
  const missing = bullets.flatMap(([, name, permissions = '']) =>
    sourcesOf(`packages/${name}/src/*.ts`)
      .flatMap((source) => [...source.matchAll(/new (\w+)Command\(/g)].map(([, operation = '']) => operation))
      .filter((operation) => !permissions.includes(`\`${operation}\``)),
  );
  expect(missing).toEqual([]);
});

test('the picture of folders shows those that there are', () => {
  const folders = new Set(
    tracked('packages/*/src/*').flatMap((file) => {
      const [, name, , ...path] = file.split('/');
      return path.length === 0 ? [] : path.map((_, depth) => [`${name}/src`, ...path.slice(0, depth)].join('/'));
    }),
  );
  const shown: string[] = [];
  let parents: string[] = [];
  for (const [, indent = '', folder = ''] of read('docs/architecture.md').matchAll(/^( *)(\w+\/(?:src)?) /gm)) {
    parents = [...parents.slice(0, indent.length / 2), folder.replace(/\/$/, '')];
    shown.push(parents.join('/'));
  }
  expect(shown.sort()).toEqual([...folders].sort());
});

test('each code of an error has its heading', () => {
  const classes = sourcesOf('packages/*/src/*.ts').flatMap((source) => [
    ...source.matchAll(/super\(\s*'([A-Z_]+)',\s/g),
  ]);
  const refusals = read('packages/decisions/src/errors.ts').matchAll(/^ {2}\| '([A-Z_]+)'/gm);
  const reasons = read('packages/actors/src/task/abort.ts').matchAll(/^ {2}([A-Z_]+): '/gm);
  const codes = [...classes, ...refusals, ...reasons].map(([, code = '']) => code);
  const headings = [...read('docs/errors.md').matchAll(/^### (.+)$/gm)].flatMap(([, heading = '']) =>
    heading.split(', '),
  );
  expect(codes.length).toBeGreaterThan(40);
  expect(codes.filter((code) => !headings.includes(code))).toEqual([]);
});
