/** Where a figure or claim was read, and when. */
import type { Source } from '#chapters';

export function SourceNote({ source }: { readonly source: Source }) {
  return (
    <span className="source-note">
      {source.url === undefined ? source.title : <a href={source.url}>{source.title}</a>} · checked <time dateTime={source.checked}>{source.checked}</time>
    </span>
  );
}
