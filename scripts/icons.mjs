#!/usr/bin/env node
// Renders public/icon.svg to the PNG icons of the manifest. Run by hand after a change of the drawing: node scripts/icons.mjs
// Needs a Chromium: CHROMIUM_PATH, or /usr/bin/chromium.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const svg = readFileSync(new URL('../public/icon.svg', import.meta.url), 'utf8');
// A maskable icon is cut to a circle of 80 %: the drawing shrinks into it and the paper fills the rest.
const icons = [
  { file: 'icon-192.png', size: 192, scale: 1 },
  { file: 'icon-512.png', size: 512, scale: 1 },
  { file: 'icon-maskable-512.png', size: 512, scale: 0.72 },
  { file: 'apple-touch-icon.png', size: 180, scale: 0.86 },
];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' });
for (const { file, size, scale } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const paper = scale < 1 ? '#fbfaf6' : 'transparent';
  await page.setContent(`<style>*{margin:0}body{display:grid;place-items:center;height:100vh;background:${paper}}svg{width:${scale * 100}%}</style>${svg}`);
  await page.screenshot({ path: new URL(`../public/${file}`, import.meta.url).pathname, omitBackground: true });
  await page.close();
}
await browser.close();
