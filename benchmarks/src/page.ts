import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Machine } from './harness/machine.js';
import type { Outcome } from './harness/row.js';
import { toMarkdown } from './harness/table.js';

// Writes docs/performance.md from the results that the benchmarks left.

const results = new URL('../results/', import.meta.url);
const docs = new URL('../../docs/', import.meta.url);

/** The benchmarks in the order of the page, each with what limits it. */
const SECTIONS = {
  layer:
    'The answers come from memory, so this is what the SDK costs (signing, serialising) and what objects add. A listing makes a frozen model of each item; half of that are its dates, which nobody can change.',
  throughput:
    'Decider, worker and `swf-local` share the machine; each subject has run a hundred executions before. What actors add is the signals, heartbeats, retries and events of each task and a compiled history; what they save is reading the history anew for each decision. `aws-swf` and `simple-swf` run on version 2 of the SDK, whose requests cost less.',
  history:
    'In a warm process that keeps some histories, as the cache of a decider does. Of a short history the ten activities asked for are half the cost; a single compile in a fresh process costs several times as much, until the engine has optimised it.',
  requests:
    'A request that changes something is limited by SQLite, on a file by the disk: answers leave when their commit is on it. Reads cost what HTTP costs.',
  scale:
    'Latency of one request after the other over HTTP. The first cases also show a process that is still warming up; what matters is that the later ones are not slower.',
  decisions: 'One execution that grows to 10,000 events, decided about a hundred times.',
  deciders:
    'Polls and answers draw on full buckets here (2,000 and 200 a second), reads of histories on an empty one (60 a second), as after a minute of load. Eight deciders with a client and a cache each share a process with the service.',
  flow: 'CPU time; the helpers of the garbage collector count as well, also where the event loop is held. The guard replaces clock and randomness while a workflow function runs, and watches what it starts. A resident is a run that stays in memory between its tasks.',
  bundles: 'What is not imported is left out; the client of the SDK is the larger part of most programs.',
  imports: 'Mostly the SDK, which `@swf/history` and `@swf/decisions` do without.',
} as const;

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`${name}.json`, results), 'utf8')) as Outcome & { readonly machine: Machine };

const { machine } = read('history');
const version = (path: string) =>
  (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { readonly version: string }).version;

const page = [
  '# Performance',
  '',
  'Every ratio is against something that ran beside it, in turn, in the same run: the median, and half the spread of the middle half. Figures without a ratio depend on the machine.',
  '',
  `Measured on ${machine.date} with Node ${machine.node} on ${machine.cores} × ${machine.processor}, ${machine.memoryInGiB} GiB, and version ${version('../../packages/history/package.json')} of the packages. Repeat all of it with \`npm run bench\`, one with \`npm run bench -- history\`; \`pnpm --filter @swf/benchmarks page\` writes this page.`,
  '',
  ...Object.entries(SECTIONS).flatMap(([name, limits]) => [
    toMarkdown(read(name)).replace('###', '##'),
    '',
    limits,
    '',
  ]),
  '![What a decider reads, with and without its cache of histories](decision-cost.svg)',
  '',
].join('\n');

writeFileSync(fileURLToPath(new URL('performance.md', docs)), page);
writeFileSync(fileURLToPath(new URL('decision-cost.svg', docs)), readFileSync(new URL('decision-cost.svg', results)));
