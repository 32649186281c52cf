import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Machine } from './harness/machine.js';
import type { Outcome } from './harness/row.js';
import { toMarkdown } from './harness/table.js';
import { cpuOfTask, networkTable } from './network.js';

// Writes docs/performance.md from the results of the benchmarks.

const results = new URL('../results/', import.meta.url);
const docs = new URL('../../docs/', import.meta.url);

/** The benchmarks in the order of the page, each with its conditions. */
const SECTIONS = {
  client:
    'To a bare server in another process, so that the rest is HTTP itself: about half of a lean request. The lean client is experimental.',
  layer:
    'Answers come from memory, so this is the cost of the SDK (signing, serializing) and of the objects. A listing creates a frozen model of each item. The bare client here is the SDK’s own, which formats every answer for its default logger: a third of its time in a listing. A client of `connect()` does not.',
  throughput:
    'Decider, worker and `swf-local` share the machine, and each subject has warmed up with four hundred executions. Actors send the same requests as a bare loop, 67 an execution. They add signals, heartbeats, retries and events for each task, and a compiled history; they save reading the whole history for each decision. `aws-swf` and `simple-swf` use version 2 of the SDK, whose requests cost less than those of its version 3. In a profile of the actors with the lean client, HTTP takes 29 % of the CPU time, to build, sign and read requests 29 %, the actors themselves 14 %, garbage collection 12 %, decisions, models and settings 5 %, the engine 5 %, histories 4 %, and abort signals 3 %. With a larger young generation (`node --max-semi-space-size=64`), fewer of the objects that live as long as an execution are copied. A bare loop also wakes the service less often, because it leaves it busier. On connect() alone, the SDK takes more than half.',
  history:
    'In a warm process that keeps some histories, like the cache of a decider. For a short history, reading ten activities is two fifths of the cost. A timeline makes no entities, only a span and its instants. A single compile in a fresh process costs several times as much, until the engine has optimized it.',
  explain:
    'Each call starts from raw events, so it compiles the history first. `explain` also verifies it, and makes a line of text of each attempt.',
  requests:
    'Writes are limited by SQLite, and on a file by the disk: an answer leaves when its commit is on disk. Reads cost as much as HTTP itself.',
  scale:
    'Latency of sequential requests over HTTP. The first cases also show the process warming up; the point is that later ones are not slower.',
  decisions: 'One execution that grows to 10,000 events, in about a hundred decisions.',
  deciders:
    'As after a minute of load: polls and answers have full token buckets (2,000, and 200 per second), reads of histories an empty one (60 per second). Eight deciders, each with its own client and cache, share a process with the service.',
  flow: 'CPU time, including garbage collection. The guard replaces clock and randomness while a workflow function runs, and watches what it starts. A resident is a run that stays in memory between its tasks.',
  bundles: 'Bundlers drop what a program does not import. The client of the SDK is the larger part of most programs.',
  imports:
    'Mostly the SDK, which `@swf/history` and `@swf/decisions` do not load. Each entry point is one file, because Node spends most of the rest on opening files.',
  cli: 'A listing is streamed, a page of a thousand executions at a time; its memory also holds what the engine has not collected yet.',
  console:
    'Latency of sequential requests over HTTP; the server asks SWF anew for each. Idle tabs share their polls, every two seconds for a list and every five for a count. In the browser, times start with the navigation or the choice of the file.',
} as const;

/** Where the time of a figure goes, by CPU profile. */
const LIMITS = [
  '**A listing of 1,000 executions**: the SDK takes 64 % (19 % to format answers for its default logger, which drops them); garbage collection 18 %; models 10 %, most of it for properties that give a new `Date` on each access; checking each member 5 %; the queryset 3 %.',
  '**A timeline of 25,000 events**: garbage collection takes 44 %, compiling the history 30 %, and the 8,334 spans with their instants the rest.',
  '**A picture of it**: garbage collection takes 22 % and the rest is text: 2.5 MB, with six coordinates and two instants for each bar. Writing fewer of them would be another picture.',
  '**The import of `@swf/actors`**: beside the SDK, finding and reading 22 files takes 60 %, compiling them 25 %, modules of Node.js 11 %, and running them 3 %. Files are chunks that several entry points share: a worker must not load what only a decider needs.',
] as const;

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`${name}.json`, results), 'utf8')) as Outcome & { readonly machine: Machine };

const { machine } = read('history');
const NETWORK =
  'Polls and answers of tasks that do nothing themselves, at 20 ms a request, which takes 10 to 30 ms within a region of AWS. Latency does not depend on the client: a slot takes a task every 40 ms, so more slots are more tasks until a core is full. What differs is the CPU of a task, and so how many tasks a process can take. Each slot that waits holds a connection.';

const version = (path: string) =>
  (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { readonly version: string }).version;

/** Wraps a paragraph, as all Markdown of the repository is wrapped. */
function wrap(paragraph: string): string {
  return paragraph.replaceAll(/(.{1,100})(?: |$)/g, '$1\n').trimEnd();
}

const task = cpuOfTask(read('throughput'), '@swf/actors');
const ofHistory = (subject: string) =>
  read('history').rows.find((row) => row.case === '1,000 events' && row.subject === subject)?.figure;

const page = [
  '# Performance',
  '',
  wrap(
    `In short: a task costs a decider or worker ${(task * 1000).toFixed(2)} ms of CPU time, so a core handles ${(Math.round(1 / task / 10) * 10).toLocaleString('en-US')} a second. A history of 1,000 events is compiled in ${ofHistory('@swf/history')}; parsing its JSON takes ${ofHistory('JSON.parse')}.`,
  ),
  '',
  wrap(
    'Every ratio compares with a baseline that ran alternately in the same run: the median, and half the interquartile range. Figures without a ratio depend on the machine.',
  ),
  '',
  wrap(
    `Measured on ${machine.date} with Node ${machine.node} on ${machine.cores} × ${machine.processor}, ${machine.memoryInGiB} GiB, and version ${version('../../packages/history/package.json')} of the packages. Repeat all of it with \`npm run bench\`, one with \`npm run bench -- history\`; \`pnpm --filter @swf/benchmarks page\` writes this page.`,
  ),
  '',
  ...Object.entries(SECTIONS).flatMap(([name, limits]) => [
    toMarkdown(read(name)).replace('###', '##'),
    '',
    wrap(limits),
    '',
    ...(name === 'throughput' ? [networkTable(read(name)), '', wrap(NETWORK), ''] : []),
  ]),
  '## What limits each figure',
  '',
  ...LIMITS.map((limit) => wrap(`- ${limit}`).replaceAll('\n', '\n  ')),
  '',
  '![What a decider reads, with and without its cache](decision-cost.svg)',
  '',
].join('\n');

writeFileSync(fileURLToPath(new URL('performance.md', docs)), page);
writeFileSync(fileURLToPath(new URL('decision-cost.svg', docs)), readFileSync(new URL('decision-cost.svg', results)));
