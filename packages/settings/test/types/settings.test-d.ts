import { DescribeDomainCommand, type DescribeDomainCommandOutput, type SWFClient } from '@aws-sdk/client-swf';
import * as settings from '@swf/settings';
import { DoesNotExistError, SwfError } from '@swf/settings/errors';
import { pages, send } from '@swf/settings/request';
import { TIMEOUT, type Timeout } from '@swf/settings/wire';
import { expectTypeOf, it } from 'vitest';

const command = new DescribeDomainCommand({ name: 'orders' });
const context = { kind: 'Domain', name: 'orders' };

it('settings are read, and set in part', () => {
  expectTypeOf(settings.get().region).toEqualTypeOf<string | undefined>();
  expectTypeOf(settings.connect()).toEqualTypeOf<SWFClient>();
  settings.set({ region: undefined, credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }) });
  settings.set(settings.fromEnv({ AWS_REGION: 'eu-west-1' }));
  // @ts-expect-error there is no such setting
  settings.set({ regoin: 'eu-west-1' });
  // @ts-expect-error it is a number
  settings.set({ maxAttempts: '3' });
  // @ts-expect-error what get() answers does not change
  settings.get().region = 'eu-west-1';
});

it('send answers with what the command answers', () => {
  expectTypeOf(send(command, context)).resolves.toEqualTypeOf<DescribeDomainCommandOutput>();
  expectTypeOf(pages(async () => ({ count: 1, nextPageToken: undefined }))).toExtend<
    AsyncIterable<{ count: number }>
  >();
  // @ts-expect-error a page may have a next one
  void pages(async () => 5);
  // @ts-expect-error the resource is named for the errors
  void send(command);
});

it('is narrows', () => {
  const error: unknown = undefined;
  if (SwfError.is(error)) expectTypeOf(error.code).toEqualTypeOf<string>();
  if (DoesNotExistError.is(error)) expectTypeOf(error).toEqualTypeOf<DoesNotExistError>();
});

it('timeouts are numbers or NONE', () => {
  expectTypeOf<Timeout>().toEqualTypeOf<number | 'NONE'>();
  expectTypeOf(TIMEOUT.parse('5')).toEqualTypeOf<Timeout | undefined>();
  // @ts-expect-error strings are for the wire
  TIMEOUT.format('timeout', '30');
});
