import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from './support/program.js';
import { leaves } from './support/reference.js';
import { startScenario } from './support/scenario.js';
import type { TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;
let home: string;
let folder: string;

beforeAll(async () => {
  test = await startScenario();
  home = emptyFolder();
  folder = emptyFolder();
  mkdirSync(join(folder, 'dumps'));
  for (const id of ['order-40', 'order-41']) {
    writeFileSync(join(folder, `${id}.json`), (await test.swf(['dump', id])).stdout);
  }
  writeFileSync(join(folder, 'types.json'), (await test.swf(['types', 'dump'])).stdout.replace('payments', 'payment'));
  writeFileSync(join(folder, 'decider.mjs'), 'export const decide = () => [];');
});
afterAll(() => test[Symbol.asyncDispose]());

/** Commands without a target. */
const OWN = ['context', 'query', 'verify'];

/**
 * Command lines in the order in which they are run: those that change something come last. `DIR` is
 * a folder of files.
 */
const COMMANDS = [
  'list status:open',
  'count --by status',
  'describe order-42',
  'why order-42',
  'why closed:failed closed-since:1d',
  'why id:nobody',
  'explain order-40',
  'history order-40',
  'timeline order-40',
  'stats order-40',
  'tree order-41',
  'dump order-41 --dir DIR/dumps',
  'verify DIR/order-40.json',
  'diff DIR/order-40.json DIR/order-41.json',
  'replay DIR/order-41.json --decider DIR/decider.mjs -o csv',
  'wait order-41',
  'wait order-40',
  'domain list',
  'domain describe',
  'domain tags',
  'workflow-type list --detailed',
  'workflow-type describe order@1.0',
  'activity-type list',
  'activity-type describe charge-card@1.0',
  'types dump',
  'types diff DIR/types.json',
  'task-list show payments payments-eu',
  'task-list find',
  'api DescribeDomain --input {"name":"orders"}',
  'context list',
  'context set prod --domain orders --region eu-west-1 --protected',
  'context set audit --domain orders --read-only',
  'context use prod',
  'context list',
  'context show',
  'context remove prod',
  'query list',
  'query save stuck status:open until:1d',
  'query list',
  'query remove stuck',
  'start order@1.0 --id order-43 --tag eu',
  'start order@1.0 --id order-43 --if-not-running -o id',
  'signal order-43 approve',
  'cancel order-43',
  'terminate order-43 --reason duplicate',
  'restart order-43',
  'terminate tag:eu type:order@1.0 --dry-run',
  'terminate tag:eu --yes --rate 1000 --journal DIR/journal.jsonl',
  'domain register returns --retention-period-in-days 7',
  'domain tag returns team=a',
  'domain untag returns team',
  'domain deprecate returns',
  'domain undeprecate returns',
  'workflow-type register refund@1.0',
  'workflow-type deprecate refund@1.0',
  'workflow-type undeprecate refund@1.0',
  'workflow-type delete refund@1.0 --yes',
  'workflow-type deprecate refund@1.0',
  'workflow-type delete refund@1.0 --yes',
  'activity-type register refund@1.0',
  'activity-type deprecate refund@1.0',
  'activity-type undeprecate refund@1.0',
  'activity-type deprecate refund@1.0',
  'activity-type delete refund@1.0 --yes',
];

/** Those that run until they are stopped, print scripts or help, or tell of this machine. */
const OTHERS = ['dev', 'console', 'completion', 'help', 'doctor'];

/** Run ids, ports and folders differ each time. */
function stable(text: string): string {
  return text
    .replaceAll(/22(?:[A-Za-z0-9+/]|%2[BF]){10,}(?:=|%3D)*(?:…)?/g, '22hO…bRk=')
    .replaceAll(/\b22[A-Za-z0-9+/]{2}…[A-Za-z0-9+/]{3}=/g, '22hO…bRk=')
    .replaceAll(folder, 'DIR');
}

describe('swf', () => {
  it('prints what its golden shows, command by command', async () => {
    const shown: string[] = [];
    for (const command of COMMANDS) {
      const argv = command.split(' ').map((word) => word.replace('DIR', folder));
      const run = OWN.includes(argv[0] ?? '') ? swf : test.swf;
      const { exitCode, stdout, stderr } = await run(argv, { env: { HOME: home, TZ: 'UTC' } });
      shown.push(stable(`$ swf ${command}\n${stdout}${stderr}${exitCode === 0 ? '' : `exit code ${exitCode}\n`}`));
    }
    await expect(shown.join('\n')).toMatchFileSnapshot('goldens.txt');
  });

  it('has a golden for every command', () => {
    const paths = leaves(program)
      .map(({ path }) => path)
      .filter((path) => path[0] !== 'execution' && !path.some((name) => OTHERS.includes(name)))
      .map((path) => path.join(' '));
    expect(paths.filter((path) => !COMMANDS.some((command) => `${command} `.startsWith(`${path} `)))).toEqual([]);
  });
});
