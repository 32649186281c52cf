import * as models from '@swf/models';
import { describe, expect, it, vi } from 'vitest';
import { rejection, useLocalService } from './support/local.js';

useLocalService();

describe('two copies of the package in one program', () => {
  it("accept and compare each other's models, and recognize each other's errors", async () => {
    vi.resetModules();
    const copy = await import('@swf/models');
    const domain = new models.Domain('orders', { retentionPeriodInDays: 1 });
    const twin = new copy.Domain('orders', { retentionPeriodInDays: 1 });
    const type = new copy.WorkflowType(domain, 'order', '1.0');

    expect(copy.Domain).not.toBe(models.Domain);
    expect(type.domain).toBe(domain);
    expect(domain.equals(twin)).toBe(true);
    expect(domain.equals(null as unknown as typeof twin)).toBe(false);
    expect(type.equals(new models.WorkflowType(twin, 'order', '1.0'))).toBe(true);
    expect(models.WaitTimeoutError.is(new copy.WaitTimeoutError('late'))).toBe(true);
    expect(models.WaitTimeoutError.is(await rejection(domain.upstream()))).toBe(false);
  });

  it('share the client of the settings', async () => {
    vi.resetModules();
    const copy = await import('@swf/models');
    await new models.Domain('orders', { retentionPeriodInDays: 1 }).save();

    expect(await new copy.Domain('orders').exists()).toBe(true);
  });
});
