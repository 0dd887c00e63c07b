export const root: string;
export function ensureBuild(): Promise<boolean>;
export function serve(port: number): Promise<{ url: string; close: () => Promise<void> }>;
