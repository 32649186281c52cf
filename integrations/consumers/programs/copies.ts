import { createLocalService } from '@swf/local';
import { Domain, type WorkflowType } from '@swf/models';
import * as settings from '@swf/settings';
import { SwfError } from '@swf/settings/errors';

/** Shows that two versions of `@swf/models`, each with its own settings, accept each other. */
async function meet() {
  // The consumer gives these names to versions that no registry has.
  const [nextModels, nextSettings, nextErrors] = ['next-models', 'next-settings', 'next-settings/errors'];
  const next = (await import(nextModels)) as { Domain: typeof Domain; WorkflowType: typeof WorkflowType };
  const theirSettings = (await import(nextSettings)) as typeof settings;
  const theirErrors = (await import(nextErrors)) as { SwfError: typeof SwfError };
  const service = createLocalService();

  settings.set({ region: 'eu-west-1' });
  const sameSettings = theirSettings.get().region === 'eu-west-1' && theirSettings.connect() === settings.connect();
  theirSettings.setClient(service.client());

  const domain = await new Domain('orders', { retentionPeriodInDays: 1 }).save();
  const type = new next.WorkflowType(domain, 'order', '1.0', { defaultTaskList: 'orders' });
  const found = await (await type.save()).exists();
  const missing = await new next.Domain('missing').upstream().catch((error: unknown) => error);
  await service.close();
  return {
    distinct: next.Domain !== Domain && theirErrors.SwfError !== SwfError,
    sameSettings,
    modelOfTheOtherCopy: type.domain === domain && found,
    errorOfTheOtherCopy: SwfError.is(missing) && theirErrors.SwfError.is(missing) && !(missing instanceof SwfError),
  };
}

void meet().then((answer) => console.log(JSON.stringify(answer)));
