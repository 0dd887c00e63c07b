/**
 * A place where the exam chapter and AWS differ. Its children are the claim. On a wide page the note stands in the right margin beside
 * the claim; on a narrow one it is folded under it, behind a button. Spans throughout: a note may stand in a list item or a sentence.
 */
import type { Erratum as ErratumEntry } from '#chapters';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useEntry } from './chapter-context.ts';
import { useMediaQuery } from './media-query.ts';
import { SourceNote } from './source-note.tsx';
import './erratum.css';

/** As in routes/chapter.css: from here on the page has a right margin. */
const HAS_MARGIN = '(min-width: 1200px)';

export function Erratum({ id, children }: { readonly id: string; readonly children?: ReactNode }) {
  const erratum = useEntry('errata', id);
  const beside = useMediaQuery(HAS_MARGIN);
  const [open, setOpen] = useState(false);
  const noteId = useId();
  const note = (
    <span className="erratum-note" id={noteId} role="note" aria-label={`Chapter and AWS differ: ${erratum.topic}`} data-beside={beside}>
      <ErratumBody erratum={erratum} />
    </span>
  );
  // The note beside comes first because a float starts at the line where it is written.
  return (
    <>
      {beside && note}
      {children}
      {!beside && (
        <span className="erratum-folded">
          <button type="button" className="erratum-fold" aria-expanded={open} aria-controls={open ? noteId : undefined} onClick={() => setOpen(!open)}>
            Chapter and AWS differ: {erratum.topic}
          </button>
          {open && note}
        </span>
      )}
    </>
  );
}

export function ErratumBody({ erratum }: { readonly erratum: ErratumEntry }) {
  return (
    <>
      <span className="erratum-kind">Chapter and AWS differ</span>
      <strong className="erratum-topic">{erratum.topic}</strong>
      <Line name="chapter" text={erratum.chapter} />
      <Line name="AWS today" text={erratum.aws} />
      <Line name="exam" text={erratum.exam} />
      {erratum.disputed !== undefined && <Line name="AWS differs" text={erratum.disputed} />}
      <SourceNote source={erratum.source} />
    </>
  );
}

function Line({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <span className="erratum-line">
      <span className="erratum-name">
        {name}
        <span className="visually-hidden">:</span>
      </span>{' '}
      <span>{text}</span>
    </span>
  );
}
