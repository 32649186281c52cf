// Starts the program beside it, which is TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./actors.ts');
