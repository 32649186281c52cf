import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const HISTORY_EXPLAINER = `
  import { readFileSync } from 'node:fs';
  import { History } from '@swf/history';

  const history = History.from(JSON.parse(readFileSync(process.argv[2], 'utf8')));
  for (const { activityId, state } of history.compile().activityTasks) console.log(activityId, state);
  for (const { message } of history.verify()) console.log(message);
`;

async function bundle(contents: string) {
  const { metafile } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), sourcefile: 'program.ts' },
    // Paths in the report are relative to it, wherever the tests are started.
    absWorkingDir: fileURLToPath(new URL('../../..', import.meta.url)),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@swf/source'],
    write: false,
    metafile: true,
    outdir: 'out',
    logLevel: 'silent',
  });
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return { files: inputs.map(([file]) => file), bytes: output?.bytes ?? 0 };
}

it('a program that explains a dumped history contains no code of the SDK', async () => {
  const { files, bytes } = await bundle(HISTORY_EXPLAINER);
  const foreign = files.filter(
    (file) =>
      !file.endsWith('program.ts') &&
      !/history\/src\//.test(file) &&
      !/settings\/src\/(errors|wire)\//.test(file) &&
      !/\/leven\//.test(file),
  );
  expect(files.some((file) => file.includes('src/compiler/compiler.ts'))).toBe(true);
  expect(foreign).toEqual([]);
  expect(files.filter((file) => /builder|timeline|query-set/.test(file))).toEqual([]);
  // The whole compiler with its tables: 47,165 when it was measured, of which 2,000 check
  // sequences, 2,000 refuse unknown options, 700 validate payloads and 300 dates. A rise means that
  // something came along that reading a history does not need.
  expect(bytes).toBeLessThan(47_300);
});
