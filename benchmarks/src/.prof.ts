import { History } from '@swf/history';
import { activityId, longHistory } from './history/long-history.js';
const length = Number(process.argv[2] ?? 100);
const json = JSON.stringify(longHistory(length));
const parse = () => JSON.parse(json);
const ours = parse();
const activities = Math.floor((length - 2) / 6);
const asked = Array.from({ length: 10 }, (_, index) => activityId(Math.max(1, activities - index)));
const time = (name: string, f: () => unknown, n: number) => {
  for (let i = 0; i < n; i++) f();
  const rounds: number[] = [];
  for (let r = 0; r < 9; r++) { if (process.env.GC) globalThis.gc!(); const a = process.cpuUsage(); for (let i = 0; i < n; i++) f(); const { user, system } = process.cpuUsage(a); rounds.push((user + system) / n); }
  rounds.sort((a, b) => a - b);
  console.log(name.padEnd(30), rounds[4]!.toFixed(1), 'µs  min', rounds[0]!.toFixed(1));
};
const keep: unknown[] = []; if (process.env.KEEP) { const h = History.from(parse()); const s = h.compile(); keep.push(h, s, [...s.activityTasks]); }
const n = Math.max(10, 300_000 / length);
time('parse', parse, n);
time('from', () => History.from(ours), n);
time('from+compile', () => History.from(ours).compile(), n);
time('from+compile+1 get', () => History.from(ours).compile().activityTasks.get(asked[0]!), n);
time('from+compile+10 get', () => { const s = History.from(ours).compile(); return asked.every((id) => s.activityTasks.get(id)?.state === 'completed'); }, n);
globalThis.keep = keep;
