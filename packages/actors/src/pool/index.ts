export { type PoolOptions, type PoolStopOptions, type ProcessPool, pool } from './process-pool.js';
