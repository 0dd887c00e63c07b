/** Shown while the first page loads. */
import './loading.css';

export function Loading() {
  return (
    <p className="loading" role="status">
      Loading the page…
    </p>
  );
}
