/** What stands around every page: skip link, top bar, shortcuts, the word that a new version is ready. */
import { useEffect, useRef, useState } from 'react';
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { Later } from '../components/later.tsx';
import { TopBar } from '../components/top-bar.tsx';
import { UpdatePrompt } from '../components/update-prompt.tsx';
import { runShortcut, useShortcuts } from '../state/shortcuts.ts';
import { forgetPlaceOfFreshVisit, placeKey, SCROLL_PLACES } from '../storage/scroll-places.ts';

forgetPlaceOfFreshVisit();

export function Root() {
  const [keysOpen, setKeysOpen] = useState(false);
  const navigation = useNavigation();
  const [searching, setSearching] = useState(false);
  useShortcuts('Everywhere', [
    { key: '/', label: 'Search', run: () => setSearching(true) },
    { key: '?', label: 'Show these keys', run: () => setKeysOpen(true) },
  ]);
  useEffect(() => {
    window.addEventListener('keydown', runShortcut);
    return () => window.removeEventListener('keydown', runShortcut);
  }, []);
  useFocusOnNavigation();

  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <TopBar busy={navigation.state === 'loading'} onShowKeys={() => setKeysOpen(true)} onSearch={() => setSearching(true)} />
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      {searching && <Later load={loadSearch} says={NOT_OPENED} own={{ onClose: () => setSearching(false) }} />}
      {keysOpen && <Later load={loadShortcuts} says={NOT_OPENED} own={{ onClose: () => setKeysOpen(false) }} />}
      <UpdatePrompt />
      <ScrollRestoration getKey={placeKey} storageKey={SCROLL_PLACES} />
    </>
  );
}

const loadSearch = () => import('../search/search-dialog.tsx');
const loadShortcuts = () => import('../components/shortcuts-dialog.tsx');
const NOT_OPENED = 'This could not be opened.';

/** After a change of page the focus goes to its heading, or to the section or paragraph the address names, so that a screen reader reads on from there. */
function useFocusOnNavigation(): void {
  const { pathname, hash } = useLocation();
  const before = useRef({ pathname, hash });
  useEffect(() => {
    if (before.current.pathname === pathname && before.current.hash === hash) return;
    before.current = { pathname, hash };
    const section = hash === '' ? null : document.getElementById(decodeURIComponent(hash.slice(1)));
    const main = document.querySelector('main');
    // A page that is still opening its storage has no heading yet: left on the link, the focus would take the page's keys.
    const target = (section ?? main)?.querySelector<HTMLElement>('h1, h2') ?? section ?? main;
    target?.setAttribute('tabindex', '-1');
    target?.focus({ preventScroll: true });
  }, [pathname, hash]);
}
