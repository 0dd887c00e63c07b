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

/** Markdown compiles like MDX. */
declare module '*.md' {
  import type { ComponentType } from 'react';
  const Text: ComponentType<{ components?: Record<string, unknown> }>;
  export default Text;
}
