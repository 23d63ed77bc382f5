// Keys of the rich view, and what typing turns into: the marks of Markdown work here as well.

import { baseKeymap, chainCommands, exitCode, splitBlockAs } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import { InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import type { MarkType } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { TextSelection, type Command, type Plugin } from 'prosemirror-state';
import { insertBlock, leave, refusal } from './commands.js';
import { schema } from './schema.js';
import { down, step } from './tables.js';

const { nodes: of, marks } = schema;

// From a caption to the credit; from a line that ends a box to a new one below it.
const nextLine: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty) return false;
  if ($from.parent.type === of.caption) {
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, $from.after() + 1)).scrollIntoView());
    return true;
  }
  if ($from.parent.type === of.credit) return leave(state, dispatch);
  const box = $from.depth > 1 ? $from.node(-1).type : null;
  if ((box === of.correction || box === of.footnote) && $from.parent.content.size === 0 && $from.node(-1).childCount > 1 && $from.index(-1) === $from.node(-1).childCount - 1) {
    const tr = state.tr.delete($from.before(), $from.after());
    const after = tr.mapping.map($from.after(1));
    tr.insert(after, of.paragraph!.create());
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
    return true;
  }
  if (box === of.pull_quote && $from.parent.content.size === 0 && $from.node(-1).childCount > 2 && $from.index(-1) === $from.node(-1).childCount - 2) {
    const tr = state.tr.delete($from.before(), $from.after());
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, $from.before() + 1)).scrollIntoView());
    return true;
  }
  // After a paragraph here a credit could follow, too.
  return box === of.pull_quote && splitBlockAs(() => ({ type: of.paragraph! }))(state, dispatch);
};

const newLine: Command = (state, dispatch) => {
  if (!state.selection.$from.parent.type.contentMatch.matchType(of.break!)) return false;
  dispatch?.(state.tr.replaceSelectionWith(of.break!.create()).scrollIntoView());
  return true;
};

export const keys: Plugin[] = [
  keymap({
    'Mod-z': undo, 'Shift-Mod-z': redo, 'Mod-y': redo,
    'Backspace': undoInputRule,
    'Enter': chainCommands(down, nextLine, splitListItem(of.list_item!)),
    'Shift-Enter': chainCommands(exitCode, newLine),
    'Mod-Enter': chainCommands(exitCode, leave),
    'Mod-]': sinkListItem(of.list_item!), 'Mod-[': liftListItem(of.list_item!),
    'Tab': step(1), 'Shift-Tab': step(-1),
  }),
  keymap(baseKeymap),
];

// `**words**` and the like, when the last sign of it is typed.
function marked(pattern: RegExp, type: MarkType): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const words = match.at(-1)!;
    if (state.doc.resolve(start).parent.type.spec.code) return null;
    const before = match[0].length - words.length - 2 * match[1]!.length;
    const from = start + before + match[1]!.length;
    const tr = state.tr;
    if (end > from + words.length) tr.delete(from + words.length, end);
    tr.delete(start + before, from);
    return tr.addMark(start + before, start + before + words.length, type.create()).removeStoredMark(type);
  });
}

export const typing: Plugin = inputRules({
  rules: [
    textblockTypeInputRule(/^(#{1,6})\s$/, of.heading!, match => ({ level: match[1]!.length })),
    wrappingInputRule(/^\s*>\s$/, of.blockquote!),
    wrappingInputRule(/^\s*([-+*])\s$/, of.bullet_list!, match => ({ mark: match[1] })),
    wrappingInputRule(/^(\d{1,9})([.)])\s$/, of.ordered_list!, match => ({ order: Number(match[1]), mark: match[2] }), (match, node) => node.childCount + Number(node.attrs.order) === Number(match[1])),
    textblockTypeInputRule(/^```$/, of.code_block!),
    new InputRule(/^---$/, (state, _, start, end) => insertBlock(state.tr.delete(start, end), of.rule!.create())),
    new InputRule(/^<!--more-->$/, (state, match, start, end) => insertBlock(state.tr.delete(start, end), of.cut!.create({ source: match[0] }))),
    new InputRule(/\[([^\][]+)\]\((\S+)\)$/, (state, match, start, end) => refusal(match[2]!) ? null : state.tr.replaceWith(start, end, schema.text(match[1]!, [marks.link!.create({ href: match[2] })])).removeStoredMark(marks.link!)),
    marked(/(?:^|[^*\\])(\*\*)([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong!),
    marked(/(?:^|[^*\\])(\*)([^*\s](?:[^*]*[^*\s])?)\*$/, marks.em!),
    marked(/(?:^|[^~\\])(~~)([^~\s](?:[^~]*[^~\s])?)~~$/, marks.strike!),
    marked(/(?:^|[^`\\])(`)([^`]+)`$/, marks.code!),
  ],
});
