/**
 * The link to a paragraph: a small button beside the one under the pointer or finger, and a key for the one that is being read.
 * One button for the whole page, moved about: one for each paragraph would be hundreds of stops for the Tab key.
 */
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useShortcuts } from '../state/shortcuts.ts';
import './paragraph-link.css';

const BLOCK = '.prose > [id]';
const SAID_MS = 2_000;
/** Below the top of the window, where reading begins. */
const READING_PX = 60;

export function ParagraphLink({ text }: { readonly text: RefObject<HTMLElement | null> }) {
  const [block, setBlock] = useState<HTMLElement | null>(null);
  const [said, setSaid] = useState('');
  const timer = useRef(0);

  useEffect(() => {
    const article = text.current;
    if (!article) return;
    const onPointer = ({ target }: PointerEvent) => {
      const under = target instanceof Element ? target.closest<HTMLElement>(BLOCK) : null;
      if (under) setBlock(under);
    };
    article.addEventListener('pointerover', onPointer);
    return () => {
      article.removeEventListener('pointerover', onPointer);
      window.clearTimeout(timer.current);
    };
  }, [text]);

  const copy = async (of: HTMLElement) => {
    let done = 'Link copied';
    try {
      await navigator.clipboard.writeText(new URL(`#${of.id}`, location.href).href);
    } catch {
      done = 'The browser did not allow it';
    }
    setBlock(of);
    setSaid(done);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setSaid(''), SAID_MS);
  };
  useShortcuts('Chapter', [
    {
      key: 'l',
      label: 'Copy the link to this paragraph',
      run: () => {
        const read = [...(text.current?.querySelectorAll<HTMLElement>(BLOCK) ?? [])].find((one) => one.getBoundingClientRect().bottom > READING_PX);
        if (read) void copy(read);
      },
    },
  ]);

  return (
    <>
      {block && (
        <button type="button" className="paragraph-link" tabIndex={-1} style={{ top: topIn(block, text.current) }} aria-label="Copy the link to this paragraph" title="Copy the link to this paragraph (l)" onClick={() => void copy(block)}>
          {said === '' ? '#' : '✓'}
        </button>
      )}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </>
  );
}

const topIn = (block: HTMLElement, article: HTMLElement | null) => block.getBoundingClientRect().top - (article?.getBoundingClientRect().top ?? 0);
