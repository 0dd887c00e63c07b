// Holds: the chapter's cards go to Anki whole: a gap stays a gap, steps stand unordered in front, commands with what they print, and where
// AWS's own pages disagree it says so.
import { chapters } from '#chapters';
import { toAnki } from '#quiz';
import { expect, test } from 'vitest';
import { ankiCards } from '../../../app/components/data/anki-cards.ts';
import { readByAnki } from '../../quiz/anki-reader.ts';

test('each kind of card says in front what is asked and behind what is answered', async () => {
  for (const chapter of chapters) {
    const cards = await chapter.loadCards();
    const { notes } = readByAnki(toAnki(ankiCards({ ...chapter, cards }), chapter.slug, chapter.title));
    expect(notes).toHaveLength(cards.length);
    const seen = { gaps: 0, steps: 0, disputed: 0 };
    for (const [i, card] of cards.entries()) {
      const [front, back] = notes[i]!.fields as [string, string];
      expect(front.includes('[…]'), card.id).toBe(card.kind === 'cloze');
      expect(front.includes('<ul>'), card.id).toBe(card.kind === 'order-steps');
      expect(back.includes('<ol>'), card.id).toBe(card.kind === 'order-steps');
      expect(back.includes('<i>AWS’s own pages disagree. '), card.id).toBe(card.disputed !== undefined);
      const terminal = /<pre>(.*?)<\/pre>/s.exec(front)?.[1];
      expect(terminal !== undefined, card.id).toBe(card.kind === 'cli-output');
      if (card.cli) for (const line of card.cli.script.split('\n')) expect(terminal!.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'), card.id).toContain(`$ ${line}\n`);
      if (card.kind === 'cloze') seen.gaps += 1;
      if (card.kind === 'order-steps') seen.steps += 1;
      if (card.disputed !== undefined) seen.disputed += 1;
    }
    for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(0);
  }
});
