// Blocks into Markdown. Only what somebody changed is written anew; everything else keeps its lines.

import { MarkdownSerializer, type MarkdownSerializerState } from 'prosemirror-markdown';
import type { Fragment, Node } from 'prosemirror-model';
import { fenceOf, inline, picture, target } from './inline.js';
import type { Body, Part } from './read.js';
import { schema } from './schema.js';

type Write = (state: MarkdownSerializerState, node: Node, parent: Node, index: number) => void;

// The lines of a block within another, as a text of their own.
function inside(content: Fragment): string {
  return serializer.serialize(schema.nodes.doc!.create(null, content));
}

function lineIn(node: Node): string {
  return node.childCount === 0 ? '' : serializer.serialize(schema.nodes.doc!.create(null, schema.nodes.paragraph!.create(null, node.content))).trim();
}

function box(name: string): Write {
  return (state, node) => {
    const parts = node.lastChild?.type.name === 'credit' ? node.content.cut(0, node.content.size - node.lastChild.nodeSize) : node.content;
    const credit = node.lastChild?.type.name === 'credit' ? lineIn(node.lastChild) : '';
    const text = inside(parts).replace(/\s+$/, '');
    state.text([`::: ${name}${node.attrs.date ? ` ${String(node.attrs.date)}` : ''}`, ...text ? [text] : [], ...credit ? [`-- ${credit}`] : [], ':::'].join('\n'), false);
    state.closeBlock(node);
  };
}

function list(state: MarkdownSerializerState, node: Node): void {
  const mark = String(node.attrs.mark);
  const first = Number(node.attrs.order);
  const widest = node.type.name === 'ordered_list' ? String(first + node.childCount - 1).length + 2 : 2;
  state.renderList(node, ' '.repeat(widest), i => node.type.name === 'ordered_list' ? `${first + i}${mark} `.padEnd(widest) : `${mark} `);
}

function table(state: MarkdownSerializerState, node: Node): void {
  const cells = (row: Node) => Array.from({ length: columns }, (_, i) => i < row.childCount ? lineIn(row.child(i)).replace(/\n/g, ' ').replace(/(?<!\\)(?:\\\\)*\|/g, run => `${run.slice(0, -1)}\\|`) : '');
  let columns = 1;
  node.forEach(row => { columns = Math.max(columns, row.childCount); });
  const head = node.firstChild!;
  const align = Array.from({ length: columns }, (_, i) => ({ left: ':---', center: ':---:', right: '---:' })[String(head.maybeChild(i)?.attrs.align)] ?? '---');
  const rows: string[][] = [];
  node.forEach((row, _, i) => {
    rows.push(cells(row));
    if (i === 0) rows.push(align);
  });
  state.text(rows.map((row, i) => i === 1 ? `|${row.join('|')}|` : `| ${row.join(' | ')} |`).join('\n'), false);
  state.closeBlock(node);
}

const raw = (attr: string): Write => (state, node) => {
  state.text(String(node.attrs[attr]), false);
  state.closeBlock(node);
};

const nodes: Record<string, Write> = {
  paragraph(state, node) {
    state.text(inline(node, true), false);
    state.closeBlock(node);
  },
  heading(state, node) {
    state.write(`${'#'.repeat(Number(node.attrs.level))} `);
    // Signs of a heading at its end would close it.
    state.text(inline(node, false).replace(/(?<=^|\s)#+$/, '\\$&'), false);
    state.closeBlock(node);
  },
  blockquote: (state, node) => state.wrapBlock('> ', null, node, () => state.renderContent(node)),
  bullet_list: list,
  ordered_list: list,
  list_item: (state, node) => state.renderContent(node),
  code_block(state, node) {
    const fence = fenceOf(node.textContent, 3);
    state.write(`${fence}${String(node.attrs.info)}\n`);
    state.text(node.textContent, false);
    if (node.textContent) state.write('\n');
    state.write(fence);
    state.closeBlock(node);
  },
  rule(state, node) {
    state.write('---');
    state.closeBlock(node);
  },
  figure(state, node) {
    const [caption, credit] = [lineIn(node.child(0)), lineIn(node.child(1))];
    const image = picture(node);
    state.text([node.attrs.href ? `[${image}](${target(String(node.attrs.href))})` : image, ...caption ? [caption] : [], ...credit ? [`-- ${credit}`] : []].join('\n'), false);
    state.closeBlock(node);
  },
  gallery: box('gallery'),
  pull_quote: box('pull-quote'),
  correction: box('correction'),
  footnote: (state, node) => state.wrapBlock('    ', `[^${String(node.attrs.label)}]: `, node, () => state.renderContent(node)),
  table,
  embed: raw('address'),
  cut: raw('source'),
  opaque: raw('source'),
};

const serializer = new MarkdownSerializer(nodes, {});
const written = new WeakMap<Node, string>();
const stood = new WeakMap<Node, string>();

/** Says in which lines a block stood when it was read. One that comes back, by a step back for instance, stands in them again. */
export function remember(node: Node, source: string): void {
  stood.set(node, source);
}

/** One block as Markdown. */
export function write(node: Node): string {
  let text = written.get(node);
  if (text === undefined) written.set(node, text = serializer.serialize(schema.nodes.doc!.create(null, node)).replace(/[ \t\r\n]+$/, ''));
  return text;
}

/** A document as Markdown, and where in it each block begins. */
export interface Laid { readonly text: string; readonly starts: readonly number[] }

/** A document as Markdown: each block that is as it was read stands as it stood. */
export function lay(doc: Node, { parts, tail }: Body): Laid {
  const [known, places] = matches(doc, parts);
  const starts: number[] = [];
  let [text, before, touched] = ['', -1, false];
  doc.forEach((node, _, i) => {
    const block = known[i]! >= 0 ? parts[known[i]!]!.source : apart(stood.get(node) ?? write(node), node, i > 0 ? doc.child(i - 1) : null, text);
    const [at, now] = [places[i]!, known[i]! < 0];
    if (block && text === '') text = at === 0 ? parts[0]!.gap : '';
    else if (block) text += at > 0 && at === before + 1 && (!touched && !now || /\n[ \t\r]*\n/.test(parts[at]!.gap)) ? parts[at]!.gap : '\n\n';
    starts.push(text.length);
    text += block;
    // An empty paragraph is nothing in Markdown.
    if (block) [before, touched] = [at, now];
  });
  return { text: text + (tail.trim() === '' ? tail : ''), starts };
}

// Two lists of one kind would be one.
function apart(block: string, node: Node, above: Node | null, text: string): string {
  if (above?.type !== node.type || !/_list$/.test(node.type.name)) return block;
  const mark = /^(?:\d+)?([-*+.)]) /.exec(block)?.[1];
  const last = /(?:^|\n)(?:\d+)?([-*+.)]) [^\n]*(?:\n+ [^\n]*)*\s*$/.exec(text)?.[1];
  if (!mark || mark !== last) return block;
  const other = { '-': '*', '*': '-', '+': '-', '.': ')', ')': '.' }[mark]!;
  return block.replace(/^(\d*)[-*+.)](?= )/gm, (_, number: string) => number + other);
}

// Which part each block is: the same from both ends, the very node in between, else one that says the same and that no other block is.
// The second list also says in whose place a changed block stands.
function matches(doc: Node, parts: readonly Part[]): [number[], number[]] {
  const found = new Array<number>(doc.childCount).fill(-1);
  let [from, to, end] = [0, doc.childCount, parts.length];
  while (from < to && from < end && doc.child(from).eq(parts[from]!.node)) found[from] = from++;
  while (to > from && end > from && doc.child(to - 1).eq(parts[end - 1]!.node)) found[--to] = --end;
  const free = new Map<Node, number>();
  for (let i = from; i < end; i++) free.set(parts[i]!.node, i);
  const rest: number[] = [];
  for (let i = from; i < to; i++) {
    const node = doc.child(i);
    const at = free.get(node);
    if (at === undefined) rest.push(i);
    else found[i] = at;
    free.delete(node);
  }
  for (const i of rest) {
    for (const [node, at] of free) {
      if (!doc.child(i).eq(node)) continue;
      found[i] = at;
      free.delete(node);
      break;
    }
  }
  const places = [...found];
  for (let i = 0; i < doc.childCount; i++) {
    if (places[i]! >= 0) continue;
    const next = found.findIndex((at, n) => n > i && at >= 0);
    const [last, run] = [i > 0 ? places[i - 1]! : -1, (next < 0 ? doc.childCount : next) - i];
    if ((next < 0 ? parts.length : found[next]!) - last - 1 === run) places[i] = last + 1;
    else places[i] = parts.length + 1;
  }
  return [found, places];
}
