import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureBundles } from './bundles/bundles.js';
import { measureCommandLine } from './cli/command-line.js';
import { measureClients } from './client/client-cost.js';
import { measureConsole } from './console/console.js';
import { measureExplain } from './explain/explain.js';
import { measureFlow } from './flow/flow.js';
import { describeMachine } from './harness/machine.js';
import type { Outcome } from './harness/row.js';
import { toMarkdown } from './harness/table.js';
import { compileHistory } from './history/compile.js';
import { measureImports } from './imports/imports.js';
import { measureObjectLayer } from './layer/object-layer.js';
import { measureRequests } from './local/requests.js';
import { measureScale } from './local/scale.js';
import { measureDecisionCost } from './long-execution/decision-cost.js';
import { measureSeveralDeciders } from './several-deciders/several-deciders.js';
import { measureThroughput } from './throughput/throughput.js';

const BENCHMARKS: Readonly<Record<string, () => Promise<Outcome>>> = {
  client: measureClients,
  layer: measureObjectLayer,
  throughput: measureThroughput,
  history: compileHistory,
  explain: measureExplain,
  requests: measureRequests,
  scale: measureScale,
  decisions: measureDecisionCost,
  deciders: measureSeveralDeciders,
  flow: measureFlow,
  bundles: measureBundles,
  imports: measureImports,
  cli: measureCommandLine,
  console: measureConsole,
};

const results = fileURLToPath(new URL('../results/', import.meta.url));

const names = process.argv.slice(2).filter((argument) => argument !== '--');
const unknown = names.find((name) => !(name in BENCHMARKS));
if (unknown === undefined) {
  const machine = describeMachine();
  process.stdout.write(
    `Node ${machine.node}, ${machine.cores} × ${machine.processor}, load ${machine.load}, ${machine.date}\n\n`,
  );
  mkdirSync(results, { recursive: true });
  for (const name of names.length > 0 ? names : Object.keys(BENCHMARKS)) {
    const outcome = await (BENCHMARKS[name] as () => Promise<Outcome>)();
    writeFileSync(`${results}/${name}.json`, `${JSON.stringify({ machine, ...outcome }, null, 2)}\n`);
    process.stdout.write(`${toMarkdown(outcome)}\n\n`);
  }
} else {
  process.stderr.write(`unknown benchmark "${unknown}"; expected one of ${Object.keys(BENCHMARKS).join(', ')}\n`);
  process.exitCode = 2;
}
