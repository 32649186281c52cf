import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonNode, jsonText, parseJson } from '../../src/page/execution/json/parse-json.js';

function plain(node: JsonNode): unknown {
  if (node.kind === 'object') return Object.fromEntries(node.members.map(([name, value]) => [name, plain(value)]));
  if (node.kind === 'array') return node.items.map(plain);
  return node.kind === 'string' ? node.text : JSON.parse(node.text);
}

describe('parseJson()', () => {
  it('reads every JSON value', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const node = parseJson(text);
        expect(node && plain(node)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps digits, the order of names, and names that mean something in JavaScript', () => {
    const node = parseJson('{"b":12345678901234567890,"2":1.0,"__proto__":{"x":1e400},"b":null}');
    expect(node?.kind === 'object' && node.members).toEqual([
      ['b', { kind: 'number', text: '12345678901234567890' }],
      ['2', { kind: 'number', text: '1.0' }],
      ['__proto__', { kind: 'object', members: [['x', { kind: 'number', text: '1e400' }]] }],
      ['b', { kind: 'null', text: 'null' }],
    ]);
  });

  it('reads values that are nested deeply, and long strings', () => {
    const text = `${'['.repeat(5000)}"${'\\"'.repeat(200_000)}"${']'.repeat(5000)}`;
    let node = parseJson(text);
    for (let depth = 0; depth < 5000; depth++) node = node?.kind === 'array' ? node.items[0] : undefined;
    expect(node?.kind === 'string' && node.text.length).toBe(200_000);
  });

  it.each(['', 'text', '{"a":1', "{'a':1}", '{"a":01}', 'NaN'])('takes %j for text', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });
});

describe('jsonText()', () => {
  it('writes every JSON value without white space, digits as they were', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const node = parseJson(JSON.stringify(value, null, 2));
        expect(node && jsonText(node)).toBe(JSON.stringify(value));
      }),
    );
    const exact = '{"b":[12345678901234567890,1.0],"":{},"b":[]}';
    const node = parseJson(exact);
    expect(node && jsonText(node)).toBe(exact);
  });

  it.each([5000, 15_000])('writes values that are nested %d deep', (depth) => {
    const text = `${'{"a":['.repeat(depth / 2)}${']}'.repeat(depth / 2)}`;
    const node = parseJson(text);
    expect(node && jsonText(node)).toBe(text);
  });
});
