import { RegisterActivityTypeCommand, RegisterWorkflowTypeCommand } from '@aws-sdk/client-swf';
import type { Catalog } from '@swf/explain';
import { describe, expect, it } from 'vitest';
import { openConsoleTab } from '../support/console-tab.js';
import { openTab } from '../support/tab.js';

/**
 * A tab in front of a domain with `order@1.0`, `order@2.0`, `plain@1.0`, and activity `charge@1.0`.
 */
async function typesTab() {
  const { swf } = await openConsoleTab();
  const type = (name: string, version: string, list?: string) => ({
    domain: 'orders',
    name,
    version,
    ...(list !== undefined && { defaultTaskList: { name: list } }),
  });
  await swf.client.send(new RegisterWorkflowTypeCommand(type('order', '2.0', 'orders-new')));
  await swf.client.send(new RegisterWorkflowTypeCommand(type('plain', '1.0')));
  await swf.client.send(new RegisterActivityTypeCommand(type('charge', '1.0', 'payments')));
  const { signal } = new AbortController();
  return {
    signal,
    ...(await import('../../../src/page/types/domain-types.js')),
    ...(await import('../../../src/page/task-lists/named-lists.js')),
  };
}

const names = (types: readonly { readonly name: string; readonly version: string }[]) =>
  types.map(({ name, version }) => `${name}@${version}`).sort();

describe('The types of a domain', () => {
  it('are described if a file has them, too', async () => {
    const { signal, listTypes, typesToDescribe, describeTypes } = await typesTab();
    const listed = await listTypes('orders', signal);
    expect([names(listed.workflowTypes), names(listed.activityTypes)]).toEqual([
      ['order@1.0', 'order@2.0', 'plain@1.0'],
      ['charge@1.0'],
    ]);
    const file: Catalog = { workflowTypes: [{ name: 'order', version: '2.0' }], activityTypes: [] };
    const wanted = typesToDescribe(file, listed);
    expect([names(wanted.workflowTypes), wanted.activityTypes]).toEqual([['order@2.0'], []]);
    let count = 0;
    const described = await describeTypes('orders', listed, wanted, {
      signal,
      onDescribed: () => {
        count += 1;
      },
    });
    expect([count, names(described.workflowTypes)]).toEqual([1, names(listed.workflowTypes)]);
    const lists = described.workflowTypes.map((type) => [type.version, type['defaultTaskList']]);
    expect(lists).toContainEqual(['2.0', 'orders-new']);
    expect(lists).toContainEqual(['1.0', undefined]);
  });

  it('are all listed, page after page', async () => {
    const pages = ['', 'two', 'three'];
    const tab = openTab(({ url }) => {
      const { searchParams } = new URL(url);
      const at = pages.indexOf(searchParams.get('page') ?? '');
      return Response.json({ items: [{ name: `type-${at}`, version: '1' }], nextPage: pages[at + 1] });
    });
    const { listTypes } = await import('../../../src/page/types/domain-types.js');
    const { activityTypes, workflowTypes } = await listTypes('orders', new AbortController().signal);
    expect([names(activityTypes), names(workflowTypes)]).toEqual(Array(2).fill(['type-0@1', 'type-1@1', 'type-2@1']));
    expect(tab.paths.filter((path) => path.startsWith('types/workflow'))).toEqual([
      'types/workflow?domain=orders&limit=1000',
      'types/workflow?domain=orders&limit=1000&page=two',
      'types/workflow?domain=orders&limit=1000&page=three',
    ]);
  });

  it('need not be described if they are deprecated', async () => {
    openTab(() => Response.json([]));
    const { typesToDescribe } = await import('../../../src/page/types/domain-types.js');
    const type = { name: 'charge', version: '1', status: 'DEPRECATED' } as const;
    const listed = { activityTypes: [type], workflowTypes: [{ ...type, status: 'REGISTERED' as const }] };
    const file = { activityTypes: [type], workflowTypes: [type] };
    expect(typesToDescribe(file, listed)).toEqual({ activityTypes: [], workflowTypes: listed.workflowTypes });
  });

  it('name the task lists that are their defaults', async () => {
    const { signal, registeredTypes, listsNamedBy } = await typesTab();
    const types = await registeredTypes('orders', signal);
    expect(types.map(({ path }) => path).sort()).toEqual([
      'types/activity',
      'types/workflow',
      'types/workflow',
      'types/workflow',
    ]);
    const found: ReadonlySet<string>[] = [];
    for await (const lists of listsNamedBy(types, 'orders', signal)) found.push(lists);
    expect(found.length).toBe(4);
    expect([...(found.at(-1) ?? [])].sort()).toEqual(['orders', 'orders-new', 'payments']);
  });
});

describe('A catalog', () => {
  const read = async (text: string) => {
    openTab(() => Response.json([]));
    const { readCatalog } = await import('../../../src/page/types/domain-types.js');
    return readCatalog(new File([text], 'types.json'));
  };

  it('is read from a file', async () => {
    const order = { name: 'order', version: '1.0', status: 'REGISTERED' };
    const catalog = await read(JSON.stringify({ activityTypes: [], workflowTypes: [order] }));
    expect([catalog.activityTypes, names(catalog.workflowTypes)]).toEqual([[], ['order@1.0']]);
  });

  it.each([
    ['{', 'types.json is not JSON. Make one with "swf types dump > types.json".'],
    ['[]', 'types.json is not what "swf types dump" prints. It must have activityTypes and workflowTypes.'],
  ])('cannot be read from %s', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

describe('The types of a domain with more than a page of them', () => {
  it('are all listed, and all name their task lists', async () => {
    const tab = openTab(({ url }) => {
      const page = Number(new URL(url).searchParams.get('page') ?? 1);
      return Response.json({
        items: [{ name: 'order', version: `${page}.0` }],
        ...(page < 3 && { nextPage: page + 1 }),
      });
    });
    const { registeredTypes } = await import('../../../src/page/task-lists/named-lists.js');
    const { listTypes } = await import('../../../src/page/types/domain-types.js');
    const { signal } = new AbortController();
    const versions = ['order@1.0', 'order@2.0', 'order@3.0'];
    expect(names(await registeredTypes('orders', signal))).toEqual([...versions, ...versions].sort());
    expect(tab.paths.every((path) => path.includes('status=REGISTERED'))).toBe(true);
    expect(names((await listTypes('orders', signal)).activityTypes)).toEqual(versions);
  });
});
