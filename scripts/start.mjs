import { runProgram } from './run-program.mjs';
import { SOURCES, setUpSources } from './setup.mjs';
import { root } from './steps.mjs';

const code = await setUpSources();
if (code === 0) {
  runProgram(`${root}/examples/order-fulfillment`, [
    SOURCES,
    '--import',
    'tsx',
    'src/main.ts',
    ...process.argv.slice(2),
  ]);
} else {
  process.exitCode = code;
}
