/** The only door of `src/sim`. */
export { KIB, MIB, quotas } from './kinesis/quotas.ts';
