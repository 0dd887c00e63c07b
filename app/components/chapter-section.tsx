/** One section: its head, its text, and the notice that its end was reached. */
import type { Chapter } from '#chapters';
import { memo, useEffect, useLayoutEffect, useRef } from 'react';
import type { ComponentType } from 'react';
import { Link } from 'react-router';
import { useReading } from '../state/reading.ts';
import { giveAddresses } from './block-addresses.ts';
import { CopyButton } from './copy-button.tsx';
import { Failure, FailureBoundary } from './failure-boundary.tsx';
import { mdxComponents } from './mdx-components.tsx';

interface Props {
  readonly chapter: Chapter;
  readonly index: number;
  readonly prose: ComponentType<{ components?: Record<string, unknown> }> | null;
  readonly minutes: number | undefined;
  readonly onMeasured: (id: string, minutes: number) => void;
  readonly onRetry: () => void;
}

const WORDS_PER_MINUTE = 220;
/** The end of a section must stay in the window this long to count as read: jumping past it does not. */
const READ_MS = 1000;

export function ChapterSection({ chapter, index, prose, minutes, onMeasured, onRetry }: Props) {
  const section = chapter.sections[index];
  const text = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const id = section?.id ?? '';
  useReadTick(end, chapter.slug, id, prose !== null);

  useLayoutEffect(() => {
    if (text.current) giveAddresses(text.current, id);
    // Without the notes on errata: they are asides, and folded on a narrow page.
    const asides = [...(text.current?.querySelectorAll('.erratum-note, .erratum-folded') ?? [])];
    const words = wordsIn(text.current) - asides.reduce((sum, aside) => sum + wordsIn(aside), 0);
    onMeasured(id, words / WORDS_PER_MINUTE);
  }, [id, prose, onMeasured]);

  if (!section) return null;
  const atLeastOne = Math.max(1, Math.round(minutes ?? 0));
  return (
    <section className="chapter-section" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{section.title}</h2>
      <p className="chapter-meta">
        Section {index + 1} of {chapter.sections.length} · {atLeastOne} {atLeastOne === 1 ? 'minute' : 'minutes'}
        <CopyButton text={() => new URL(`#${id}`, location.href).href} label={`Copy the link to ${section.title}`}>
          Copy link
        </CopyButton>
      </p>
      {prose ? (
        <FailureBoundary says="This section stopped.">
          <div className="prose" ref={text}>
            <Text prose={prose} />
          </div>
        </FailureBoundary>
      ) : (
        <Failure says="The text of this section could not be fetched. Once the network is back, try again." onRetry={onRetry} />
      )}
      <div ref={end} />
      <Neighbours chapter={chapter} index={index} />
    </section>
  );
}

/** To the sections before and after, where one has come to the end of this one. */
function Neighbours({ chapter, index }: Pick<Props, 'chapter' | 'index'>) {
  const before = chapter.sections[index - 1];
  const after = chapter.sections[index + 1];
  return (
    <p className="chapter-neighbours">
      {before && (
        <Link to={`#${before.id}`} aria-label={`Back to section ${index}, ${before.title}`}>
          ← {before.title}
        </Link>
      )}
      {after && (
        <Link to={`#${after.id}`} className="chapter-neighbours-next" aria-label={`On to section ${index + 2}, ${after.title}`}>
          {after.title} →
        </Link>
      )}
    </p>
  );
}

const wordsIn = (element: Element | null) => element?.textContent?.match(/\S+/g)?.length ?? 0;

/** Kept from rendering again each time a minute or a tick changes: a chapter is some thousand elements. */
const Text = memo(function Text({ prose: Prose }: { readonly prose: NonNullable<Props['prose']> }) {
  return <Prose components={mdxComponents} />;
});

function useReadTick(end: React.RefObject<HTMLElement | null>, slug: string, id: string, ready: boolean): void {
  const markRead = useReading((state) => state.markRead);
  useEffect(() => {
    if (!ready || !end.current) return;
    let timer = 0;
    const observer = new IntersectionObserver((entries) => {
      window.clearTimeout(timer);
      if (entries.at(-1)?.isIntersecting) timer = window.setTimeout(() => markRead(slug, id), READ_MS);
    });
    observer.observe(end.current);
    return () => {
      window.clearTimeout(timer);
      observer.disconnect();
    };
  }, [end, slug, id, ready, markRead]);
}
