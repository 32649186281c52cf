import { History } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import { recording } from '../support/recordings.js';

const chain = recording('test_chain_send_result');
const ids = (events: Iterable<{ readonly id: number }>) => [...events].map(({ id }) => id);

describe('History.parse', () => {
  const lines = chain.events.map((event) => JSON.stringify(event));

  it.each([
    ['JSON of an answer', JSON.stringify(chain)],
    ['indented JSON', JSON.stringify({ events: chain.events }, undefined, 2)],
    ['an array', JSON.stringify(chain.events)],
    ['a line for each event', lines.join('\n')],
    ['lines of a file from Windows', `\uFEFF${lines.join('\r\n')}\r\n`],
    ['an answer that ends with another member', JSON.stringify({ events: chain.events, workflowExecution: {} })],
    ['such an answer as a line', `${JSON.stringify({ events: chain.events, workflowExecution: {} })}\n`],
    ['lines with empty ones between them', `\n${lines.join('\n\n')}\n \n`],
  ])('takes %s', (_, text) => {
    expect(ids(History.parse(text))).toEqual(chain.events.map(({ eventId }) => eventId));
  });

  // The last takes minutes if what follows the line is looked at from each line break.
  it.each([lines[0], `${lines[0]}\n`, `${lines[0]}${'\n'.repeat(300_000)}`])(
    'takes the line of a single event: %#',
    (text) => {
      expect(ids(History.parse(text ?? ''))).toEqual([1]);
    },
  );

  it.each([
    ['', /^line 1 is not JSON: /],
    ['{"events": [\n{"eventId": 1},\n{eventId: 2}]}', /^line 3 is not JSON: /],
    ['{"events": [\n{eventId: 1},\n{"eventId": 2}\n]}', /^line 2 is not JSON: Expected property name or '}'$/],
    ['\n{eventId: 1}', /^line 2 is not JSON: Expected property name or '}'$/],
    ['[\n\n', /^line 3 is not JSON: Unexpected end of JSON input$/],
    [`${lines.slice(0, 3).join('\n')}\n{"eventId": 4, "eve`, /^line 4 is not JSON: /],
    ['{"events": [\n{"eventId": 1,', /^line 2 is not JSON: /],
    ['{"events": [\n{"eventId": 1},\noops,\n{"eventId": 2}\n]}', /^line 3 is not JSON: Unexpected token 'o'$/],
    ['{"events": [\n{"eventId": 1},\n{"eventId": 2},\n]}\n\n', /^line 4 is not JSON: Unexpected token '\]'$/],
    ['{"events": [\n1,,\n"oops, oops, oops, oops, oops, oops, oops"\n]}', /^line 2 is not JSON: Unexpected token ','$/],
    ['[\r\n{"eventId": 1},\r\noops\r\n]\r\n', /^line 3 is not JSON: Unexpected token 'o'$/],
    ['["at position 0",\nx]', /^line 2 is not JSON: Unexpected token 'x'$/],
    ['[\ntru\n]', /^line 2 is not JSON: Unexpected token$/],
    [`${lines[0]}\n{"eventId": oops}\n${lines[1]}`, /^line 2 is not JSON: Unexpected token 'o'$/],
    ['{"name": 1}', /^source must be an iterable of events, or hold them as "events"/],
    [`${lines[0]}\n{"eventId": 2}`, /^events\[1\]\.eventType must be a string, got undefined/],
  ])('refuses %j', (text, message) => {
    expect(() => History.parse(text)).toThrow(message);
    expect(() => History.parse(text)).toThrow(InvalidArgumentError);
  });
});
