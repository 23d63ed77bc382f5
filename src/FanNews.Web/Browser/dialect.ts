// Reads Markdown as the server does (docs/markdown.md): CommonMark with pipe tables, ~~struck~~, footnotes and ::: containers.

import MarkdownIt from 'markdown-it';
import type StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';
import type StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';
import type Token from 'markdown-it/lib/token.mjs';

export const Containers = /^:{3,}[ \t]*(gallery|pull-quote|correction)(?:[ \t]+(.*?))?[ \t]*$/;
const containerEnd = /^:{3,}[ \t]*$/;
const noteStart = /^\[\^([^\]\s]+)\]:[ \t]*/;

/** The notes that a text has, by label. */
export function notesIn(source: string): Set<string> {
  return new Set([...source.matchAll(/^ {0,3}\[\^([^\]\s]+)\]:/gm)].map(found => found[1]!.toLowerCase()));
}

export const markdown = MarkdownIt('commonmark', { html: true }).enable(['table', 'strikethrough']);
(markdown.options as { maxNesting?: number }).maxNesting = 100;
// An address stays as it was written; only what could run a script is none.
markdown.normalizeLink = address => address;
markdown.block.ruler.before('fence', 'container', container, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
markdown.block.ruler.before('reference', 'note', note, { alt: ['paragraph', 'reference'] });
markdown.inline.ruler.before('link', 'note_ref', reference);

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]!);
}

function container(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if (state.sCount[start]! - state.blkIndent >= 4) return false;
  const opens = Containers.exec(lineOf(state, start));
  if (!opens) return false;
  if (silent) return true;
  let last = start + 1;
  for (let open = 1; last < end; last++) {
    const line = lineOf(state, last);
    if (state.sCount[last]! < state.blkIndent && line) break;
    if (Containers.test(line)) open++;
    else if (containerEnd.test(line) && --open === 0) break;
  }
  push(state, 'container', opens[1]!, opens[2] ?? '', start, Math.min(last + 1, end), () => state.md.block.tokenize(state, start + 1, last), last);
  state.line = Math.min(last + 1, end);
  return true;
}

function note(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if (state.level > 0 || state.sCount[start]! - state.blkIndent >= 4) return false;
  const opens = noteStart.exec(lineOf(state, start));
  if (!opens) return false;
  if (silent) return true;
  let next = start + 1;
  for (let blank = false; next < end; next++) {
    if (state.isEmpty(next)) {
      blank = true;
      continue;
    }
    if (blank ? state.sCount[next]! < 4 : noteStart.test(lineOf(state, next))) break;
    blank = false;
  }
  while (next > start + 1 && state.isEmpty(next - 1)) next--;
  const lines = state.getLines(start, next, 0, false).split('\n');
  const inside = [lines[0]!.trimStart().slice(opens[0].length), ...lines.slice(1).map(line => line.replace(/^(?: {4}|\t)/, ''))].join('\n');
  push(state, 'note', opens[1]!, '', start, next, () => state.md.block.parse(inside, state.md, state.env, state.tokens));
  state.line = next;
  return true;
}

function push(state: StateBlock, type: string, info: string, rest: string, start: number, after: number, fill: () => void, last = after): void {
  const open = state.push(`${type}_open`, 'div', 1);
  [open.info, open.meta, open.map] = [info, rest, [start, after]];
  const [max, parent] = [state.lineMax, state.parentType];
  state.lineMax = last;
  fill();
  [state.lineMax, state.parentType] = [max, parent];
  state.push(`${type}_close`, 'div', -1);
}

function reference(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x5B || state.src.charCodeAt(state.pos + 1) !== 0x5E) return false;
  const found = /^\[\^([^\]\s]+)\]/.exec(state.src.slice(state.pos, state.posMax));
  const notes = (state.env as { notes?: Set<string> }).notes;
  if (!found || !notes?.has(found[1]!.toLowerCase())) return false;
  if (!silent) state.push('note_ref', 'sup', 0).meta = found[1]!;
  state.pos += found[0].length;
  return true;
}

export type { Token };
