import { History } from '@swf/history';
import { longHistory } from './history/long-history.js';
const ours = JSON.parse(JSON.stringify(longHistory(25000)));
const keep: unknown[] = [];
for (let i = 0; i < 600; i++) keep[0] = History.from(ours).compile();
