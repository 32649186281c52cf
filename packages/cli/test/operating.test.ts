import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../src/exit-codes.js';
import { startScenario } from './support/scenario.js';
import type { TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

/** The shell blocks of a page, as command lines of `swf` without comments. */
function blocksOf(page: string): readonly (readonly string[])[] {
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = '']) => block);
  return blocks.map((block) =>
    [...block.matchAll(/^ *swf ([^#\n]+)/gm)]
      .map(([, line = '']) => line.trim())
      // Those that read files of the reader are tested with flows, in the integrations.
      .filter((line) => !/\.js(on)?\b/.test(line.replace(/ > .*/, ''))),
  );
}

/** Splits a command line as a shell does. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/(?:"[^"]*"|'[^']*'|\S)+/g)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
}

/** The exit codes that a command may have on a healthy service. */
function expectedCodes(command: string): readonly number[] {
  if (command.startsWith('why ')) return [EXIT.done, EXIT.checkFailed];
  // The child of the examples does not exist, and the type is not deprecated.
  if (command.endsWith('-shipment')) return [EXIT.notFound];
  return command.includes('undeprecate') ? [EXIT.refused] : [EXIT.done];
}

/** Runs a command; those about contexts take no target. */
function runIn(test: TestService, command: string, env: Readonly<Record<string, string>>, stdin: string) {
  const argv = wordsOf(command);
  const isContext = command.startsWith('context ');
  return isContext ? swf(argv, { env }) : test.swf(argv, { env, stdin });
}

describe.each(['runbook.md', 'operating.md'])('docs/%s', (page) => {
  const blocks = blocksOf(page).filter((commands) => commands.length > 0);

  it.each(blocks.map((commands) => [commands.join('; '), commands] as const))(
    'has commands that work: %s',
    async (_, commands) => {
      await using test = await startScenario();
      // What the pages end has been replaced.
      await test.order.with({ version: '0.9' }).save({ client: test.client });
      const env = { HOME: emptyFolder() };
      const folder = emptyFolder();
      for (const line of commands) {
        const [pipeline = '', file] = line.split(' > ');
        let printed = '';
        for (const command of pipeline.split(' | swf ')) {
          const inFolder = command.replace(/--runs (?=\w)/, `--runs ${folder}/`);
          const { exitCode, stdout, stderr } = await runIn(test, inFolder, env, printed);
          expect(expectedCodes(command), `${command}: ${exitCode} ${stderr}`).toContain(exitCode);
          printed = stdout;
        }
        if (file !== undefined) writeFileSync(join(folder, file), printed);
      }
    },
  );
});
