import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { setUpSources } from './setup.mjs';
import { root } from './steps.mjs';

const USAGE = `Runs the tests of @swf/local that an account can show against Amazon SWF, and lists what differs.

  npm run aws-smoke -- --region REGION --yes [--endpoint URL] [--only TEXT]

  --region REGION  the region, with the credentials that the SDK finds in the environment
  --yes            do what is said below
  --endpoint URL   another endpoint than AWS's, such as that of swf-local
  --only TEXT      run only the claims whose names contain the text

It registers one domain named swf-smoke-TIME, and within it about 400 types and 200 executions, or
three times as many if everything differs. At the end it terminates what is open, and deprecates the
domain with its types. SWF cannot delete a domain: a deprecated one stays, and counts toward the 100
of the region. No other domain is read or changed.

AWS charges for executions, tasks, timers, signals and markers: a few cents, or nothing within the free
tier. It takes about two minutes, and needs the policies read-only, operator, registrar, decider and
worker of docs/policies for domain/swf-smoke-*.

Exit codes: 0 if nothing differs, 1 if something does or the run failed, 2 for a usage error.
`;

/** Reads the command line; undefined if it is refused, and says why. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        region: { type: 'string' },
        endpoint: { type: 'string' },
        only: { type: 'string' },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help || (values.region !== undefined && values.yes)) return values;
    process.stderr.write(values.region === undefined ? '--region is missing\n\n' : '--yes is missing\n\n');
  } catch (error) {
    process.stderr.write(`${error.message}\n\n`);
  }
  process.stderr.write(USAGE);
  process.exitCode = 2;
  return undefined;
}

/** Runs the claims in a domain of their own, and removes it however they end. Resolves to an exit code. */
async function run({ region, endpoint, only }) {
  const code = await setUpSources();
  if (code !== 0) return code;
  // Hides the SDK's warning that it will drop this version of Node.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  // Loaded once its dependencies are installed.
  const { registerDomain } = await import('../packages/local/scripts/throw-away-domain.mjs');
  const domain = await registerDomain({ region, endpoint });
  process.stdout.write(`registered domain ${domain.name} in ${region}\n`);
  try {
    return await runClaims({ region, endpoint, domain: domain.name }, only);
  } finally {
    const terminated = await domain.remove();
    process.stdout.write(`terminated ${terminated} executions and deprecated domain ${domain.name}\n`);
  }
}

/** Runs the claims; a signal ends them, but not this process, which has to remove the domain. */
function runClaims(subject, only) {
  const config = 'packages/local/test/conformance/endpoint/vitest.config.ts';
  const pattern = only?.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const filter = pattern === undefined ? [] : ['--testNamePattern', pattern];
  const program = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', config, ...filter], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, SWF_SMOKE: JSON.stringify(subject) },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => program.kill(signal));
  return new Promise((resolve, reject) => {
    program.on('error', reject);
    program.on('close', (code) => resolve(code === 0 ? 0 : 1));
  });
}

const options = readOptions();
if (options?.help) {
  process.stdout.write(USAGE);
} else if (options !== undefined) {
  process.exitCode = await run(options).catch((error) => {
    process.stderr.write(`${error.name}: ${error.message}\n`);
    return 1;
  });
}
