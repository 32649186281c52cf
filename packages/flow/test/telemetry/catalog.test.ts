import { readFileSync } from 'node:fs';
import { type Attributes, createNoopMeter, type MetricOptions, metrics } from '@opentelemetry/api';
import { activity, implement, sleep, workflow } from '@swf/flow';
import { afterAll, describe, expect, it } from 'vitest';
import { flowService } from '../support/flow-service.js';

interface Instrument {
  readonly kind: string;
  readonly unit: string;
  readonly description: string;
  readonly attributes: Set<string>;
}

/** The attributes that every point has. */
const SHARED = ['swf.domain', 'swf.task_list'];

const instruments = new Map<string, Instrument>();

/** Returns a function that makes instruments of that kind, which note the attributes of their points. */
function maker(kind: string) {
  return (name: string, { unit = '', description = '' }: MetricOptions = {}) => {
    const { attributes } = instruments.get(name) ?? { attributes: new Set<string>() };
    instruments.set(name, { kind, unit, description, attributes });
    const note = (_value: number, point: Attributes = {}) => {
      expect(Object.keys(point)).toEqual(expect.arrayContaining(SHARED));
      for (const key of Object.keys(point)) if (!SHARED.includes(key)) attributes.add(key);
    };
    return { add: note, record: note };
  };
}

const meter = new Proxy(createNoopMeter(), {
  get: (_, method) => maker(String(method).replace(/^create/, '')),
});
metrics.setGlobalMeterProvider({ getMeter: () => meter });
afterAll(() => metrics.disable());

/** The table of metrics in `docs/operating.md`. */
function catalog(): ReadonlyMap<string, Omit<Instrument, 'description'>> {
  const page = readFileSync(new URL('../../../../docs/operating.md', import.meta.url), 'utf8');
  const rows = page.matchAll(/^\| `(swf\.[\w.]+)` +\| (\w+) +\| (\w*) +\| ([^|]*)\| \S/gm);
  return new Map(
    [...rows].map(([, name = '', kind = '', unit = '', names = '']) => {
      const attributes = new Set([...names.matchAll(/`(\w+)`/g)].map(([, attribute = '']) => attribute));
      return [name, { kind, unit, attributes }];
    }),
  );
}

describe('docs/operating.md', () => {
  it('lists every metric of actors and flows, with its kind, unit and attributes, and each has a description', async () => {
    await using service = await flowService();
    const { client, domain, faults } = service;
    const double = activity<number, number>('double', '1.0', { taskList: 'work', startToCloseTimeout: 30 });
    const doubling = workflow('doubling', '1.0', { taskList: 'flows' }, async (value: number) => {
      await sleep(60);
      return double(value);
    });
    // The SDK hides two failures.
    faults.set([{ operations: ['RespondActivityTaskCompleted'], status: 503, count: 3 }]);
    await service.run({ workflows: [doubling], residents: false }, [implement(double, async (value) => 2 * value)]);
    expect(await service.result(await doubling.start(domain, { workflowId: 'two', input: 2, client }))).toBe(4);

    const listed = catalog();
    const shape = ({ kind, unit }: Omit<Instrument, 'description'>) => ({ kind, unit });
    expect(Object.fromEntries([...listed].map(([name, row]) => [name, shape(row)]))).toEqual(
      Object.fromEntries([...instruments].map(([name, made]) => [name, shape(made)])),
    );
    expect(Object.fromEntries([...instruments].map(([name, { description }]) => [name, description]))).toEqual({
      'swf.tasks.running': 'Tasks in progress',
      'swf.task.duration': 'From the receipt of a task to its answer',
      'swf.tasks.lost': 'Tasks that ended without an answer',
      'swf.tasks.stuck': 'Tasks whose work goes on after their end',
      'swf.polls': 'Long polls that have ended',
      'swf.retries': 'Requests sent again after a failure',
      'swf.errors': 'Non-transient errors',
      'swf.flow.turns': 'Turns of workflow functions that were decided',
      'swf.flow.replays': 'Runs that were replayed from their first event',
      'swf.flow.replayed_events': 'Events of histories that were replayed',
      'swf.flow.non_determinism_errors': 'Histories that the code did not fit',
      'swf.flow.deferrals': 'Tasks of failing runs that were put off',
      'swf.flow.held_commands': 'Commands that were left out of an answer',
    });
    const moved = [...instruments].filter(([, { attributes }]) => attributes.size > 0);
    expect(moved.map(([name]) => name)).toEqual(
      expect.arrayContaining(['swf.task.duration', 'swf.polls', 'swf.retries', 'swf.flow.turns', 'swf.flow.replays']),
    );
    expect(moved.map(([name, { attributes }]) => [name, attributes])).toEqual(
      moved.map(([name]) => [name, listed.get(name)?.attributes]),
    );
  });
});
