// Rows and columns of a pipe table. Its first row is its head, and every row has as many cells.

import type { Node } from 'prosemirror-model';
import { Selection, TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import { schema } from './schema.js';

const { table, table_row: row, table_cell: cell } = schema.nodes;

interface Place { table: Node; at: number; row: number; column: number }

/** Where in a table the caret is; null for outside of one. */
export function place(state: EditorState): Place | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type === table) return { table: $from.node(depth), at: $from.before(depth), row: $from.index(depth), column: $from.depth > depth ? $from.index(depth + 1) : 0 };
  }
  return null;
}

function rows(table: Node): Node[][] {
  const found: Node[][] = [];
  table.forEach(one => {
    const cells: Node[] = [];
    one.forEach(node => { cells.push(node); });
    found.push(cells);
  });
  return found;
}

function caret(tr: Transaction, at: number, toRow: number, column: number): Transaction {
  const found = tr.doc.nodeAt(at)!;
  let pos = at + 1;
  for (let i = 0; i < toRow; i++) pos += found.child(i).nodeSize;
  pos++;
  for (let i = 0; i < column; i++) pos += found.child(toRow).child(i).nodeSize;
  return tr.setSelection(TextSelection.create(tr.doc, pos + 1, pos + tr.doc.nodeAt(pos)!.nodeSize - 1)).scrollIntoView();
}

function change(edit: (cells: Node[][], place: Place) => [Node[][], number, number] | null): Command {
  return (state, dispatch) => {
    const here = place(state);
    const done = here && edit(rows(here.table), here);
    if (!here || !done) return false;
    const [cells, toRow, column] = done;
    const made = table!.create(null, cells.map(one => row!.create(null, one)));
    dispatch?.(caret(state.tr.replaceWith(here.at, here.at + here.table.nodeSize, made), here.at, toRow, column));
    return true;
  };
}

const empty = (like: Node | undefined) => cell!.create({ align: String(like?.attrs.align ?? '') });
const aligns = ['', 'left', 'center', 'right'];

/** What the bar of a table does, by its buttons' names. */
export const acts: Record<string, Command> = {
  'Row below': change((cells, { row, column }) => [[...cells.slice(0, row + 1), cells[0]!.map(empty), ...cells.slice(row + 1)], row + 1, column]),
  'Column after': change((cells, { row, column }) => [cells.map(one => [...one.slice(0, column + 1), empty(undefined), ...one.slice(column + 1)]), row, column + 1]),
  'Align column': change((cells, { row, column }) => [cells.map(one => one.map((node, i) => i === column ? cell!.create({ align: aligns[(aligns.indexOf(String(node.attrs.align)) + 1) % aligns.length] }, node.content) : node)), row, column]),
  'Remove row': change((cells, { row, column }) => cells.length > 1 ? [cells.filter((_, i) => i !== row), Math.max(0, row - 1), column] : null),
  'Remove column': change((cells, { row, column }) => cells[0]!.length > 1 ? [cells.map(one => one.filter((_, i) => i !== column)), row, Math.max(0, column - 1)] : null),
  'Remove table': (state, dispatch) => {
    const here = place(state);
    if (!here) return false;
    const tr = state.tr.replaceWith(here.at, here.at + here.table.nodeSize, schema.nodes.paragraph!.create());
    dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(here.at + 1))));
    return true;
  },
};

/** The next cell, or the one before; false beyond the ends, so that the Tab key goes on to the next control. */
export function step(by: 1 | -1): Command {
  return (state, dispatch) => {
    const here = place(state);
    if (!here) return false;
    const width = here.table.child(here.row).childCount;
    let [toRow, column] = [here.row, here.column + by];
    if (column === width) [toRow, column] = [toRow + 1, 0];
    else if (column < 0) [toRow, column] = [toRow - 1, (here.table.maybeChild(toRow - 1)?.childCount ?? 1) - 1];
    if (toRow < 0 || toRow >= here.table.childCount) return false;
    dispatch?.(caret(state.tr, here.at, toRow, column));
    return true;
  };
}

/** The cell below; after the last row a new one. */
export const down: Command = (state, dispatch, view) => {
  const here = place(state);
  if (!here) return false;
  if (here.row === here.table.childCount - 1) return acts['Row below']!(state, dispatch, view);
  dispatch?.(caret(state.tr, here.at, here.row + 1, Math.min(here.column, here.table.child(here.row + 1).childCount - 1)));
  return true;
};
