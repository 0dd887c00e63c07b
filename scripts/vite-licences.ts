/** A Vite plugin: `virtual:licences` lists the packages that ship in the build, read from their own folders, never typed by hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

interface Manifest {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Development dependencies whose code nevertheless reaches the learner: the service worker and its registration. */
const SHIPPED_BY_THE_BUILD = ['workbox-core', 'workbox-precaching', 'workbox-routing', 'workbox-strategies', 'workbox-window'];

export function licences(root: string): Plugin {
  const id = 'virtual:licences';
  const resolved = `\0${id}`;
  return {
    name: 'licences',
    resolveId: (source) => (source === id ? resolved : undefined),
    load: (source) => (source === resolved ? `export const licences = ${JSON.stringify(collect(root))};` : undefined),
  };
}

function collect(root: string) {
  const own = readManifest(root);
  const waiting = [...Object.keys(own.dependencies ?? {}), ...SHIPPED_BY_THE_BUILD];
  const found = new Map<string, { name: string; version: string; spdx: string; text: string }>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name) || name.startsWith('@types/')) continue;
    const folder = join(root, 'node_modules', name);
    const manifest = readManifest(folder);
    found.set(name, { name, version: manifest.version, spdx: manifest.license ?? 'not declared', text: licenceText(folder) });
    waiting.push(...Object.keys(manifest.dependencies ?? {}));
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function licenceText(folder: string): string {
  if (!existsSync(folder)) return '';
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
}
