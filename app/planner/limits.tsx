/** The limits of AWS that a plan meets: those that are near or broken with what to do, the others to be looked up. */
import { amountText, type CapacityMode, type PlanLimit } from '#sim';
import { Fact } from '../components/fact.tsx';
import { Fold } from '../components/fold.tsx';
import { inSentence, modeNames } from './words.ts';
import './limits.css';

const words = { ok: 'kept', near: 'near', broken: 'broken' } as const;
const ORDER = ['broken', 'near'] as const;

export function Limits({ limits, mode }: { readonly limits: readonly PlanLimit[]; readonly mode: CapacityMode }) {
  const met = ORDER.flatMap((status) => limits.filter((limit) => limit.status === status && limit.modes.includes(mode)));
  const elsewhere = limits.filter(({ status, modes }) => status === 'broken' && !modes.includes(mode));
  return (
    <>
      {met.length === 0 ? <p className="plan-none">None of AWS’s other limits is near.</p> : <ul className="limits">{met.map((limit) => <Met key={limit.id} limit={limit} />)}</ul>}
      {elsewhere.length > 0 && (
        <p className="plan-none">
          In other modes: {elsewhere.map(({ id, what, modes }) => `${inSentence(what)}, broken in ${modes.map((one) => modeNames[one]).join(' and ')}${id === elsewhere.at(-1)!.id ? '.' : '; '}`).join('')}
        </p>
      )}
      <Fold className="plan-fold" summary={`All ${limits.length} that were looked at`}>
        {/* Rows become blocks on a phone; the roles keep their meaning there. */}
        <table className="plan-table limits-table" role="table">
          <caption className="visually-hidden">Every limit that the plan was held against</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">
                Limit
              </th>
              <th scope="col" role="columnheader" className="number">
                This plan
              </th>
              <th scope="col" role="columnheader" className="number">
                At most
              </th>
              <th scope="col" role="columnheader">
                Stands
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {limits.map(({ id, what, value, max, unit, status, modes }) => (
              <tr key={id} role="row">
                <th scope="row" role="rowheader">
                  {what}
                  {modes.length < 3 && <span className="plan-modes"> {modes.map((one) => modeNames[one]).join(', ')}</span>}
                </th>
                <td role="cell" className="number">
                  {Number.isFinite(value) ? amountText(value, unit) : '–'}
                </td>
                <td role="cell" className="number">
                  <span className="limits-of">of </span>
                  {amountText(max, unit)}
                </td>
                <td role="cell" data-status={status}>
                  {words[status]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Fold>
    </>
  );
}

function Met({ limit: { what, value, max, unit, status, advice, factId } }: { readonly limit: PlanLimit }) {
  return (
    <li data-status={status}>
      <span className="limit-mark">{status === 'broken' ? 'Broken' : 'Near'}</span>
      <span className="limit-what">
        {what}: <b>{Number.isFinite(value) ? amountText(value, unit) : 'never full'}</b> of {amountText(max, unit)}
      </span>
      <span className="limit-advice">
        {advice} {factId !== undefined && <Fact id={factId} />}
      </span>
    </li>
  );
}
