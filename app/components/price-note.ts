/** How prices are printed, and where they come from and how far they can be trusted. */
import { PRICE_REGION, prices, priceSources, type Charge } from '#sim';

export const usdText = (usd: number) => (usd === 0 || usd >= 0.01 ? `$${usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}` : `$${usd.toPrecision(2)}`);

export function priceNote(charges: readonly Charge[]): string {
  const kinds = [...new Set(charges.map(({ key }) => `${priceSources[prices[key].source].text} (${prices[key].dated}, ${priceSources[prices[key].source].trust})`))];
  return `Region ${PRICE_REGION}, without tax, free tier and data transfer. From ${kinds.join('; ')}. Check AWS’s price list before you plan with them.`;
}
