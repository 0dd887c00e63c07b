/** `/plan`: from a load to shards, limits, modes and cost, with the working. All of it is in the address. */
import { chapters } from '#chapters';
import { planOf } from '#sim';
import { useRef } from 'react';
import { ChapterContext } from '../components/chapter-context.ts';
import { usePageTitle } from '../components/page-title.ts';
import { Examples } from '../planner/examples.tsx';
import { PlanForm } from '../planner/plan-form.tsx';
import { decides, PlanResult } from '../planner/plan-result.tsx';
import { readFields } from '../planner/query.ts';
import { useFields } from '../planner/use-fields.ts';
import { countText } from '../planner/words.ts';
import './plan.css';

export function Component() {
  usePageTitle('Plan');
  const [fields, change] = useFields();
  const result = useRef<HTMLDivElement>(null);
  const { load, problems, empty } = readFields(fields);
  const plan = load && planOf(load);
  const wrong = Object.keys(problems).length;
  return (
    <ChapterContext value={chapters[0]!}>
      <div className="page plan">
        <header className="plan-title">
          <h1 tabIndex={-1}>How many shards?</h1>
          <p className="page-lead">Say what is put and who reads it. Every step of the sum is shown, and the lab runs what comes out.</p>
        </header>
        <div className="plan-side">
          <PlanForm fields={fields} problems={problems} onChange={change} />
          {plan && (
            <button
              type="button"
              className="plan-peek"
              onClick={() => {
                result.current?.focus({ preventScroll: true });
                result.current?.scrollIntoView();
              }}
            >
              <span>
                <b>
                  {countText(plan.shards)} {plan.shards === 1 ? 'shard' : 'shards'}
                </b>{' '}
                {decides(plan)}
              </span>
              <span aria-hidden="true">↓</span>
            </button>
          )}
        </div>
        <div className="plan-result" ref={result} tabIndex={-1}>
          {plan ? (
            <PlanResult plan={plan} />
          ) : (
            <p className="plan-empty" role="status">
              {empty && wrong === 0 ? 'Give a rate and a record size, or begin with an example.' : `There is no plan yet: ${wrong === 1 ? 'a field is' : `${wrong} fields are`} wrong. What you typed is kept.`}
            </p>
          )}
          <Examples title={plan ? 'Other loads to try' : 'Loads to begin with'} />
        </div>
      </div>
    </ChapterContext>
  );
}
