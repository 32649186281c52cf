import { spawn } from 'node:child_process';
import { startLocalService } from '@swf/local';

/** Runs another program against a local service: `with-local-service.js <node> <program>`. */
const [, , node = process.execPath, program = ''] = process.argv;

void startLocalService().then((service) => {
  const child = spawn(node, [program], {
    stdio: 'inherit',
    env: {
      ...process.env,
      AWS_ENDPOINT_URL_SWF: service.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
    return service.close();
  });
});
