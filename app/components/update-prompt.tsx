/**
 * The word that a newer build is waiting. Nothing reloads by itself: not here, and not because another window took the update.
 */
import { useRef, useState } from 'react';
import { useRegisterSW } from 'virtual:pwa-register/react';
import './update-prompt.css';

type Dismissed = 'waiting' | 'taken' | null;

export function UpdatePrompt() {
  // Another window took the update: this one still runs the old build, which its cache no longer holds.
  const [takenElsewhere, setTakenElsewhere] = useState(false);
  const [dismissed, setDismissed] = useState<Dismissed>(null);
  const asked = useRef(false);
  const {
    needRefresh: [waiting],
    updateServiceWorker,
  } = useRegisterSW({
    onNeedReload: () => {
      if (asked.current) location.reload();
      else setTakenElsewhere(true);
    },
  });

  const state: Dismissed = takenElsewhere ? 'taken' : waiting ? 'waiting' : null;
  const shown = state !== null && state !== dismissed;

  function reload() {
    if (takenElsewhere) {
      location.reload();
      return;
    }
    asked.current = true;
    // On the visit that installed the app, the library does not tell of the change of worker; the browser does.
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    void updateServiceWorker();
  }

  // The region is always there: a screen reader announces what changes in it, not a region that appears.
  return (
    <div role="status">
      {shown && (
        <div className="update-prompt">
          <p>{takenElsewhere ? 'Another window moved to a new version. This one still runs the old.' : 'A new version is ready.'}</p>
          <button type="button" className="primary" onClick={reload}>
            Reload
          </button>
          <button type="button" onClick={() => setDismissed(state)}>
            Later
          </button>
        </div>
      )}
    </div>
  );
}
