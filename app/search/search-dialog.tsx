/** Search over everything, in a dialog: type, arrows, Enter. Works without a network, for all that is searched came with the app. */
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../components/failure-boundary.tsx';
import type { Kind } from './documents.ts';
import { excerpt, marked } from './excerpt.ts';
import { openSearch, type Hit, type Search } from './search-index.ts';
import './search-dialog.css';

const NAMES: Readonly<Record<Kind, string>> = {
  page: 'page',
  text: 'chapter',
  fact: 'number',
  card: 'card',
  erratum: 'AWS today',
  table: 'table',
  command: 'command',
  scenario: 'lab',
};

const TRY = ['iterator expired', 'how large may a record be', 'split-shard', 'hot key', 'exactly once'];

export default function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const id = useId();
  const { search, failed, again } = useSearch();
  const [query, setQuery] = useState('');
  const asked = useDeferredValue(query);
  const [at, setAt] = useState(0);
  const hits = search && asked.trim() !== '' ? search(asked) : [];
  const current = Math.min(at, hits.length - 1);

  useEffect(() => {
    dialog.current?.showModal();
    field.current?.focus();
  }, []);
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, current]);

  const change = (text: string) => {
    setQuery(text);
    setAt(0);
  };
  const go = (hit: Hit | undefined) => {
    if (!hit) return;
    dialog.current?.close();
    void navigate(hit.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + 8, PageUp: current - 8 }[event.key];
    if (to !== undefined && hits.length > 0) {
      event.preventDefault();
      // One step over an end comes in at the other; a page stops there.
      const wrapped = Math.abs(to - current) === 1 ? (to + hits.length) % hits.length : Math.max(0, Math.min(hits.length - 1, to));
      setAt(wrapped);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      // What the list shows may be one letter behind what was typed.
      go(asked === query ? hits[current] : search?.(query)[0]);
    }
  };

  return (
    <dialog ref={dialog} className="search" aria-label="Search" onClose={onClose} {...{ closedby: 'any' }}>
      <div className="search-body">
        <div className="search-field">
          <input
            ref={field}
            type="search"
            role="combobox"
            aria-label="Search the chapter, cards, numbers, commands and scenarios"
            aria-expanded={hits.length > 0}
            aria-controls={`${id}-hits`}
            aria-activedescendant={hits.length > 0 ? `${id}-${current}` : undefined}
            aria-autocomplete="list"
            placeholder="Search"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={query}
            onChange={(event) => change(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
        {failed ? (
          <Failure says="The search could not be fetched. Once the network is back, try again." onRetry={again} />
        ) : asked.trim() === '' ? (
          <p className="search-hint">
            Try{' '}
            {TRY.map((words) => (
              <button key={words} type="button" className="quiet" onClick={() => (change(words), field.current?.focus())}>
                {words}
              </button>
            ))}
          </p>
        ) : !search ? (
          <p className="search-hint">Opening the index…</p>
        ) : hits.length === 0 ? (
          <p className="search-hint">Nothing here speaks of “{asked.trim()}”. Fewer or shorter words find more.</p>
        ) : null}
        <div id={`${id}-hits`} className="search-hits" role="listbox" aria-label="Found" hidden={hits.length === 0}>
          {hits.map((hit, i) => (
            // The field keeps the focus and takes the keys; a pointer may choose here.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div key={hit.id} className="search-hit" id={`${id}-${i}`} role="option" aria-selected={i === current} tabIndex={-1} onClick={() => go(hit)} onPointerMove={() => i !== current && setAt(i)}>
              <span className="search-kind">{NAMES[hit.kind]}</span>
              <span className="search-title">{withMarks(hit.title, hit.words)}</span>
              <span className="search-text">{withMarks(excerpt(hit.text, hit.words), hit.words)}</span>
              <span className="search-place">{hit.place === NAMES[hit.kind] ? '' : hit.place}</span>
            </div>
          ))}
        </div>
        <p className="visually-hidden" role="status">
          {asked.trim() === '' || !search ? '' : hits.length === 0 ? 'Nothing found' : `${hits.length} found`}
        </p>
      </div>
    </dialog>
  );
}

function useSearch(): { readonly search: Search | null; readonly failed: boolean; readonly again: () => void } {
  const [search, setSearch] = useState<Search | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let left = false;
    openSearch().then(
      (opened) => !left && setSearch(() => opened),
      () => !left && setFailed(true),
    );
    return () => {
      left = true;
    };
  }, [round]);
  const again = () => {
    setFailed(false);
    setRound(round + 1);
  };
  return { search, failed, again };
}

function withMarks(text: string, words: readonly string[]): ReactNode {
  return marked(text, words).map((part, i) => (part.hit ? <mark key={i}>{part.text}</mark> : part.text));
}
