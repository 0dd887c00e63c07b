// What the tidy tests read: the repository's own files, as paths from its root with forward slashes.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const notOurs = new Set(['node_modules', 'dist', '.git', '.cache', 'test-results', 'playwright-report']);

export const read = (path: string) => readFileSync(join(root, path), 'utf8');
export const exists = (path: string) => existsSync(join(root, path));

/** The entries directly inside a folder; none when it does not exist. */
export function entries(folder: string, kind: 'file' | 'folder') {
  if (!exists(folder)) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => (kind === 'file' ? entry.isFile() : entry.isDirectory()))
    .map((entry) => entry.name)
    .sort();
}

/** Every file of a folder and below, `''` meaning the whole repository. */
export function filesUnder(folder: string): string[] {
  const within = (name: string) => (folder ? `${folder}/${name}` : name);
  return [
    // In a worktree of git, .git is a file.
    ...entries(folder, 'file').filter((name) => !notOurs.has(name)).map(within),
    ...entries(folder, 'folder').filter((name) => !notOurs.has(name)).flatMap((name) => filesUnder(within(name))),
  ];
}
