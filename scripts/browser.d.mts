export type Browser = { path: string; how: string };
export function findBrowser(): Promise<Browser | null>;
export function ensureBrowser(): Promise<Browser>;
