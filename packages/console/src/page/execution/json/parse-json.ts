/** A part of a JSON text. Numbers and strings are as written, so that no digit is lost. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly (readonly [name: string, value: JsonNode])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number' | 'boolean' | 'null'; readonly text: string };

const TOKEN = /[{}[\]:,]|"(?:[^"\\]+|\\.)*"|[^\s{}[\]:,"]+/g;

/** Parses JSON; undefined for any other text. */
export function parseJson(text: string): JsonNode | undefined {
  try {
    // The scanner below relies on it that the text is JSON.
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const tokens = text.match(TOKEN) ?? [];
  let position = 0;
  const next = () => tokens[position++] ?? '';

  // A stack of its own: payloads can be nested deeper than calls can.
  interface Frame {
    readonly kind: 'object' | 'array';
    readonly members: [string, JsonNode][];
    readonly items: JsonNode[];
    name: string;
  }
  const frames: Frame[] = [];
  for (;;) {
    const token = next();
    let value: JsonNode | undefined;
    if (token === '{' || token === '[') {
      frames.push({ kind: token === '{' ? 'object' : 'array', members: [], items: [], name: '' });
    } else if (token === '}' || token === ']') {
      const frame = frames.pop();
      if (frame)
        value =
          frame.kind === 'object' ? { kind: 'object', members: frame.members } : { kind: 'array', items: frame.items };
    } else if (token === ',') {
      continue;
    } else if (frames.at(-1)?.kind === 'object' && tokens[position] === ':') {
      next();
      const frame = frames.at(-1);
      if (frame) frame.name = JSON.parse(token) as string;
    } else {
      value = scalarOf(token);
    }
    if (value === undefined) {
      if (token === '') return undefined;
      continue;
    }
    const parent = frames.at(-1);
    if (parent === undefined) return value;
    if (parent.kind === 'object') parent.members.push([parent.name, value]);
    else parent.items.push(value);
  }
}

function scalarOf(token: string): JsonNode {
  if (token.startsWith('"')) return { kind: 'string', text: JSON.parse(token) as string };
  if (token === 'null') return { kind: 'null', text: token };
  return { kind: token === 'true' || token === 'false' ? 'boolean' : 'number', text: token };
}

/** Returns how many members or items a node has; 0 for a scalar. */
export function sizeOf(node: JsonNode): number {
  if (node.kind === 'object') return node.members.length;
  return node.kind === 'array' ? node.items.length : 0;
}

/** Writes what was parsed without white space. Digits stay as they were written. */
export function jsonText(node: JsonNode): string {
  const parts: string[] = [];
  // What is still to be written, the next last: a stack of its own, as for reading.
  const rest: (JsonNode | string)[] = [node];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === 'string') parts.push(next);
    else if (next.kind === 'string') parts.push(JSON.stringify(next.text));
    else if (next.kind === 'array' || next.kind === 'object')
      for (const part of partsOf(next).reverse()) rest.push(part);
    else parts.push(next.text);
  }
  return parts.join('');
}

function partsOf(node: Extract<JsonNode, { readonly kind: 'array' | 'object' }>): (JsonNode | string)[] {
  const comma = (index: number) => (index === 0 ? '' : ',');
  if (node.kind === 'array') return ['[', ...node.items.flatMap((item, index) => [comma(index), item]), ']'];
  const members = node.members.flatMap(([name, value], index) => [`${comma(index)}${JSON.stringify(name)}:`, value]);
  return ['{', ...members, '}'];
}
