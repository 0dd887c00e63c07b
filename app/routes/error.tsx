/** Stands in for a page that failed: mostly a part of the app that could not be fetched with the network gone. */
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { usePageTitle } from '../components/page-title.ts';
import { Component as NotFound } from './not-found.tsx';

export function ErrorPage() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <NotFound /> : <Failed error={error} />;
}

function Failed({ error }: { readonly error: unknown }) {
  usePageTitle('This page did not open');
  const detail = error instanceof Error ? error.message : String(error);
  return (
    <div className="page">
      <h1 tabIndex={-1}>This page did not open</h1>
      <p className="page-lead">
        {navigator.onLine
          ? 'Something in it failed. What you have read and answered is kept.'
          : 'The network is gone, and this page was not yet stored for offline use. What you have read and answered is kept.'}
      </p>
      <p>
        <button type="button" className="primary" onClick={() => location.reload()}>
          Try again
        </button>
      </p>
      <details>
        <summary>What failed</summary>
        <pre>{detail}</pre>
      </details>
    </div>
  );
}
