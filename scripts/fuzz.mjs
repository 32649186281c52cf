import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { setUpSources } from './setup.mjs';
import { root } from './steps.mjs';

const USAGE = `Sends malformed requests to a local service with a heap of 256 MB, and reports 5xx answers, crashes and its peak memory.

  npm run fuzz -- [--requests N] [--seed N]

  --requests N  the number of requests. Default: 10000
  --seed N      selects the requests. Default: random, and printed
`;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  process.exitCode = await run(integer('requests'), integer('seed'));
}

function integer(name) {
  if (!/^\d{1,9}$/.test(values[name])) throw new RangeError(`--${name} must be an integer from 0, got ${values[name]}`);
  return values[name];
}

async function run(requests, seed) {
  const code = await setUpSources();
  if (code !== 0) return code;
  const vitest = `${root}/node_modules/vitest/vitest.mjs`;
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'local', 'test/fuzz'], {
    cwd: root,
    env: { ...process.env, FUZZ_REQUESTS: requests, FUZZ_SEED: seed },
    stdio: 'inherit',
  });
  return status ?? 1;
}
