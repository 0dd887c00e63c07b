/** The names prose may use, and how its plain elements look. */
import { useRef } from 'react';
import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { Figure } from '../figures/figure.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { CopyButton } from './copy-button.tsx';
import { Erratum } from './erratum.tsx';
import { Fact } from './fact.tsx';
import './mdx-components.css';

export const mdxComponents = { Fact, Erratum, Figure, ComparisonTable, a: ProseLink, pre: CodeBlock, table: ProseTable };

function ProseLink({ href = '', children }: ComponentProps<'a'>) {
  return href.startsWith('/') || href.startsWith('#') ? <Link to={href}>{children}</Link> : <a href={href}>{children}</a>;
}

/** Wide code scrolls in its own box, which the keyboard must be able to reach. */
function CodeBlock({ children }: ComponentProps<'pre'>) {
  const code = useRef<HTMLPreElement>(null);
  return (
    <div className="code-block">
      <pre ref={code} tabIndex={0} role="region" aria-label="Code">
        {children}
      </pre>
      <CopyButton text={() => code.current?.textContent?.trimEnd() ?? ''} label="Copy the code">
        Copy
      </CopyButton>
    </div>
  );
}

function ProseTable({ children }: ComponentProps<'table'>) {
  return (
    <div className="prose-table" tabIndex={0} role="region" aria-label="Table">
      <table>{children}</table>
    </div>
  );
}
