// Starts the program of that name beside it, which is TypeScript.
import { register } from 'tsx/esm/api';

register();
await import(`./${process.argv[2]}.ts`);
