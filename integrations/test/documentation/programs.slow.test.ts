import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLocalService } from '@swf/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, run } from '../../packages.js';
import { dumpedHistory, seedOrders } from './orders.js';
import { markdownFiles, missingOutput, programsOf, promisedOutput } from './programs.js';

const require = createRequire(import.meta.url);
const scratch = mkdtempSync(join(tmpdir(), 'swf-documentation-'));
const programs = markdownFiles()
  .flatMap(programsOf)
  .map((program) => ({ ...program, file: program.name.replaceAll(/\W+/g, '-') }));
/** What the compiler says about them. Run `npm run build` first. */
let compiled: string;

beforeAll(() => {
  mkdirSync(join(scratch, 'node_modules/@aws-sdk'), { recursive: true });
  mkdirSync(join(scratch, 'node_modules/@types'));
  mkdirSync(join(scratch, 'node_modules/@swf'));
  const link = (path: string, from: string) => symlinkSync(realpathSync(from), join(scratch, 'node_modules', path));
  for (const name of [
    'actors',
    'console',
    'decisions',
    'explain',
    'flow',
    'history',
    'local',
    'models',
    'querysets',
    'settings',
  ]) {
    link(`@swf/${name}`, join(root, 'packages', name));
  }
  link('@aws-sdk/client-swf', join(root, 'packages/settings/node_modules/@aws-sdk/client-swf'));
  link('zod', join(root, 'integrations/node_modules/zod'));
  link('@types/node', join(root, 'node_modules/@types/node'));
  cpSync(join(root, 'tsconfig.base.json'), join(scratch, 'tsconfig.base.json'));
  writeFileSync(
    join(scratch, 'tsconfig.json'),
    JSON.stringify({
      extends: './tsconfig.base.json',
      compilerOptions: {
        // As users read the packages: by what is built.
        customConditions: [],
        noEmit: false,
        // A snippet may declare what it does not use.
        noUnusedLocals: false,
        noUnusedParameters: false,
      },
      include: ['*.mts'],
    }),
  );
  for (const { file, source } of programs) writeFileSync(join(scratch, `${file}.mts`), source);
  writeFileSync(join(scratch, 'order-42.json'), JSON.stringify(dumpedHistory()));
  compiled = run(scratch, process.execPath, [require.resolve('typescript/bin/tsc'), '-p', scratch]).stdout;
});

afterAll(() => rmSync(scratch, { recursive: true }));

describe('the programs in the documentation', () => {
  it('compile', () => {
    expect(compiled).toBe('');
  });
});

describe('a program in the documentation', () => {
  it.each(programs.filter(({ isRun }) => isRun))(
    'runs, and prints what it promises: $name',
    async ({ file, source }) => {
      await using service = await startLocalService();
      await seedOrders(service.client());
      const env = {
        ...process.env,
        AWS_ENDPOINT_URL_SWF: service.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        HOME: scratch,
      };
      const args = ['--no-warnings', `${file}.mjs`];
      const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: scratch, env });
      expect(stderr).toBe('');
      expect(missingOutput(promisedOutput(source), stdout), stdout).toEqual([]);
    },
  );
});
