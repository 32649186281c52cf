import { createInterface } from 'node:readline';
import { actors, leanActors } from './subjects/actors.js';
import { awsSwf } from './subjects/aws-swf.js';
import { bareLean, bareSdk } from './subjects/bare-sdk.js';
import { simpleSwf } from './subjects/simple-swf.js';
import type { Subject } from './subjects/subject.js';

// The process of one subject: `run-subject NAME ENDPOINT`. It prints a line when it polls, and
// then, for each line on standard input, the CPU time that it has used, in seconds.
const SUBJECTS: Readonly<Record<string, Subject>> = {
  'bare SDK': bareSdk,
  'bare SDK, lean client': bareLean,
  '@swf/actors': actors,
  '@swf/actors, lean client': leanActors,
  '@swf/actors, lean client, larger young generation': leanActors,
  'aws-swf': awsSwf,
  'simple-swf': simpleSwf,
};

const [name = '', endpoint = ''] = process.argv.slice(2);
await SUBJECTS[name]?.(endpoint);
const lines = createInterface(process.stdin);
process.stdout.write('started\n');
for await (const _ of lines) {
  const { user, system } = process.cpuUsage();
  process.stdout.write(`${(user + system) / 1e6}\n`);
}
// The pollers of the subject never end.
process.exit(0);
