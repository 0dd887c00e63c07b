/** What a backup holds and what taking it in would change, before anything changes. */
import { type ImportMode, type QuizEvent } from '#quiz';
import { useEffect, useMemo, useRef } from 'react';
import { previewImport } from '../../state/backup.ts';
import { dateText, entries, marksText } from './words.ts';

interface Props {
  readonly name: string;
  /** The log as it is. */
  readonly here: readonly QuizEvent[];
  readonly events: readonly QuizEvent[];
  readonly onTake: (mode: ImportMode) => void;
  readonly onCancel: () => void;
}

export function ImportPanel({ name, here, events, onTake, onCancel }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [name]);
  const preview = useMemo(() => previewImport(here, events), [here, events]);
  const { missing, onlyHere, marks, fromMs, toMs, after } = preview;
  const closes = (mode: ImportMode) => (after[mode].closesSitting ? ' The sitting that waits is closed.' : '');
  return (
    <section className="data-import" aria-labelledby="import-title">
      <h3 id="import-title" ref={heading} tabIndex={-1}>
        {name}
      </h3>
      <p>
        {preview.entries === 0 || fromMs === null || toMs === null
          ? 'It is empty.'
          : `${entries(preview.entries)} with ${marksText(marks)}, from ${dateText(fromMs)} to ${dateText(toMs)}. ${missing === 0 ? 'All of them are here already.' : `${missing.toLocaleString()} of them ${missing === 1 ? 'is' : 'are'} not here yet.`}`}
      </p>
      <dl className="data-facts">
        <div>
          <dt>Merge</dt>
          <dd>
            {missing === 0 ? 'Changes nothing.' : `Adds ${entries(missing)} and keeps all that is here: ${marksText(after.merge.marks)} afterwards.${closes('merge')}`}
          </dd>
        </div>
        <div>
          <dt>Replace</dt>
          <dd>
            {missing === 0 && onlyHere === 0
              ? 'Changes nothing.'
              : `Takes away ${onlyHere === 0 ? 'nothing' : `${entries(onlyHere)} that ${onlyHere === 1 ? 'is' : 'are'} only here`}: ${marksText(after.replace.marks)} afterwards.${closes('replace')}`}
          </dd>
        </div>
      </dl>
      <p className="data-quiet">Either way a snapshot of what is here now is kept first.</p>
      <div className="data-choices">
        <button type="button" className="primary" onClick={() => onTake('merge')}>
          Merge
        </button>
        <button type="button" onClick={() => onTake('replace')}>
          Replace
        </button>
        <button type="button" className="quiet" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </section>
  );
}
