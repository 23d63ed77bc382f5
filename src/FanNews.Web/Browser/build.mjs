// Bundles the rich editor into wwwroot/js, with the licences of what is in it beside it.

import { build } from 'esbuild';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const out = '../../../wwwroot/js';
const { metafile } = await build({
  entryPoints: ['editor.ts'], bundle: true, minify: true, format: 'esm', target: 'es2022', logLevel: 'warning', metafile: true, outfile: `${out}/editor.js`, legalComments: 'none',
  // Addresses in a text are links only where somebody made them so.
  alias: { 'linkify-it': './nothing.mjs' },
  banner: { js: '/* The licences of what is in here: editor.licences.txt */' },
});
const packages = new Set(Object.keys(metafile.inputs).flatMap(path => /^(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
const licences = [...packages].sort().map(path => {
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const file = readdirSync(path).find(entry => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(path, file), 'utf8').trim() : ''}\n`;
});
writeFileSync(`${out}/editor.licences.txt`, licences.join('\n--------\n\n'));
