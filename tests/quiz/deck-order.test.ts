// Holds: the order of a sitting has every card once, depends on the seed alone, and favours no place.
import { deckOrder, drawSitting, SEED_MAX, SITTING_CARDS } from '#quiz';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const seeds = fc.nat({ max: SEED_MAX });

test('keeps every card once, repeats for the same seed, and leaves the deck as it is', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 60 }), seeds, (ids, seed) => {
      const given = Object.freeze([...ids]);
      const order = deckOrder(given, seed);
      expect(order.toSorted()).toEqual(ids.toSorted());
      expect(deckOrder(given, seed)).toEqual(order);
    }),
  );
});

test('is the same on every machine', () => {
  expect(deckOrder(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], 47)).toMatchInlineSnapshot(`
    [
      "g",
      "d",
      "b",
      "e",
      "h",
      "c",
      "a",
      "f",
    ]
  `);
});

test('puts each card on each place about equally often', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const rounds = 6000;
  const seen = new Map<string, number>();
  for (let seed = 0; seed < rounds; seed++) deckOrder(ids, seed).forEach((id, place) => seen.set(`${id}${place}`, (seen.get(`${id}${place}`) ?? 0) + 1));
  expect(seen.size).toBe(36);
  // 1,000 expected, standard deviation 29: five of them.
  for (const count of seen.values()) expect(Math.abs(count - rounds / 6)).toBeLessThan(150);
});

test.each([-1, 0.5, SEED_MAX + 1, Number.NaN])('refuses the seed %d', (seed) => {
  expect(() => deckOrder(['a'], seed)).toThrow(RangeError);
});

const decks = fc.uniqueArray(fc.record({ id: fc.uuid(), section: fc.constantFrom('a', 'b', 'c', 'd', 'e') }), { maxLength: 80, selector: (card) => card.id });

test('a sitting has its size, no card twice, and every section while there is room', () => {
  fc.assert(
    fc.property(decks, seeds, fc.integer({ min: 1, max: 40 }), (cards, seed, size) => {
      const drawn = drawSitting(cards, seed, size);
      expect(drawn).toHaveLength(Math.min(size, cards.length));
      expect(new Set(drawn).size).toBe(drawn.length);
      expect(drawSitting(cards, seed, size)).toEqual(drawn);
      const sections = (ids: readonly string[]) => new Set(cards.filter((card) => ids.includes(card.id)).map((card) => card.section)).size;
      expect(sections(drawn)).toBe(Math.min(size, sections(cards.map((card) => card.id))));
    }),
  );
});

test('60 % of a sitting is a whole number of cards, so the gate can be met exactly', () => {
  expect((SITTING_CARDS * 3) % 5).toBe(0);
});
