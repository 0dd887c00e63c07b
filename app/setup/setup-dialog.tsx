/** The dialog in which worlds are made by hand and kept: one page each. */
import { useEffect, useId, useRef } from 'react';
import { useNavigate } from 'react-router';
import { SetupForm } from './setup-form.tsx';
import { closeSetup, useSetup } from './setup-store.ts';
import { WorldsPage } from './worlds-page.tsx';
import './setup.css';

export function Component() {
  const dialog = useRef<HTMLDialogElement>(null);
  const page = useSetup((setup) => setup.page);
  const navigate = useNavigate();
  const id = useId();
  useEffect(() => {
    if (page && !dialog.current?.open) dialog.current?.showModal();
    if (!page && dialog.current?.open) dialog.current.close();
  }, [page]);
  const go = (path: string) => void navigate(path);
  return (
    <dialog ref={dialog} className="setup-dialog" aria-labelledby={id} onClose={closeSetup}>
      {page === 'setup' && <SetupForm id={id} go={go} />}
      {page === 'worlds' && <WorldsPage id={id} go={go} />}
    </dialog>
  );
}
