import { readFileSync } from 'node:fs';
import { History } from '@swf/history';

const history = History.from(JSON.parse(readFileSync(process.argv[2] ?? 0, 'utf8')));
for (const { activityId, state } of history.compile().activityTasks) console.log(activityId, state);
