import fc from 'fast-check';
import { vi } from 'vitest';

// Files share a process, but not what the modules of another file keep.
vi.resetModules();

// Every run is the same. FC_SEED selects another, to look further or to repeat a failure.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_120_125) });
