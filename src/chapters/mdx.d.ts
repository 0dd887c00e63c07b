/** TypeScript's view of a section's prose: a component that is handed the names it may use. */
declare module '*.mdx' {
  import type { ComponentType } from 'react';
  const Section: ComponentType<{ components?: Record<string, unknown> }>;
  export default Section;
}
