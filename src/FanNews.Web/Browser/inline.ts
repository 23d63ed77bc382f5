// The inside of a block as Markdown: words, and marks over them. Signs of marks stand only where CommonMark (0.31, section 6.2) is sure to read them as such.

import { Fragment, type Mark, type MarkType, type Node } from 'prosemirror-model';
import { schema } from './schema.js';

const { nodes: of, marks } = schema;
const { link, code } = marks;

/** How a mark is written: between signs, or as an element where signs would stay signs. Readers get the same of both. */
export const signs: Readonly<Record<string, readonly [sign: string, element: string]>> = { strong: ['**', 'strong'], em: ['*', 'em'], strike: ['~~', 'del'] };

export const title = (attrs: Node['attrs']) => attrs.title ? ` "${String(attrs.title).replace(/["\\]/g, '\\$&')}"` : '';
export const target = (address: string) => /[\s()<>]/.test(address) ? `<${address.replace(/[<>\n]/g, encodeURIComponent)}>` : address;
export const picture = (node: Node) => `![${escape(String(node.attrs.alt), false, true)}](${target(String(node.attrs.src))}${title(node.attrs)})`;
export const fenceOf = (code: string, least: number) => '`'.repeat(Math.max(least, ...[...code.matchAll(/`+/g)].map(run => run[0].length + 1)));

/** What would mean something else, as CommonMark and the dialect read it, gets a backslash; nothing else does. */
export function escape(words: string, begins: boolean, brackets = false): string {
  let text = words.replace(/\\(?=[!-/:-@[-`{-~]|$)|[`*]|~(?=~)|(?<=~)~|<(?=[A-Za-z/!?])|&(?=#?\w+;)|_/g, (sign, at: number) =>
    sign === '*' && /\s/.test(words[at - 1] ?? 'x') && /\s/.test(words[at + 1] ?? 'x') || sign === '_' && /[\p{L}\p{N}]/u.test(words[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(words[at + 1] ?? '') ? sign : `\\${sign}`);
  text = brackets ? text.replace(/[[\]]/g, '\\$&') : text.replace(/\[(?=\^|[^\][]*$|[^\]]*\][([:])/g, '\\[').replace(/\](?=[([:])/g, '\\]');
  if (!begins) return text;
  return text.replace(/^\s+/, '').replace(/^(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|:::|:?-{2,}|={1,}\s*$|_{3,}|\*|\|)/, '\\$1').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

const isWords = (node: Node) => node.isText && !code!.isInSet(node.marks);
const isBlank = (node: Node) => node.type === of.break || isWords(node) && !/\S/.test(node.text!);

/** Takes marks from blanks at either end of what they are over: nobody sees them there. */
export function settled(nodes: readonly Node[]): readonly Node[] {
  const all = nodes.flatMap(node => isWords(node) && node.marks.length ? node.text!.match(/^\s+|\s+$|\S(?:[^]*\S)?/g)!.map(words => schema.text(words, node.marks)) : [node]);
  const strip = (type: MarkType, from: number, to: number) => {
    for (let i = from; i < to; i++) all[i] = all[i]!.mark(type.removeFromSet(all[i]!.marks));
  };
  for (const type of [link!, marks.strong!, marks.em!, marks.strike!]) {
    for (let i = 0, end; i < all.length; i = end) {
      const mark = type.isInSet(all[i]!.marks);
      end = mark ? endOf(all, mark, i) : i + 1;
      if (!mark) continue;
      let [from, to] = [i, end];
      while (from < to && isBlank(all[from]!)) from++;
      while (to > from && isBlank(all[to - 1]!)) to--;
      if (type === link && from < to) continue;
      strip(type, i, from);
      strip(type, to, end);
    }
  }
  return Fragment.fromArray(all).content;
}

function endOf(nodes: readonly Node[], mark: Mark, from: number): number {
  while (from < nodes.length && mark.isInSet(nodes[from]!.marks)) from++;
  return from;
}

// A blank that somebody put there on purpose; at the end of a block it is read only by its name.
const held = '\u00A0';

// Blanks where a line begins and lines that hold nothing at the end mean nothing in Markdown.
function lines(nodes: readonly Node[]): Node[] {
  const found: Node[] = [];
  for (const node of nodes) {
    const begins = found.length === 0 || found.at(-1)!.type === of.break;
    const words = isWords(node) ? (begins ? node.text!.trimStart() : node.text!).replace(/[\r\n]/g, ' ') : null;
    if (words !== '') found.push(words === null ? node : schema.text(words, node.marks));
  }
  while (found.length && isBlank(found.at(-1)!) && !found.at(-1)!.text?.includes(held)) found.pop();
  const last = found.at(-1);
  return last && isWords(last) ? [...found.slice(0, -1), schema.text(last.text!.replace(/[^\S\u00A0]+$/, ''), last.marks)] : found;
}

/** A mark from its beginning to its end, as signs until it shows that they would not do. */
interface Pair { readonly mark: Mark; isElement: boolean }

type Piece = { readonly words: string; readonly node: Node } | { readonly pair: Pair; readonly opens: boolean };

const signOf = ({ mark, isElement }: Pair) => isElement ? '' : signs[mark.type.name]?.[0][0] ?? '';

function textOf(piece: Piece): string {
  if ('words' in piece) return piece.words;
  const { mark, isElement } = piece.pair;
  if (mark.type === link) return piece.opens ? '[' : `](${/[\s<>]/.test(String(mark.attrs.href)) ? target(String(mark.attrs.href)) : String(mark.attrs.href).replace(/[()"]/g, '\\$&')}${title(mark.attrs)})`;
  const [sign, element] = signs[mark.type.name]!;
  return isElement ? `<${piece.opens ? '' : '/'}${element}>` : sign;
}

/** The inside of a block as Markdown. `begins`: whether it begins a line, where some signs mean more than elsewhere. */
export function inline(block: Node, begins: boolean): string {
  const pieces = piecesOf(lines(settled(block.content.content)), begins);
  while (retreat(pieces));
  let text = '';
  for (const piece of pieces) {
    const next = textOf(piece);
    // A backslash does not keep the server from counting a sign among those that begin code.
    if (next.startsWith('`') && text.endsWith('\\`')) text = `${text.slice(0, -2)}&#96;`;
    if (next.startsWith('[') && /(?<!\\)(?:\\\\)*!$/.test(text)) text = `${text.slice(0, -1)}\\!`;
    text += next;
  }
  return text.replace(/(\\?)(\u00A0+)$/, (_, slash: string, run: string) => slash + slash + '&nbsp;'.repeat(run.length));
}

// What is longer opens first. A link is never parted, for it would be two.
function piecesOf(nodes: readonly Node[], begins: boolean): Piece[] {
  const pieces: Piece[] = [];
  const open: Pair[] = [];
  const close = (keep: number) => {
    while (open.length > keep) pieces.push({ pair: open.pop()!, opens: false });
  };
  nodes.forEach((node, i) => {
    const all = node.marks.filter(mark => mark.type !== code);
    const fresh = all.filter(mark => !open.some(pair => pair.mark.eq(mark)));
    const leads = fresh.find(mark => mark.type === link);
    const kept = open.findIndex(({ mark }) => !mark.isInSet(all) || leads && endOf(nodes, mark, i) < endOf(nodes, leads, i));
    if (kept >= 0) close(kept);
    const bare = Boolean(leads) && node.marks.at(-1) === leads && isBare(node, leads!) && endOf(nodes, leads!, i) === i + 1;
    const opening = all.filter(mark => !open.some(pair => pair.mark.eq(mark)) && !(bare && mark === leads)).sort((one, other) => endOf(nodes, other, i) - endOf(nodes, one, i));
    for (const mark of opening) {
      const pair = { mark, isElement: false };
      open.push(pair);
      pieces.push({ pair, opens: true });
    }
    const last = pieces.at(-1);
    const starts = last ? 'node' in last && last.node.type === of.break : begins;
    pieces.push({ node, words: bare ? `<${node.text!}>` : leafOf(node, starts, last && 'node' in last && last.node.type === of.footnote_ref || false) });
  });
  close(0);
  return pieces;
}

// An address that is its own text.
function isBare(node: Node, mark: Mark): boolean {
  return node.text === mark.attrs.href && !mark.attrs.title && /^[a-z][a-z\d+.-]{1,31}:[^\s<>]*$/i.test(node.text!);
}

function leafOf(node: Node, begins: boolean, afterNote: boolean): string {
  switch (node.type) {
    case of.image: return picture(node);
    case of.break: return '\\\n';
    case of.html: return String(node.attrs.source);
    case of.footnote_ref: return `[^${String(node.attrs.label)}]`;
  }
  if (isWords(node)) return escape(node.text!, begins, Boolean(link!.isInSet(node.marks))).replace(/^(?=[([:])/, afterNote ? '\\' : '');
  const ticks = fenceOf(node.text!, 1);
  const room = /^`|`$|^ .*[^ ].* $/.test(node.text!) ? ' ' : '';
  return ticks + room + node.text!.replace(/[\r\n]/g, ' ') + room + ticks;
}

// The first mark whose signs would not open or not close becomes an element; whether one did.
function retreat(pieces: readonly Piece[]): boolean {
  const open: { pair: Pair; run: number }[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    if ('words' in piece) continue;
    const sign = signOf(piece.pair);
    if (!sign) continue;
    if (!piece.opens) {
      open.pop();
      const { inner, outer } = around(pieces, i, sign, false);
      if (works(inner, outer, sign)) continue;
    } else {
      const { inner, outer, run } = around(pieces, i, sign, true);
      // A sign that might close as well would take what is left of a run of three that is open.
      const closes = run < 3 && /\S/.test(outer) && open.some(other => other.run === 3 && signOf(other.pair) === sign);
      open.push({ pair: piece.pair, run });
      if (works(inner, outer, sign) && !closes) continue;
    }
    piece.pair.isElement = true;
    return true;
  }
  return false;
}

// The run of signs that a sign stands in, and what is before and after it.
function around(pieces: readonly Piece[], at: number, sign: string, opens: boolean): { inner: string; outer: string; run: number } {
  const same = (i: number) => {
    const piece = pieces[i];
    return piece !== undefined && 'pair' in piece && piece.opens === opens && signOf(piece.pair) === sign;
  };
  let [from, to, run] = [at, at + 1, 0];
  while (same(from - 1)) from--;
  while (same(to)) to++;
  for (let i = from; i < to; i++) run += textOf(pieces[i]!).length;
  const before = from > 0 ? [...textOf(pieces[from - 1]!)].at(-1)! : '';
  const after = to < pieces.length ? [...textOf(pieces[to]!)][0]! : '';
  return opens ? { inner: after, outer: before, run } : { inner: before, outer: after, run };
}

// Whether a sign with these beside it opens or closes. Readers differ in whether a symbol (£) is punctuation: what holds for both counts.
function works(inner: string, outer: string, sign: string): boolean {
  if (inner === '' || /\s/.test(inner) || inner === sign || outer === sign) return false;
  if (!/[\p{P}\p{S}]/u.test(inner)) return true;
  return /^$|[\t\n\r\p{Zs}]|[!-/:-@[-`{-~]|(?![\u{10000}-\u{10FFFF}])\p{P}/u.test(outer);
}
