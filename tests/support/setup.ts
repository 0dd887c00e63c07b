// Before every test file: property tests draw from the one seed, so no run differs from the last.
import fc from 'fast-check';
import { seed } from './property-seed.ts';

fc.configureGlobal({ seed, numRuns: 100 });
