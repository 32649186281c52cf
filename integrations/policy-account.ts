import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SWFClient } from '@aws-sdk/client-swf';
import { startLocalService } from '@swf/local';
import { ActivityType, Domain, WorkflowType } from '@swf/models';
import type { Policy } from './iam-gateway.js';
import { readJson, root } from './packages.js';

/** The built command line. Run `npm run build` first. */
export const BIN = join(root, 'packages/cli/bin/swf.js');

const folder = join(root, 'docs/policies');

/** The names of the policies that the documentation offers. */
export const policyNames = readdirSync(folder).map((file) => file.replace('.json', ''));

/** Reads one of them. */
export const policy = (name: string) => readJson<Policy>(join(folder, `${name}.json`));

const region = 'eu-west-1';

export const domain = new Domain('orders', { retentionPeriodInDays: 30 });
const charge = new ActivityType(domain, 'charge-card', '1.0', {
  defaultTaskList: 'payments',
  defaultTaskScheduleToStartTimeout: 600,
  defaultTaskScheduleToCloseTimeout: 600,
  defaultTaskStartToCloseTimeout: 60,
  defaultTaskHeartbeatTimeout: 'NONE',
});
export const order = new WorkflowType(domain, 'order', '1.0', {
  defaultTaskList: 'orders',
  defaultTaskStartToCloseTimeout: 60,
  defaultExecutionStartToCloseTimeout: 3600,
  defaultChildPolicy: 'TERMINATE',
});

/** Returns a client of an endpoint, with the region of the policies. */
export function clientOf({ endpoint }: { readonly endpoint: string }): SWFClient {
  return new SWFClient({ endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
}

/** Starts a service that has the domain and the types of the policies, and a project with `@swf/flow`. */
export async function openAccount() {
  const service = await startLocalService();
  const client = clientOf(service);
  for (const model of [domain, charge, order]) await model.save({ client });
  const project = mkdtempSync(join(tmpdir(), 'swf-policies-'));
  mkdirSync(join(project, 'node_modules/@swf'), { recursive: true });
  mkdirSync(join(project, 'node_modules/@aws-sdk'));
  for (const name of ['actors', 'flow']) {
    symlinkSync(join(root, 'packages', name), join(project, 'node_modules/@swf', name));
  }
  const sdk = realpathSync(join(root, 'packages/settings/node_modules/@aws-sdk/client-swf'));
  symlinkSync(sdk, join(project, 'node_modules/@aws-sdk/client-swf'));
  const credentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  const env = { ...process.env, ...credentials, AWS_REGION: region, HOME: project };
  return {
    service,
    client,
    project,
    env,
    /** Runs a Node program in the project; not `spawnSync`, since the service answers in this process. */
    node(args: readonly string[], endpoint: string) {
      return promisify(execFile)(process.execPath, ['--no-warnings', ...args], {
        cwd: project,
        env: { ...env, AWS_ENDPOINT_URL_SWF: endpoint },
      }).then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
      );
    },
    async close() {
      await service.close();
      rmSync(project, { recursive: true });
    },
  };
}
