// The primary of a pool whose processes run the actors beside it. It forwards their reports.
import cluster from 'node:cluster';
import { pool } from '@swf/actors/pool';

cluster.on('message', (_worker, message) => process.send?.(message));
const processes = pool({
  exec: new URL('./start.js', import.meta.url),
  args: ['actors'],
  size: 2,
  stopOn: ['SIGINT', 'SIGTERM'],
});
await processes.stopped;
if (process.connected) process.disconnect?.();
