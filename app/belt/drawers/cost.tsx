/** What all this has cost so far by AWS's prices, line by line, and what a month of the same would. */
import { billOf, prices, type World } from '#sim';
import { priceNote, usdText } from '../../components/price-note.ts';
import { formatDuration } from '../format.ts';
import { useBelt } from '../use-belt.ts';

const MONTH_MS = 730 * 3_600_000;
const quantity = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

export function Cost() {
  const { world } = useBelt();
  const bill = billOf(world);
  const rows = [...bill.streams].flatMap(([stream, charges]) => charges.map((charge) => ({ stream, charge }))).concat(bill.account.map((charge) => ({ stream: 'the account', charge })));
  if (rows.length === 0) return <p className="drawer-empty">Nothing has cost anything yet: a stream is billed from the moment it is ACTIVE.</p>;
  return (
    <>
      <table className="drawer-table">
        <caption className="visually-hidden">The bill so far, in US dollars</caption>
        <thead>
          <tr>
            <th scope="col">Stream</th>
            <th scope="col">For</th>
            <th scope="col" className="number">Used</th>
            <th scope="col" className="number">Price</th>
            <th scope="col" className="number">So far</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ stream, charge }) => (
            <tr key={`${stream} ${charge.key}`}>
              <th scope="row">{stream}</th>
              <td>{prices[charge.key].label}</td>
              <td className="number">
                {quantity.format(charge.quantity)} {prices[charge.key].unit}
              </td>
              <td className="number">${prices[charge.key].usd}</td>
              <td className="number">{usdText(charge.usd)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              In {formatDuration(world.nowMs)}
            </th>
            <td className="number">{usdText(bill.usd)}</td>
          </tr>
          <tr>
            <th scope="row" colSpan={4}>
              A month of the same
            </th>
            <td className="number">{monthText(world, bill.usd)}</td>
          </tr>
        </tfoot>
      </table>
      <p className="drawer-empty">{priceNote(rows.map(({ charge }) => charge))}</p>
    </>
  );
}

const monthText = ({ nowMs }: World, sum: number) => (nowMs > 0 ? usdText((sum * MONTH_MS) / nowMs) : '–');
