// Markdown into blocks, each with the very lines that it stands in. What ProseMirror could not give back as it is becomes an opaque block.

import { Fragment, type Mark, type MarkType, type Node, type NodeType } from 'prosemirror-model';
import { markdown, notesIn, type Token } from './dialect.js';
import { settled, signs } from './inline.js';
import { schema } from './schema.js';
import { remember, write } from './write.js';

/** A top-level block: its node, its source, and what stands between it and the block before it. */
export interface Part { readonly node: Node; readonly source: string; readonly gap: string }

/** A text as blocks. Gaps and sources in order, then the tail, are the text byte for byte. */
export interface Body { readonly parts: readonly Part[]; readonly tail: string }

const { nodes: of, marks } = schema;
const address = /^(?:https?:\/\/[^\s<>"\\^`{|}/]+(?:[/?#][^\s<>"]*)?|\/(?:[^\s<>"\\/]+\/)+(?:[^\s<>"\\/]+\.(?:mp3|m4a|mp4|m4v|webm|pdf))?)$/i;
// Nothing in it means anything but itself, at the beginning of a line or within.
const plain = /^[\p{L}\p{Nd}“‘"'(][^\\`*_[\]<>&~|\n]*$/u;
const listLike = /^\d+[.)](\s|$)/;

class Unknown extends Error {}

interface Env { notes: Set<string>; references?: object }

/** Whether a paragraph that says only this becomes a card. */
export function isAddress(text: string): boolean {
  return address.test(text);
}

/** Reads a text. */
export function read(source: string): Body {
  const env: Env = { notes: notesIn(source) };
  const lines = source.split(/(?<=\r\n|\r(?!\n)|\n)/);
  const parts: Part[] = [];
  let [at, gap] = [0, ''];
  const take = (to: number) => lines.slice(at, at = to).join('');
  for (const [from, to, tokens] of topLevel(markdown.parse(source, env))) {
    if (from < at) continue;
    gap = opaqueGap(parts, gap + take(from));
    for (const piece of pieces(from, to, tokens)) {
      const whole = take(piece.to);
      const text = whole.replace(/[ \t\r\n]+$/, '');
      const node = nodeOf(text, piece.tokens, env);
      remember(node, text);
      parts.push({ node, source: text, gap });
      gap = whole.slice(text.length);
    }
  }
  gap = opaqueGap(parts, gap + take(lines.length));
  return { parts, tail: gap };
}

/** Reads a part of a text, for instance what somebody pastes. */
export function readNodes(source: string, notes: Set<string> = new Set()): Node[] {
  const env: Env = { notes: new Set([...notes, ...notesIn(source)]) };
  return [...topLevel(markdown.parse(source, env))].flatMap(([, , tokens]) => {
    try {
      return blocks(tokens, true);
    } catch (error) {
      if (!(error instanceof Unknown)) throw error;
      return [of.opaque!.create({ source })];
    }
  });
}

// Definitions of links produce nothing of their own; they stand in the text like any block.
function opaqueGap(parts: Part[], gap: string): string {
  const words = gap.trim();
  if (!words) return gap;
  const at = gap.indexOf(words);
  parts.push({ node: of.opaque!.create({ source: words }), source: words, gap: gap.slice(0, at) });
  return gap.slice(at + words.length);
}

function* topLevel(tokens: Token[]): Generator<[number, number, Token[]]> {
  for (let from = 0, depth = 0, to = 0; to < tokens.length; to++) {
    depth += tokens[to]!.nesting;
    if (depth > 0) continue;
    const map = tokens[from]!.map;
    if (map) yield [map[0], map[1], tokens.slice(from, to + 1)];
    from = to + 1;
  }
}

// Every line that is a picture alone begins another figure, and another piece.
function pieces(from: number, to: number, tokens: Token[]): { to: number; tokens: Token[] }[] {
  const rows = tokens[0]!.type === 'paragraph_open' ? rowsOf(tokens[1]!) : [];
  if (rows.length < 2 || rows.length !== to - from || !picture(rows[0]!)) return [{ to, tokens }];
  const starts = rows.flatMap((row, i) => picture(row) ? [i] : []);
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? rows.length;
    return { to: from + end, tokens: [tokens[0]!, inlineOf(tokens[1]!, rows.slice(start, end)), tokens[2]!] };
  });
}

function inlineOf(token: Token, rows: Token[][]): Token {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(token)) as Token, token);
  copy.children = rows.flatMap((row, i) => i === 0 ? row : [lineEnd, ...row]);
  return copy;
}

const lineEnd = { type: 'softbreak', nesting: 0 } as Token;

function nodeOf(source: string, tokens: Token[], env: Env): Node {
  if (tokens[0]!.type === 'paragraph_open' && plain.test(source) && !listLike.test(source) && !isAddress(source)) return of.paragraph!.create(null, schema.text(source));
  try {
    const found = blocks(tokens, true);
    // What would not come back as it is, must not be rewritten.
    if (found.length === 1 && !found[0]!.isAtom && !again(found[0]!, env)) throw new Unknown();
    if (found.length === 1) return found[0]!;
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
  }
  return of.opaque!.create({ source });
}

function again(node: Node, env: Env): boolean {
  const tokens = [...topLevel(markdown.parse(write(node), { notes: env.notes }))];
  if (tokens.length !== 1) return false;
  const found = blocks(tokens[0]![2], true);
  return found.length === 1 && found[0]!.eq(node);
}

function make(type: NodeType, attrs: object | null, content: readonly Node[]): Node {
  const inside = Fragment.fromArray([...content]);
  if (!type.validContent(inside)) throw new Unknown();
  return type.create(attrs as Record<string, unknown> | null, inside);
}

function blocks(tokens: Token[], top = false): Node[] {
  const found: Node[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    let end = i;
    if (token.nesting === 1) {
      for (let depth = 1; depth > 0;) depth += tokens[++end]!.nesting;
    }
    found.push(...block(token, tokens.slice(i + 1, end), top));
    i = end;
  }
  return found;
}

function block(token: Token, inside: Token[], top: boolean): Node[] {
  switch (token.type) {
    case 'paragraph_open': return paragraph(inside[0]!, top);
    case 'heading_open': return [make(of.heading!, { level: Number(token.tag[1]) }, inline(inside[0]!.children!))];
    case 'blockquote_open': return [make(of.blockquote!, null, blocks(inside))];
    case 'bullet_list_open': return [make(of.bullet_list!, { tight: isTight(inside), mark: token.markup }, blocks(inside))];
    case 'ordered_list_open': return [make(of.ordered_list!, { tight: isTight(inside), mark: token.markup, order: Number(token.attrGet('start') ?? 1) }, blocks(inside))];
    case 'list_item_open': return [make(of.list_item!, null, blocks(inside))];
    case 'code_block': return [code(token.content, '')];
    case 'fence': return [code(token.content, token.info.trim())];
    case 'hr': return [of.rule!.create()];
    case 'html_block': return [html(token.content.trim(), top)];
    case 'table_open': return [make(of.table!, null, blocks(inside))];
    case 'thead_open': case 'tbody_open': return blocks(inside);
    case 'tr_open': return [make(of.table_row!, null, blocks(inside))];
    case 'th_open': case 'td_open': return [make(of.table_cell!, { align: /left|center|right/.exec(token.attrGet('style') ?? '')?.[0] ?? '' }, inline(inside[0]?.children ?? []))];
    case 'note_open': return [make(of.footnote!, { label: token.info }, blocks(inside))];
    case 'container_open': return [box(token, inside)];
    default: throw new Unknown();
  }
}

// Loose lists show their paragraphs, tight ones hide them.
function isTight(tokens: Token[]): boolean {
  return tokens.every(token => token.type !== 'paragraph_open' || token.level !== tokens[0]!.level + 1 || token.hidden);
}

function code(content: string, info: string): Node {
  const lines = content.replace(/\n$/, '');
  return of.code_block!.create({ info }, lines ? schema.text(lines) : null);
}

function html(source: string, top: boolean): Node {
  if (!top) throw new Unknown();
  return /^<!--\s*more(\s[^]*)?-->$/.test(source) ? of.cut!.create({ source }) : of.opaque!.create({ source });
}

function box(token: Token, inside: Token[]): Node {
  if (token.info === 'gallery') return make(of.gallery!, null, blocks(inside));
  if (token.info === 'correction') return make(of.correction!, { date: token.meta as string }, blocks(inside));
  if (token.meta) throw new Unknown();
  const last = inside.findLast(inner => inner.type === 'inline');
  const rows = last ? rowsOf(last) : [];
  const credit = rows.at(-1) && inside.at(-1)?.type === 'paragraph_close' ? dashed(rows.at(-1)!) : null;
  const paragraphs = inside.flatMap((inner, i) => inner.type !== 'paragraph_open' ? [] : [inside[i + 1] === last && credit ? rows.slice(0, -1) : rowsOf(inside[i + 1]!)]);
  if (paragraphs.length * 3 !== inside.length) throw new Unknown();
  if (paragraphs.at(-1)?.length === 0) paragraphs.pop();
  return make(of.pull_quote!, null, [...paragraphs.map(lines => make(of.paragraph!, null, inline(joined(lines)))), make(of.credit!, null, inline(credit ?? []))]);
}

function paragraph(token: Token, top: boolean): Node[] {
  const text = token.content.trim();
  const alone = /^<(\S+)>$/.exec(text)?.[1] ?? text;
  if (top && isAddress(alone)) {
    if (alone !== text) throw new Unknown();
    return [of.embed!.create({ address: alone })];
  }
  const rows = rowsOf(token);
  if (!picture(rows[0]!)) return [make(of.paragraph!, null, inline(token.children!))];
  const figures: Node[] = [];
  for (let i = 0; i < rows.length;) {
    const to = rows.findIndex((row, n) => n > i && picture(row));
    figures.push(figure(rows.slice(i, to < 0 ? rows.length : to)));
    i = to < 0 ? rows.length : to;
  }
  return figures;
}

function figure(rows: Token[][]): Node {
  const [image, href] = picture(rows[0]!)!;
  const credit = rows.length > 1 ? dashed(rows.at(-1)!) : null;
  return make(of.figure!, { ...picturesAttrs(image), href }, [
    make(of.caption!, null, inline(joined(rows.slice(1, credit ? -1 : undefined)))), make(of.credit!, null, inline(credit ?? [])),
  ]);
}

function rowsOf(token: Token): Token[][] {
  const rows: Token[][] = [[]];
  let depth = 0;
  for (const child of token.children!) {
    depth += child.nesting;
    if (depth === 0 && (child.type === 'softbreak' || child.type === 'hardbreak')) rows.push([]);
    else rows.at(-1)!.push(child);
  }
  return rows;
}

function joined(rows: Token[][]): Token[] {
  return rows.flatMap((row, i) => i === 0 ? row : [lineEnd, ...row]);
}

function picture(row: Token[]): [Token, string] | null {
  const all = row.filter(token => token.type !== 'text' || token.content.trim());
  if (all.length === 1 && all[0]!.type === 'image') return [all[0]!, ''];
  return all.length === 3 && all[0]!.type === 'link_open' && all[1]!.type === 'image' && !all[0]!.attrGet('title') ? [all[1]!, all[0]!.attrGet('href') ?? ''] : null;
}

function picturesAttrs(token: Token): { src: string; alt: string; title: string } {
  return { src: token.attrGet('src') ?? '', alt: altOf(token.children ?? []), title: token.attrGet('title') ?? '' };
}

function altOf(tokens: Token[]): string {
  return tokens.map(token => token.type === 'softbreak' || token.type === 'hardbreak' ? ' ' : token.children ? altOf(token.children) : token.content).join('');
}

function dashed(row: Token[]): Token[] | null {
  const [first, ...rest] = row;
  if (first?.type !== 'text' || !first.content.startsWith('-- ')) return null;
  const copy = Object.assign(Object.create(Object.getPrototypeOf(first)) as Token, first, { content: first.content.slice(3).trimStart() });
  return [copy, ...rest];
}

// Marks that are written as elements: those with both ends within one and the same mark, and neither in one of their kind nor around one.
const element = new RegExp(`^<(/?)(${Object.values(signs).map(([, name]) => name).join('|')})>$`);
const marked: Readonly<Record<string, MarkType>> = Object.fromEntries(Object.entries(signs).map(([mark, [, name]]) => [name, marks[mark]!]));
const opening: Readonly<Record<string, MarkType>> = { strong_open: marks.strong!, em_open: marks.em!, s_open: marks.strike! };

function elements(tokens: Token[]): Map<Token, MarkType> {
  const found = new Map<Token, MarkType>();
  const open: { type?: MarkType; starts: [at: number, name: string][] }[] = [{ starts: [] }];
  tokens.forEach((token, i) => {
    if (token.nesting > 0) open.push({ type: opening[token.type], starts: [] });
    else if (token.nesting < 0) open.pop();
    const [, end, name] = token.type === 'html_inline' && element.exec(token.content) || [];
    const starts = open.at(-1)?.starts;
    if (!name || !starts) return;
    const type = marked[name]!;
    const last = starts.findLastIndex(([, other]) => other === name);
    if (!end) starts.push([i, name]);
    else if (last >= 0) {
      const [at] = starts[last]!;
      starts.length = last;
      if (open.some(one => one.type === type) || tokens.slice(at + 1, i).some(one => (opening[one.type] ?? found.get(one)) === type)) return;
      found.set(tokens[at]!, type).set(token, type);
    }
  });
  return found;
}

function inline(tokens: Token[]): readonly Node[] {
  const found: Node[] = [];
  const open: Mark[] = [];
  const set = () => open.reduce((all, mark) => mark.addToSet(all), [] as readonly Mark[]);
  const text = (words: string, more?: Mark) => words && found.push(schema.text(words, more ? more.addToSet(set()) : set()));
  const written = elements(tokens);
  for (const token of tokens) {
    const type = written.get(token);
    if (type) {
      if (token.content.startsWith('</')) open.pop();
      else open.push(type.create());
      continue;
    }
    switch (token.type) {
      case 'text': case 'text_special': text(token.content); break;
      case 'softbreak': text(' '); break;
      case 'hardbreak': found.push(of.break!.create(null, null, set())); break;
      case 'code_inline': text(token.content, marks.code!.create()); break;
      case 'image': found.push(of.image!.create(picturesAttrs(token), null, set())); break;
      case 'html_inline': found.push(of.html!.create({ source: token.content }, null, set())); break;
      case 'note_ref': found.push(of.footnote_ref!.create({ label: token.meta as string }, null, set())); break;
      case 'em_open': open.push(marks.em!.create()); break;
      case 'strong_open': open.push(marks.strong!.create()); break;
      case 's_open': open.push(marks.strike!.create()); break;
      case 'link_open': open.push(marks.link!.create({ href: token.attrGet('href'), title: token.attrGet('title') })); break;
      case 'em_close': case 'strong_close': case 's_close': case 'link_close': open.pop(); break;
      default: throw new Unknown();
    }
  }
  return settled(Fragment.fromArray(found).content);
}
