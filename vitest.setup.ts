import fc from 'fast-check';

// A run is the same run everywhere; FC_SEED makes it another one, to look further or to repeat a failure.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_120_125) });
