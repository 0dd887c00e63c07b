/** The bar over every page: where one can go, the theme, the keys. */
import { chapters } from '#chapters';
import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useDueCount } from '../state/use-due-count.ts';
import { ThemeToggle } from './theme-toggle.tsx';
import './top-bar.css';

const PAGES = 'top-bar-pages';
const slug = chapters[0]?.slug ?? '';

interface Props {
  readonly busy: boolean;
  readonly onShowKeys: () => void;
  readonly onSearch: () => void;
}

export function TopBar({ busy, onShowKeys, onSearch }: Props) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const due = useDueCount() ?? 0;
  useEffect(() => {
    // Asked for, because jsdom knows no popovers.
    nav.current?.hidePopover?.();
  }, [pathname]);
  return (
    <header className="top-bar">
      <NavLink to="/" className="top-bar-name" aria-label="Shardbelt, home">
        <Mark />
        <span className="top-bar-word">Shardbelt</span>
      </NavLink>
      <button type="button" className="top-bar-menu" popoverTarget={PAGES}>
        Menu
      </button>
      {/* A row where there is room, a list that opens where there is not. */}
      <nav id={PAGES} popover="auto" className="top-bar-nav" aria-label="Pages" ref={nav}>
        <NavLink to={`/chapters/${slug}`} end>
          Chapter
        </NavLink>
        <NavLink to="/lab">Lab</NavLink>
        <NavLink to="/compare">Compare</NavLink>
        <NavLink to="/plan">Plan</NavLink>
        <NavLink to={`/quiz/${slug}`}>Quiz</NavLink>
        <NavLink to="/review">
          Review
          {due > 0 && (
            <span className="top-bar-due">
              {due}
              <span className="visually-hidden"> due</span>
            </span>
          )}
        </NavLink>
        <NavLink to="/progress">Progress</NavLink>
        <NavLink to="/about" className="top-bar-about">
          About
        </NavLink>
      </nav>
      <button type="button" className="top-bar-search" aria-label="Search" aria-keyshortcuts="/" onClick={onSearch}>
        <Lens />
        <span className="top-bar-search-word">Search</span>
        <kbd aria-hidden="true">/</kbd>
      </button>
      <ThemeToggle />
      <button type="button" className="top-bar-keys" aria-label="Keyboard shortcuts" title="Keyboard shortcuts" onClick={onShowKeys}>
        <kbd>?</kbd>
      </button>
      <span className="top-bar-busy" data-busy={busy} role="status">
        <span className="visually-hidden">{busy ? 'Loading the page' : ''}</span>
      </span>
    </header>
  );
}

function Lens() {
  return (
    <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
      <circle cx="6.5" cy="6.5" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M10 10l4.5 4.5" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}

/** The app's mark, as in public/icon.svg: a lane, records on it, the retention edge. */
function Mark() {
  return (
    <svg className="top-bar-mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <path d="M1 6.5h21M1 17.5h21" stroke="currentColor" strokeWidth="1.2" />
      <path d="M22 3.5v17" stroke="currentColor" strokeWidth="2.4" />
      <rect x="3" y="9.5" width="5" height="5" fill="var(--accent)" />
      <rect x="12.5" y="9.5" width="5" height="5" fill="var(--accent)" />
    </svg>
  );
}
