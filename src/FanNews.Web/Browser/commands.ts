// What the toolbar, its keys and the slash menu do.

import { setBlockType, toggleMark, wrapIn, lift } from 'prosemirror-commands';
import { Fragment, type Node, type NodeType } from 'prosemirror-model';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import { NodeSelection, Selection, TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import { schema } from './schema.js';

const { nodes: of, marks } = schema;

/** Whether the caret stands in a block of this kind, and at which depth; 0 for no. */
function depthOf(state: EditorState, ...types: (NodeType | undefined)[]): number {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if (types.includes($from.node(depth).type)) return depth;
  }
  return 0;
}

/** Whether what a button does is done already where the caret is; null for a button that has no such state. */
export function isOn(state: EditorState, name: string): boolean | null {
  const { from, to, empty, $from } = state.selection;
  const mark = { bold: marks.strong, italic: marks.em, strike: marks.strike }[name];
  if (mark) return empty ? Boolean(mark.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, mark);
  switch (name) {
    case 'heading': return $from.parent.type === of.heading;
    case 'quote': return depthOf(state, of.blockquote) > 0;
    case 'list': return listOf(state) === of.bullet_list;
    case 'numbers': return listOf(state) === of.ordered_list;
    case 'pull-quote': return depthOf(state, of.pull_quote) > 0;
    case 'correction': return depthOf(state, of.correction) > 0;
    default: return null;
  }
}

function listOf(state: EditorState): NodeType | undefined {
  const depth = depthOf(state, of.bullet_list, of.ordered_list);
  return depth ? state.selection.$from.node(depth).type : undefined;
}

function list(type: NodeType): Command {
  return (state, dispatch) => {
    const on = listOf(state);
    if (on === type) return liftListItem(of.list_item!)(state, dispatch);
    if (!on) return wrapInList(type)(state, dispatch);
    const depth = depthOf(state, on);
    dispatch?.(state.tr.setNodeMarkup(state.selection.$from.before(depth), type));
    return true;
  };
}

const heading: Command = (state, dispatch) =>
  (isOn(state, 'heading') ? setBlockType(of.paragraph!) : setBlockType(of.heading!, { level: 2 }))(state, dispatch);

const quote: Command = (state, dispatch) => (isOn(state, 'quote') ? lift : wrapIn(of.blockquote!))(state, dispatch);

/** Puts a block where the caret's own block is: in place of it where that is empty, else after it. `select` finds the caret's place in it. */
export function insertBlock(tr: Transaction, block: Node | readonly Node[], into?: (node: Node) => boolean): Transaction {
  const $at = tr.selection.$from;
  const [before, after] = $at.depth > 0 ? [$at.before(1), $at.after(1)] : [tr.selection.from, tr.selection.to];
  const empty = $at.depth === 1 && $at.parent.isTextblock && $at.parent.content.size === 0;
  const blocks = Fragment.from(block as Node[]);
  const at = empty ? before : after;
  tr.replaceWith(at, empty ? after : at, blocks);
  const end = at + blocks.size;
  if (end >= tr.doc.content.size && !tr.doc.lastChild!.isTextblock) tr.insert(end, of.paragraph!.create());
  let place = -1;
  tr.doc.nodesBetween(at, end, (node, pos) => {
    if (place < 0 && into?.(node)) place = pos;
    return place < 0;
  });
  const found = place < 0 ? Selection.near(tr.doc.resolve(end), 1) : TextSelection.create(tr.doc, place + 1, place + 1 + tr.doc.nodeAt(place)!.content.size);
  return tr.setSelection(found).scrollIntoView();
}

// The selected blocks, or the one with the caret, as the inside of another.
function wrapped(make: (blocks: Node[]) => Node, into: (node: Node) => boolean): Command {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    if ($from.depth === 0 || !dispatch) return $from.depth > 0;
    const [from, to] = [$from.before(1), $to.after(1)];
    const inside: Node[] = [];
    state.doc.nodesBetween(from, to, node => {
      if (node.isTextblock) inside.push(of.paragraph!.create(null, node.content));
      return !node.isTextblock;
    });
    const block = make(inside.length ? inside : [of.paragraph!.create()]);
    const tr = state.tr.replaceWith(from, to, block);
    if (from + block.nodeSize >= tr.doc.content.size) tr.insert(tr.doc.content.size, of.paragraph!.create());
    let place = from;
    tr.doc.nodesBetween(from, from + block.nodeSize, (node, pos) => {
      if (place === from && into(node)) place = pos;
      return place === from;
    });
    dispatch(tr.setSelection(TextSelection.create(tr.doc, place + 1, place + tr.doc.nodeAt(place)!.nodeSize - 1)).scrollIntoView());
    return true;
  };
}

// Out of a box again: its paragraphs stand by themselves.
function unwrapped(type: NodeType): Command {
  return (state, dispatch) => {
    const depth = depthOf(state, type);
    if (!depth) return false;
    const [box, at] = [state.selection.$from.node(depth), state.selection.$from.before(depth)];
    const inside: Node[] = [];
    box.forEach(node => {
      if (node.type !== of.credit) inside.push(node);
      else if (node.content.size) inside.push(of.paragraph!.create(null, node.content));
    });
    const tr = state.tr.replaceWith(at, at + box.nodeSize, inside);
    dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(at + 1))).scrollIntoView());
    return true;
  };
}

function toggled(type: NodeType, make: (blocks: Node[]) => Node, into: (node: Node) => boolean): Command {
  return (state, dispatch) => (depthOf(state, type) ? unwrapped(type) : wrapped(make, into))(state, dispatch);
}

const cell = (words = '', align = '') => of.table_cell!.create({ align }, words ? schema.text(words) : null);

const newTable: Command = (state, dispatch) => {
  if (depthOf(state, of.table)) return false;
  const rows = [['Name', 'Number'], ['', ''], ['', '']].map(row => of.table_row!.create(null, row.map((words, i) => cell(words, i ? 'right' : ''))));
  dispatch?.(insertBlock(state.tr, of.table!.create(null, rows), node => node.type === of.table_cell));
  return true;
};

/** The labels of all notes and of the places that lead to them. */
function labels(doc: Node): string[] {
  const found: string[] = [];
  doc.descendants(node => {
    if (node.type === of.footnote || node.type === of.footnote_ref) found.push(String(node.attrs.label));
  });
  return found;
}

// The mark at the caret, the note at the end, where the caret goes: one step back for both.
const footnote: Command = (state, dispatch) => {
  const { $to } = state.selection;
  const type = of.footnote_ref!;
  if (!$to.parent.inlineContent || !$to.parent.canReplaceWith($to.index(), $to.index(), type) || depthOf(state, of.footnote)) return false;
  const label = String(Math.max(0, ...labels(state.doc).map(Number).filter(Number.isInteger)) + 1);
  const tr = state.tr.insert($to.pos, type.create({ label }));
  while (tr.doc.childCount > 1 && tr.doc.lastChild!.type === of.paragraph && tr.doc.lastChild!.content.size === 0) tr.delete(tr.doc.content.size - 2, tr.doc.content.size);
  const at = tr.doc.content.size;
  tr.insert(at, of.footnote!.create({ label }, of.paragraph!.create()));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
  return true;
};

/** A command by the name that the toolbar has for it. */
export function command(name: string, today: string): Command | null {
  switch (name) {
    case 'bold': return toggleMark(marks.strong!);
    case 'italic': return toggleMark(marks.em!);
    case 'strike': return toggleMark(marks.strike!);
    case 'code': return toggleMark(marks.code!);
    case 'heading': return heading;
    case 'subheading': return setBlockType(of.heading!, { level: 3 });
    case 'paragraph': return setBlockType(of.paragraph!);
    case 'code-block': return setBlockType(of.code_block!);
    case 'quote': return quote;
    case 'list': return list(of.bullet_list!);
    case 'numbers': return list(of.ordered_list!);
    case 'pull-quote': return toggled(of.pull_quote!, inside => of.pull_quote!.create(null, [...inside, of.credit!.create()]), node => node.isTextblock);
    case 'correction': return toggled(of.correction!, inside => of.correction!.create({ date: today }, inside), node => node.isTextblock);
    case 'table': return newTable;
    case 'footnote': return footnote;
    case 'rule': return whole(() => of.rule!.create());
    case 'cut': return whole(() => of.cut!.create({ source: '<!--more-->' }));
    default: return null;
  }
}

function whole(make: () => Node): Command {
  return (state, dispatch) => {
    dispatch?.(insertBlock(state.tr, make()));
    return true;
  };
}

/** Why nothing may lead to an address, in a sentence; null if it may. The schemes are those that readers get: `Sanitiser` has the list. */
export function refusal(href: string): string | null {
  // Browsers leave these out when they look for the scheme.
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(href.replace(/[\0-\x20]/g, ''))?.[1]!.toLowerCase();
  return !scheme || /^(https?|mailto|tel)$/.test(scheme) ? null : `A link can begin with https:, http:, mailto: or tel:, not with ${scheme}:. Nothing was linked.`;
}

/** A link over what is selected, or the link at the caret; an empty address takes it away. */
export function setLink(state: EditorState, href: string): Transaction {
  const { from, to } = linkAt(state) ?? state.selection;
  const type = marks.link!;
  const tr = state.tr;
  if (from === to && href) return tr.replaceSelectionWith(schema.text(href, [type.create({ href })]), false);
  tr.removeMark(from, to, type);
  return href ? tr.addMark(from, to, type.create({ href })) : tr;
}

/** The link at the caret, from end to end. */
export function linkAt(state: EditorState): { from: number; to: number; href: string } | null {
  const { $from, empty } = state.selection;
  const mark = marks.link!.isInSet(empty ? $from.marks() : $from.nodeAfter?.marks ?? []);
  if (!mark) return null;
  const runs: { from: number; to: number }[] = [];
  $from.parent.forEach((node, offset) => {
    const at = $from.start() + offset;
    if (!mark.isInSet(node.marks)) return;
    if (runs.at(-1)?.to === at) runs.at(-1)!.to += node.nodeSize;
    else runs.push({ from: at, to: at + node.nodeSize });
  });
  const run = runs.find(({ from, to }) => from <= $from.pos && $from.pos <= to);
  return run ? { ...run, href: String(mark.attrs.href) } : null;
}

/** Leaves a box for a new line below it. */
export const leave: Command = (state, dispatch) => {
  const whole = state.selection instanceof NodeSelection;
  if (!whole && !depthOf(state, of.figure, of.pull_quote, of.correction, of.table, of.footnote, of.code_block, of.gallery)) return false;
  const after = whole ? state.selection.to : state.selection.$from.after(1);
  const tr = state.tr.insert(after, of.paragraph!.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
};
