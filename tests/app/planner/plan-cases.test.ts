// Holds: plans come out as worked out by hand from AWS's limits and price list (rules QUOTA-1 … QUOTA-4, SUBSCRIBE-10, CONSUMER-3).
import { expect, test } from 'vitest';
import { planOf } from '#sim';
import { fieldsOf, readFields, searchOf } from '../../../app/planner/query.ts';
import { planCases } from '../../support/plan-cases.ts';

test.each(planCases)('$name', ({ query, shards, bound, broken, cheapest, provisioned, standard, advantage }) => {
  const { load, problems } = readFields(fieldsOf(searchOf(query)));
  expect(problems).toEqual({});
  const plan = planOf(load!);
  expect([plan.shards, plan.bound]).toEqual([shards, bound]);
  if (broken) expect(plan.limits.filter(({ status }) => status === 'broken').map(({ id }) => id)).toEqual(broken);
  if (cheapest !== undefined) expect(plan.cheapest).toBe(cheapest);
  for (const [mode, usd] of Object.entries({ provisioned, standard, advantage })) {
    if (usd !== undefined) expect(plan.costs.find((cost) => cost.mode === mode)!.usd.toFixed(2), mode).toBe(usd.toFixed(2));
  }
});
