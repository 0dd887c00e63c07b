/**
 * The chapter's exam: every question, what share of a sitting each topic has, and the sums. Loaded by the exam page alone.
 * AWS publishes weights for the four domains of the exam and for nothing below them; these are our own, by how much of the
 * chapter the exam asks about.
 */
import type { ExamPool, ExamTopic } from '#quiz';
import { makeSum } from '../sums.ts';
import { choosing } from './choosing.ts';
import { commands } from './commands.ts';
import { errors } from './errors.ts';
import { keys } from './keys.ts';
import { libraries } from './libraries.ts';
import { reading } from './reading.ts';
import { resharding } from './resharding.ts';
import { retention } from './retention.ts';
import { security } from './security.ts';
import { shards } from './shards.ts';

const topic = (id: string, title: string, weight: number): ExamTopic => ({ id, title, weight });

export const exam: ExamPool = {
  questions: [...choosing, ...shards, ...keys, ...reading, ...resharding, ...retention, ...libraries, ...errors, ...security, ...commands],
  topics: [
    topic('choosing', 'Choosing the service', 2),
    topic('shards', 'Shards and limits', 1),
    topic('capacity', 'Capacity modes and cost', 1),
    topic('keys', 'Keys, order, duplicates', 2),
    topic('reading', 'Iterators and reading', 2),
    topic('fan-out', 'Enhanced fan-out', 1),
    topic('resharding', 'Resharding', 2),
    topic('retention', 'Retention and lag', 1),
    topic('libraries', 'KPL, KCL, Lambda', 2),
    topic('errors', 'Errors and retries', 2),
    topic('security', 'Security', 1),
    topic('commands', 'Commands', 1),
  ],
  sumTopic: 'shards',
  makeSum,
};
