/** What all this has cost so far by AWS's prices, line by line, and what a month of the same would. */
import { billOf, PRICE_REGION, prices, priceSources, type Charge, type World } from '#sim';
import { formatDuration } from '../format.ts';
import { useBelt } from '../use-belt.ts';

const MONTH_MS = 730 * 3_600_000;
const usd = (amount: number) => (amount === 0 || amount >= 0.01 ? `$${amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}` : `$${amount.toPrecision(2)}`);
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
              <td className="number">{usd(charge.usd)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              In {formatDuration(world.nowMs)}
            </th>
            <td className="number">{usd(bill.usd)}</td>
          </tr>
          <tr>
            <th scope="row" colSpan={4}>
              A month of the same
            </th>
            <td className="number">{monthText(world, bill.usd)}</td>
          </tr>
        </tfoot>
      </table>
      <p className="drawer-empty">{provenance(rows.map(({ charge }) => charge))}</p>
    </>
  );
}

const monthText = ({ nowMs }: World, sum: number) => (nowMs > 0 ? usd((sum * MONTH_MS) / nowMs) : '–');

/** Where these prices come from, and how far they can be trusted. */
function provenance(charges: readonly Charge[]): string {
  const kinds = [...new Set(charges.map(({ key }) => `${priceSources[prices[key].source].text} (${prices[key].dated}, ${priceSources[prices[key].source].trust})`))];
  return `Region ${PRICE_REGION}, without tax, free tier and data transfer. From ${kinds.join('; ')}. Check AWS’s price list before you plan with them.`;
}
