import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkLength, checkOneOf, checkOptions, preview } from '@swf/settings/wire';
import type { LiveRequest, Topic } from '../../api/live.js';
import type { Route } from '../http/route.js';
import type { Services } from '../services.js';

const MOST_TOPICS = 100;
const MOST_NAMES = 50;

const MEMBERS: { readonly [Name in Topic['topic']]: Readonly<Record<string, true>> } = {
  history: { domain: true, workflowId: true, runId: true, after: true },
  list: { domain: true, q: true },
  counts: { domain: true, q: true },
  taskLists: { domain: true, names: true },
  batch: { batch: true },
};

/** The stream of a tab. */
export function liveRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/live',
      body: { topics: true },
      handle: async ({ body, signal }) => {
        const stream = services.streams.open(checkTopics(body as LiveRequest), signal);
        return new Response(stream.body, {
          // Proxies must not wait for more before they pass on what there is.
          headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
        });
      },
    },
  ];
}

function checkTopics({ topics }: LiveRequest): readonly Topic[] {
  if (!Array.isArray(topics) || topics.length === 0 || topics.length > MOST_TOPICS) {
    const got = Array.isArray(topics) ? `${topics.length}` : preview(topics);
    throw new InvalidArgumentError(`topics must be an array of 1 to ${MOST_TOPICS} topics, got ${got}`);
  }
  return topics.map((topic, index) => checkTopic(`topics[${index}]`, topic));
}

function checkTopic(field: string, topic: Topic): Topic {
  if (typeof topic !== 'object' || topic === null) {
    throw new InvalidArgumentError(`${field} must be an object, got ${preview(topic)}`);
  }
  checkOneOf(`${field}.topic`, topic.topic, Object.keys(MEMBERS) as Topic['topic'][]);
  const members = MEMBERS[topic.topic];
  checkOptions<object>(field, topic, { id: true, topic: true, ...members });
  for (const name of ['id', ...Object.keys(members)]) {
    const value: unknown = Reflect.get(topic, name);
    if (name === 'after') checkInteger(`${field}.after`, value as number, { max: Number.MAX_SAFE_INTEGER });
    else if (name === 'names') checkNames(`${field}.names`, value);
    else checkLength(`${field}.${name}`, value as string, { min: name === 'q' ? 0 : 1, max: 2000 });
  }
  return topic;
}

function checkNames(field: string, names: unknown): void {
  if (!Array.isArray(names) || names.length > MOST_NAMES) {
    throw new InvalidArgumentError(`${field} must be an array of at most ${MOST_NAMES} names, got ${preview(names)}`);
  }
  for (const name of names) checkLength(field, name, { min: 1, max: 256 });
}
