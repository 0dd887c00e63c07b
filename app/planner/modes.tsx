/** The three modes side by side: each line of a month's bill, what it sums to, and whether the mode can carry the load. */
import { hasPrices, PRICE_REGION, prices, quotas, type ModeCost, type Plan } from '#sim';
import { Fold } from '../components/fold.tsx';
import { priceNote, usdText } from '../components/price-note.ts';
import { Working } from './working.tsx';
import { inSentence, modeNames } from './words.ts';
import './modes.css';

const quantity = new Intl.NumberFormat('en', { maximumSignificantDigits: 5 });

export function Modes({ plan }: { readonly plan: Plan }) {
  const { costs, cheapest, load, billing } = plan;
  return (
    <>
      <div className="modes">
        {costs.map((cost) => (
          <Mode key={cost.mode} cost={cost} cheapest={cost.mode === cheapest} chosen={cost.mode === load.mode} />
        ))}
      </div>
      <p className="plan-none">
        {!hasPrices(load.region) && `Prices differ by Region; checked here are those of ${PRICE_REGION} alone. `}
        {priceNote(costs.flatMap(({ charges }) => charges))} Advantage is paid for by the whole account, with a minimum each way, so other streams may share it.
        {load.retentionHours > quotas.retentionHoursExtendedMax && ` Reading again what is older than a week costs $${prices.longTermRetrieval.usd} a ${prices.longTermRetrieval.unit} on a provisioned stream, and is not in these sums.`}
      </p>
      <Fold className="plan-fold" summary="How the bill counts records">
        <Working label="How the bill counts records" steps={billing} />
      </Fold>
    </>
  );
}

function Mode({ cost: { mode, charges, usd, broken }, cheapest, chosen }: { readonly cost: ModeCost; readonly cheapest: boolean; readonly chosen: boolean }) {
  return (
    <section className="mode" aria-label={modeNames[mode]} data-chosen={chosen}>
      <h3>
        {modeNames[mode]} {cheapest && <span className="mode-mark">cheapest</span>}
      </h3>
      <p className="mode-usd">
        {usdText(usd)} <span>a month</span>
      </p>
      {broken.length > 0 && <p className="mode-broken">Cannot carry it: {broken.map(({ what }) => inSentence(what)).join('; ')}.</p>}
      <table className="plan-table">
        <caption className="visually-hidden">{modeNames[mode]}, a month</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">For</th>
            <th scope="col">USD</th>
          </tr>
        </thead>
        <tbody>
          {charges.map(({ key, quantity: amount, usd: price }) => (
            <tr key={key}>
              <th scope="row">
                {prices[key].label}
                <span className="mode-line">
                  {quantity.format(amount)} × ${prices[key].usd} per {prices[key].unit}
                </span>
              </th>
              <td className="number">{usdText(price)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
