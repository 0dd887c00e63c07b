/** A plan's steps as a sum on paper: what, how, and what comes out; each with the fact that it stands on. */
import { amountText, type PlanStep } from '#sim';
import { Fact } from '../components/fact.tsx';
import './working.css';

export function Working({ steps, label }: { readonly steps: readonly PlanStep[]; readonly label: string }) {
  return (
    <ol className="working" aria-label={label}>
      {steps.map((step) => (
        <li key={step.id} data-total={step.id === 'largest'}>
          <span className="working-what">
            {step.what}
            {step.factId !== undefined && (
              <span className="working-fact">
                {' '}
                <Fact id={step.factId} />
              </span>
            )}
          </span>
          <span className="working-formula">{step.formula}</span>
          <span className="working-result">
            = {step.rounding === 'up' && step.exact !== step.result && <RoundedFrom step={step} />}
            <b>{amountText(step.result, step.unit)}</b>
          </span>
        </li>
      ))}
    </ol>
  );
}

function RoundedFrom({ step: { exact, unit } }: { readonly step: PlanStep }) {
  return (
    <>
      {amountText(exact, unit === 'B' ? 'B' : 'units').replace(/ units?$/, '')} <span aria-hidden="true">↑</span>
      <span className="visually-hidden">, rounded up to</span>{' '}
    </>
  );
}
