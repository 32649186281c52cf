import { ActivityTypeQuerySet, DomainQuerySet, WorkflowExecutionQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import { describe, expect, it } from 'vitest';

describe('a queryset', () => {
  it('stays one of its subclass, with the fields that the subclass added', () => {
    class OrderTypes extends WorkflowTypeQuerySet {
      seen = 1;

      newest() {
        return this.reverse();
      }
    }
    class Domains extends DomainQuerySet {
      seen = 1;
    }
    class Executions extends WorkflowExecutionQuerySet {
      seen = 1;
    }
    class Activities extends ActivityTypeQuerySet {
      seen = 1;
    }
    const orderTypes = new OrderTypes({ name: 'orders' });
    orderTypes.seen = 2;

    expect(orderTypes.filter({ name: 'order' }).newest()).toBeInstanceOf(OrderTypes);
    const derived = orderTypes.filter({ name: 'order' }).newest().limit(3);
    expect(derived.seen).toBe(2);
    derived.seen = 3;
    expect(orderTypes.seen).toBe(2);
    for (const queryset of [new Domains(), new Executions({ name: 'orders' }), new Activities({ name: 'orders' })]) {
      expect(queryset.limit(1).reverse()).toMatchObject({ seen: 1 });
    }
  });

  it('is readable in a template string', () => {
    const executions = new WorkflowExecutionQuerySet({ name: 'orders' });

    expect(`${new WorkflowTypeQuerySet({ name: 'orders' }).filter({ name: 'order' }).limit(3)}`).toBe(
      'WorkflowTypeQuerySet of domain "orders" {"name":"order"}, limit 3, by name, ascending',
    );
    expect(`${new DomainQuerySet()}`).toBe('DomainQuerySet, by name, ascending');
    expect(`${executions.filter({ status: 'OPEN' }).reverse()}`).toBe(
      'WorkflowExecutionQuerySet of domain "orders" {"status":"OPEN"}, by startTimestamp, oldest first',
    );
  });
});
