/** A stream of so many shards, and one record under the key that was typed. */
import { quotas } from '#sim';
import { answer, begin, blob, planOf, type FigureRun } from '../plan.ts';

export const COUNTS = [1, 2, 3, 4, 8] as const;
export const STREAM = 'keys';
const COUNT = 3;
const KEY = 'pk1';

export interface Typed {
  readonly key: string;
  readonly count: number;
}

/** "3.pk1"; a key may hold full stops of its own. */
export const textOf = ({ key, count }: Typed) => (key === KEY && count === COUNT ? '' : `${count}.${key}`);

export function typedIn(text: string): Typed {
  const match = /^(\d)\.(.*)$/s.exec(text);
  const count = Number(match?.[1]);
  return match && (COUNTS as readonly number[]).includes(count) ? { key: [...match[2]!].slice(0, quotas.partitionKeyCharactersMax).join(''), count } : { key: KEY, count: COUNT };
}

export function build({ key, count }: Typed): FigureRun {
  const plan = planOf({ title: 'One key, one place', streamName: STREAM, shards: count });
  const world = begin(plan);
  if (key !== '') answer(world, 'PutRecord', { StreamName: STREAM, PartitionKey: key, Data: blob('hello') });
  return { plan, world };
}
