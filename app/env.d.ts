/** The version in package.json, put in by vite.config.ts. */
declare const __APP_VERSION__: string;

declare module 'virtual:licences' {
  export interface Licence {
    readonly name: string;
    readonly version: string;
    /** The SPDX expression the package declares. */
    readonly spdx: string;
    /** The licence file the package ships; empty when it ships none. */
    readonly text: string;
  }
  /** Every package whose code or type ships in the build, by name. */
  export const licences: readonly Licence[];
}

declare module 'virtual:prose-text' {
  export interface ProseText {
    /** The chapter's number. */
    readonly chapter: number;
    readonly section: string;
    /** The address of the block on its page. */
    readonly id: string;
    /** The heading it stands under; empty at the beginning of a section. */
    readonly heading: string;
    /** Facts stand as `{fact:id}`. */
    readonly text: string;
  }
  export const proseText: readonly ProseText[];
}

/** Markdown compiles like MDX. */
declare module '*.md' {
  import type { ComponentType } from 'react';
  const Text: ComponentType<{ components?: Record<string, unknown> }>;
  export default Text;
}
