// For the tests: reads texts, changes them as a person would, and says what becomes of them. One JSON text a line in, one answer a line out.

import { createInterface } from 'node:readline';
import { Fragment, type Node } from 'prosemirror-model';
import { EditorState, type Transaction } from 'prosemirror-state';
import { history, undo } from 'prosemirror-history';
import { replaceAll, search, setSearchState } from 'prosemirror-search';
import { Query } from './bars.js';
import { marksOf } from './clean.js';
import { refusal } from './commands.js';
import { read } from './read.js';
import { schema } from './schema.js';
import { lay, write } from './write.js';

/** What the tests are told of one text. */
interface Answer { same: boolean; anew: string; opaque: number; blocks: number; broken: string[] }

/** What one line asks: a text to walk through; else a block to write and read, words to replace, what a style says of marks, whether an address may be linked to. */
type Asked = string | { block: object } | { text: string; find: string; other: string } | { tag: string; look: string } | { link: string };

for await (const line of createInterface({ input: process.stdin })) process.stdout.write(`${JSON.stringify(answer(JSON.parse(line) as Asked))}\n`);

function answer(asked: Asked): unknown {
  if (typeof asked === 'string') return walk(asked);
  if ('block' in asked) return there(asked.block);
  if ('find' in asked) return replaced(asked.text, asked.find, asked.other);
  return 'look' in asked ? marksOf(asked.tag, asked.look) : refusal(asked.link);
}

// There and back: a block that somebody made, as Markdown, what it reads as, and what it is written as then.
function there(block: object): { text: string; means: string; reads: string; again: string } {
  const joined = (node: Node): Node => node.isText ? node : node.copy(Fragment.fromArray(node.content.content.map(joined)));
  const node = joined(schema.nodeFromJSON(block));
  const text = write(node);
  const { parts } = read(text);
  return { text, means: meaning([node]), reads: meaning(parts.map(part => part.node)), again: parts.map(part => write(part.node)).join('\n\n') };
}

// Every sign with its marks; of blanks only that they are there, for nobody sees whether a blank is bold.
function meaning(nodes: readonly Node[]): string {
  let text = '';
  const walk = (node: Node) => {
    const marks = node.marks.map(mark => mark.type === schema.marks.link ? String(mark.attrs.href) : mark.type.name).join();
    if (node.isText && !schema.marks.code!.isInSet(node.marks)) text += node.text!.replace(/\s+|\S/gu, sign => sign.trim() ? `${sign}{${marks}}` : ' ');
    else if (node.isText) text += `\`${node.text!}\`{${marks}}`;
    else if (node.type.name === 'break') text += '\n';
    else if (node.isLeaf) text += `${JSON.stringify(node.attrs)}{${marks}}`;
    else {
      text += `\n(${node.type.name}`;
      node.forEach(walk);
      text += ')\n';
    }
  };
  nodes.forEach(walk);
  return text.replace(/ +/g, ' ').replace(/ ?\n[ \n]*/g, match => match.replace(/ /g, '')).replace(/\((\w+) /g, '($1').replace(/\s+\)/g, ')').trim();
}

function replaced(text: string, find: string, other: string): string {
  const doc = schema.nodes.doc!.create(null, read(text).parts.map(part => part.node));
  let state = EditorState.create({ doc, plugins: [search()] });
  const apply = (tr: Transaction) => { state = state.apply(tr); };
  apply(setSearchState(state.tr, new Query(find, other)));
  replaceAll(state, apply);
  return state.doc.content.content.map(write).join('\n\n');
}

function walk(source: string): Answer {
  const body = read(source);
  const doc = schema.nodes.doc!.create(null, body.parts.length ? body.parts.map(part => part.node) : [schema.nodes.paragraph!.create()]);
  const broken: string[] = [];
  const same = lay(doc, body).text === source && body.parts.map(part => part.gap + part.source).join('') + body.tail === source;
  // A word typed into each block in turn: all others keep their very lines. Taken back, the text is what it was.
  let state = EditorState.create({ doc, plugins: [history({ newGroupDelay: 0 })] });
  const start = state;
  const apply = (tr: Transaction) => { state = state.apply(tr); };
  doc.forEach((node, pos, i) => {
    const at = firstText(node);
    if (body.parts.length === 0 || at < 0) return;
    state = start;
    apply(state.tr.insertText('Typed ', pos + at));
    const text = lay(state.doc, body).text;
    const changed = write(state.doc.child(i));
    const before = body.parts.slice(0, i).map(part => part.gap + part.source).join('');
    const after = body.parts.slice(i + 1).map((part, n) => n === 0 ? part.source : part.gap + part.source).join('') + body.tail;
    if (!text.startsWith(before) || !text.endsWith(after) || text.slice(before.length).trimStart().slice(0, changed.length) !== changed) broken.push(`edit ${i}: ${body.parts[i]!.source}`);
    undo(state, apply);
    if (lay(state.doc, body).text !== source) broken.push(`undo ${i}: ${body.parts[i]!.source}`);
  });
  const anew = body.parts.map(part => part.node.type.name === 'opaque' ? part.source : write(part.node)).join('\n\n');
  return { same, anew, opaque: body.parts.filter(part => part.node.type.name === 'opaque').length, blocks: body.parts.length, broken };
}

// Where the first words of a block begin; -1 for a block without.
function firstText(node: Node): number {
  if (node.isTextblock) return 1;
  let found = -1;
  node.descendants((inner, pos) => {
    if (found < 0 && inner.isTextblock) found = pos + 2;
    return found < 0;
  });
  return found;
}
