import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { install } from '../consumer.js';
import { run, specifiers } from '../packages.js';
import { programSource } from './programs.js';

const VERSIONS = ['5.6', '5.7', '5.8', '5.9', '6.0'];

const RESOLUTIONS = [
  { moduleResolution: 'bundler', module: 'esnext' },
  { moduleResolution: 'node16', module: 'node16' },
  { moduleResolution: 'nodenext', module: 'nodenext' },
];

const consumer = join(inject('scratch'), 'typescript');

beforeAll(() => {
  const compilers = VERSIONS.map((version) => [`typescript-${version}`, `npm:typescript@~${version}.0`]);
  install(consumer, inject('scratch'), { ...Object.fromEntries(compilers), '@types/node': '^20.19.0' });
  const everything = specifiers.map((specifier, index) => `export * as all${index} from '${specifier}';\n`);
  writeFileSync(join(consumer, 'greeting.ts'), programSource('greeting'));
  writeFileSync(join(consumer, 'everything.ts'), everything.join(''));
});

/** Checks the program and everything it imports, the declarations of all packages included. */
function check(version: string, compilerOptions: object) {
  writeFileSync(
    join(consumer, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'es2022',
        lib: ['es2023', 'esnext.disposable'],
        types: ['node'],
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        noEmit: true,
        ...compilerOptions,
      },
      files: ['greeting.ts', 'everything.ts'],
    }),
  );
  const { status, stdout } = run(consumer, process.execPath, [
    join(consumer, `node_modules/typescript-${version}/bin/tsc`),
    '--project',
    consumer,
  ]);
  return { status, stdout };
}

describe.each(VERSIONS)('TypeScript %s', (version) => {
  test.each(RESOLUTIONS)('finds nothing wrong by $moduleResolution, declarations included', (options) => {
    expect(check(version, options)).toEqual({ status: 0, stdout: '' });
  });
});
