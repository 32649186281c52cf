import { readFileSync } from 'node:fs';
import { History, timeline } from '@swf/history';

const history = History.from(JSON.parse(readFileSync(process.argv[2] as string, 'utf8')));
for (const { label, state } of timeline(history)) console.log(label, state);
for (const { message } of history.verify()) console.log(message);
