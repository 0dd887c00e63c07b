// Holds: an install gives the same packages everywhere: exact versions, and a lockfile that names no registry's addresses.
import { expect, test } from 'vitest';
import { read } from './files.ts';

type Versions = Record<string, string>;
const manifest = JSON.parse(read('package.json')) as { dependencies: Versions; devDependencies: Versions; overrides: Versions };
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { dependencies?: Versions; devDependencies?: Versions }> };

test('every dependency is pinned to one version', () => {
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides });
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('the lockfile was made from this package.json', () => {
  expect(lock.packages['']?.dependencies).toEqual(manifest.dependencies);
  expect(lock.packages['']?.devDependencies).toEqual(manifest.devDependencies);
});

test('the lockfile holds no download addresses, and .npmrc keeps it so', () => {
  expect(read('package-lock.json')).not.toContain('"resolved"');
  expect(read('.npmrc').split('\n')).toContain('omit-lockfile-registry-resolved=true');
  expect(read('.npmrc').split('\n')).toContain('save-exact=true');
});
