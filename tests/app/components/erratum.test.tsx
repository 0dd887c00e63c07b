// An erratum stands beside its claim where the page has a margin, and is folded under it where it has none.
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Erratum } from '../../../app/components/erratum.tsx';
import { renderInChapter } from './chapter-fixture.tsx';

const prose = (
  <Erratum id="O02">
    <p>The claim.</p>
  </Erratum>
);

function pageWidth(px: number) {
  vi.spyOn(window, 'matchMedia').mockImplementation((query) => {
    const least = Number(/min-width: (\d+)px/.exec(query)?.[1]);
    return Object.assign(new EventTarget(), { matches: px >= least, media: query, onchange: null, addListener() {}, removeListener() {} }) as MediaQueryList;
  });
}
afterEach(() => vi.restoreAllMocks());

describe('Erratum', () => {
  test('on a wide page the note is open and stands before its claim, where a float begins', () => {
    pageWidth(1440);
    renderInChapter(prose);
    const note = screen.getByRole('note', { name: 'Chapter and AWS differ: Largest record' });
    expect(note).toHaveTextContent(/chapter: 1 MB, fixed\..*AWS today: 1 MiB, or up to 10 MiB\..*exam: 1 MB\..*checked 2026-11-22/);
    expect(note.compareDocumentPosition(screen.getByText('The claim.')) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  test('on a narrow page it is folded after its claim and opens by its button', async () => {
    pageWidth(390);
    renderInChapter(prose);
    const button = screen.getByRole('button', { name: 'Chapter and AWS differ: Largest record' });
    expect(screen.queryByRole('note')).not.toBeInTheDocument();
    expect(button.compareDocumentPosition(screen.getByText('The claim.')) & Node.DOCUMENT_POSITION_PRECEDING).toBeTruthy();
    await userEvent.click(button);
    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('note')).toHaveTextContent('1 MiB, or up to 10 MiB.');
  });
});
