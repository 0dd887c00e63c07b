/** What each card's run must prove, by card. */
import type { Proof } from './seen.ts';
import { commands } from './commands.ts';
import { reading } from './reading.ts';
import { writing } from './writing.ts';

export const proofs: Readonly<Record<string, readonly Proof[]>> = { ...writing, ...reading, ...commands };
