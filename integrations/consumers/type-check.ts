import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, specifiers } from '../packages.js';

const greeting = new URL('programs/greeting.ts', import.meta.url);

/** Type-checks the greeting and all exports with the compiler in `node_modules/<compiler>`. */
export function typeCheck(consumer: string, compiler: string, compilerOptions: object) {
  const everything = specifiers.map((specifier, index) => `export * as all${index} from '${specifier}';\n`);
  writeFileSync(join(consumer, 'greeting.ts'), readFileSync(greeting));
  writeFileSync(join(consumer, 'everything.ts'), everything.join(''));
  const options = {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable'],
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
    ...compilerOptions,
  };
  const files = ['greeting.ts', 'everything.ts'];
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files }));
  const tsc = join(consumer, 'node_modules', compiler, 'bin/tsc');
  const { status, stdout } = run(consumer, process.execPath, [tsc, '--project', consumer]);
  return { status, stdout };
}

/** The result of {@link typeCheck} if there are no errors. */
export const NOTHING_WRONG = { status: 0, stdout: '' };
