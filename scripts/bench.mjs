import { runProgram } from './run-program.mjs';
import { setUp } from './setup.mjs';
import { root } from './steps.mjs';

const code = await setUp();
if (code === 0) {
  runProgram(`${root}/benchmarks`, ['--expose-gc', '--import', 'tsx', 'src/main.ts', ...process.argv.slice(2)]);
} else {
  process.exitCode = code;
}
