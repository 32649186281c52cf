import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { explain, formatExplanation, why } from '@swf/explain';
import type { History } from '@swf/history';
import { timeline, toSVG } from '@swf/history/timeline';
import { readHistory } from './read-history.js';

const SAMPLE = fileURLToPath(new URL('../samples/order-42.json', import.meta.url));

/** Explains the given history, or the sample. Resolves to whether it is consistent. */
async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({ options: { svg: { type: 'string' } }, allowPositionals: true });
  const history = await readHistory(positionals[0] ?? SAMPLE);
  process.stdout.write(`${formatExplanation(explain(history))}\n\nWhy\n`);
  for (const { severity, code, message } of why(history, { now: endOf(history) })) {
    process.stdout.write(`  ${severity} ${code}: ${message}\n`);
  }
  if (values.svg !== undefined) {
    await writeFile(values.svg, toSVG(timeline(history.validPrefix)));
    process.stdout.write(`\ntimeline written to ${values.svg}\n`);
  }
  return history.verify().length === 0;
}

/** Returns the time of the last event: when a dump was made is unknown. */
function endOf({ last }: History): Date {
  const end = last?.timestamp ?? new Date();
  return Number.isNaN(end.getTime()) ? new Date() : end;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
