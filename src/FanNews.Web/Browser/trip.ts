// For the tests: reads texts, changes them as a person would, and says what becomes of them. One JSON text a line in, one answer a line out.

import { createInterface } from 'node:readline';
import type { Node } from 'prosemirror-model';
import { EditorState, type Transaction } from 'prosemirror-state';
import { history, undo } from 'prosemirror-history';
import { read } from './read.js';
import { schema } from './schema.js';
import { lay, write } from './write.js';

/** What the tests are told of one text. */
interface Answer { same: boolean; anew: string; opaque: number; blocks: number; broken: string[] }

for await (const line of createInterface({ input: process.stdin })) {
  const source = JSON.parse(line) as string;
  process.stdout.write(`${JSON.stringify(walk(source))}\n`);
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
