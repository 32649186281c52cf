import { SWFClient } from '@aws-sdk/client-swf';
import * as settings from '@swf/settings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isolate, thrownBy } from '../support/isolated.js';

const { swf } = isolate();
const region = () => settings.connect().config.region();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('connect without overrides', () => {
  it('follows the settings of the program and the environment at once', async () => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    expect(await region()).toBe('eu-west-1');
    vi.stubEnv('AWS_REGION', 'eu-west-2');
    expect(await region()).toBe('eu-west-2');
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_DEFAULT_REGION', 'eu-west-3');
    expect(await region()).toBe('eu-west-3');
    settings.set({ region: 'us-east-1' });
    expect(await region()).toBe('us-east-1');
    settings.clear();
    expect(await region()).toBe('eu-west-3');
  });

  it('returns the client given to setClient until it is unset', async () => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    const mine = new SWFClient({ region: 'us-east-1' });
    await region();
    settings.setClient(mine);
    expect(settings.connect()).toBe(mine);
    settings.setClient(undefined);
    expect(await region()).toBe('eu-west-1');
  });

  it('reads the file of the home directory once a second', async () => {
    swf('[defaults]\nregion = eu-west-1');
    expect(await region()).toBe('eu-west-1');
    swf('[defaults]\nregion = eu-west-2');
    vi.advanceTimersByTime(999);
    expect(await region()).toBe('eu-west-1');
    vi.advanceTimersByTime(1);
    expect(await region()).toBe('eu-west-2');
  });

  it('follows a change of the home directory at once', async () => {
    vi.stubEnv('AWS_REGION', 'eu-west-2');
    swf('[defaults]\nregion = eu-west-1');
    expect(await region()).toBe('eu-west-1');
    vi.stubEnv('HOME', '/nowhere');

    expect(await region()).toBe('eu-west-2');
  });

  it('keeps the client in use, however many others are made', () => {
    settings.set({ region: 'eu-west-1' });
    const first = settings.connect();
    for (let other = 0; other < 40; other += 1) {
      settings.connect({ profile: `team-${other}` });
      settings.connect();
    }
    vi.advanceTimersByTime(1000);

    expect(settings.connect() === first).toBe(true);
  });

  it('throws for a malformed file each time', () => {
    swf('[defaults');

    for (const _ of [1, 2]) expect(thrownBy(() => settings.connect())).toMatchObject({ code: 'SETTINGS' });
  });
});
