import { DescribeDomainCommand } from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { SwfError } from '@swf/settings/errors';
import { send } from '@swf/settings/request';

// Describes a domain at the endpoint in its argument: prints its name, or the code of the error.
const [endpoint] = process.argv.slice(2);
const keys = { accessKeyId: 'id', secretAccessKey: 'secret' };
const client = connect({ endpoint, region: 'eu-west-1', maxAttempts: 1, ...keys });
try {
  const answer = await send(
    new DescribeDomainCommand({ name: 'orders' }),
    { kind: 'Domain', name: 'orders' },
    { client },
  );
  console.log(answer.domainInfo?.name);
} catch (error) {
  if (!SwfError.is(error)) throw error;
  console.log(error.code);
}
client.destroy();
