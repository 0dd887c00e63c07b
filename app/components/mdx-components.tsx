/** The names prose may use, and how its plain elements look. */
import { isValidElement, useRef, type ComponentProps } from 'react';
import { Link } from 'react-router';
import { Cell } from '../cells/cell.tsx';
import { Figure } from '../figures/figure.tsx';
import { Check } from './check.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { CopyButton } from './copy-button.tsx';
import { Erratum } from './erratum.tsx';
import { Fact } from './fact.tsx';
import { ScrollBox } from './scroll-box.tsx';
import './mdx-components.css';

export const mdxComponents = { Fact, Erratum, Figure, ComparisonTable, Check, a: ProseLink, pre: CodeBlock, table: ProseTable };

function ProseLink({ href = '', children }: ComponentProps<'a'>) {
  return href.startsWith('/') || href.startsWith('#') ? <Link to={href}>{children}</Link> : <a href={href}>{children}</a>;
}

function CodeBlock({ children }: ComponentProps<'pre'>) {
  const code = useRef<HTMLDivElement>(null);
  const inner = isValidElement<{ readonly 'data-cell'?: string; readonly children?: unknown }>(children) ? children.props : null;
  if (inner?.['data-cell'] !== undefined && typeof inner.children === 'string') return <Cell meta={inner['data-cell']} text={inner.children} />;
  return (
    <div className="code-block">
      <ScrollBox ref={code} label="Code" className="code-block-scroll">
        <pre>{children}</pre>
      </ScrollBox>
      <CopyButton text={() => code.current?.textContent?.trimEnd() ?? ''} label="Copy the code">
        Copy
      </CopyButton>
    </div>
  );
}

function ProseTable({ children }: ComponentProps<'table'>) {
  return (
    <ScrollBox label="Table" className="prose-table">
      <table>{children}</table>
    </ScrollBox>
  );
}
