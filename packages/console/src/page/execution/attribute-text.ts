import { timeoutText } from '@swf/explain';
import type { JsonNode } from './json/parse-json.js';

/** Returns an attribute as text: a structure of SWF's in one line, a timeout with its unit. */
export function attributeText(name: string, value: JsonNode): string {
  if (value.kind === 'array') return value.items.map((item) => attributeText('', item)).join(', ');
  if (value.kind === 'object') return structureText(value.members);
  return /Timeout$/.test(name) && /^\d+$/.test(value.text) ? timeoutText(Number(value.text)) : value.text;
}

/** Returns a type as `name@version`, an execution as its workflow id. */
function structureText(all: readonly (readonly [name: string, value: JsonNode])[]): string {
  const members = new Map(all);
  const [name, version, workflowId] = ['name', 'version', 'workflowId'].map((member) => {
    const value = members.get(member);
    return value?.kind === 'string' ? value.text : undefined;
  });
  if (name !== undefined) return version === undefined ? name : `${name}@${version}`;
  if (workflowId !== undefined) return workflowId;
  return all.map(([member, value]) => `${member} ${attributeText(member, value)}`).join(', ');
}
