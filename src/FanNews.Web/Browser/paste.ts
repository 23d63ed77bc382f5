// Pasting and dropping: words, addresses, pictures.

import { Fragment, Slice, type ResolvedPos } from 'prosemirror-model';
import { AllSelection, Plugin, PluginKey, TextSelection, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { ClipboardReader, withoutStyles } from './clean.js';
import { insertBlock, setLink } from './commands.js';
import { readNodes } from './read.js';
import { schema } from './schema.js';

const { nodes: of, marks } = schema;
const waiting = new PluginKey<DecorationSet>('waiting');

interface Added { pictures: { markdown: string }[]; known: { picture: { markdown: string } }[]; problems: { sentence: string }[] }

/** Markdown as a piece that fits where the caret is. */
export function sliceOf(text: string, notes: Set<string>): Slice {
  const nodes = readNodes(text, notes);
  const all = Fragment.fromArray(nodes);
  const open = (node: typeof nodes[number] | undefined) => node?.type === of.paragraph ? 1 : 0;
  return nodes.length ? new Slice(all, open(nodes[0]), open(nodes.at(-1))) : Slice.empty;
}

/** Puts an address in: over selected words a link, on a line of its own a card, within text the address. */
export function putAddress(view: EditorView, address: string): void {
  const { selection, tr } = view.state;
  const { $from, empty } = selection;
  if (!empty) view.dispatch(setLink(view.state, address));
  else if ($from.depth === 1 && $from.parent.type === of.paragraph && $from.parent.content.size === 0) view.dispatch(insertBlock(tr, of.embed!.create({ address })));
  else view.dispatch(tr.replaceSelectionWith(schema.text(address, [marks.link!.create({ href: address })]), false));
}

/** Pasting and dropping. `say` tells the person what became of a picture; `begin` takes a whole text as it is. */
export function pasting(say: (words: string) => void, begin: (text: string) => void): Plugin {
  const isWhole = ({ selection, doc }: EditorState) => selection instanceof AllSelection || doc.childCount === 1 && doc.firstChild!.type === of.paragraph && doc.firstChild!.content.size === 0;
  const notes = (doc: EditorView['state']['doc']) => {
    const found = new Set<string>();
    doc.forEach(node => { if (node.type === of.footnote) found.add(String(node.attrs.label).toLowerCase()); });
    return found;
  };
  return new Plugin<DecorationSet>({
    key: waiting,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        const change = tr.getMeta(waiting) as { add?: { id: object; at: number; name: string }; remove?: object } | undefined;
        let next = set.map(tr.mapping, tr.doc);
        if (change?.add) next = next.add(tr.doc, [Decoration.widget(change.add.at, placeholder(change.add.name), { id: change.add.id })]);
        if (change?.remove) next = next.remove(next.find(undefined, undefined, spec => spec.id === change.remove));
        return next;
      },
    },
    props: {
      decorations: state => waiting.getState(state),
      transformPastedHTML: html => /data-pm-slice/.test(html) ? html : withoutStyles(html),
      clipboardParser: new ClipboardReader(),
      clipboardTextParser: (text: string, _at: ResolvedPos, plain: boolean, view: EditorView) => plain
        ? new Slice(Fragment.fromArray(text.split(/(?:\r\n?|\n)+/).map(line => of.paragraph!.create(null, line ? schema.text(line) : null))), 1, 1)
        : sliceOf(text.replace(/\r\n?/g, '\n'), notes(view.state.doc)),
      handlePaste(view, event) {
        const files = pictures(event.clipboardData);
        const html = event.clipboardData?.getData('text/html') ?? '';
        const text = (event.clipboardData?.getData('text/plain') ?? '').trim();
        if (files.length && (!html || /<img\b/i.test(html) && !text)) {
          void add(view, files, view.state.selection.from, say);
          return true;
        }
        if (!/^https?:\/\/\S+$/i.test(text) || view.state.selection.$from.parent.type.spec.code) return false;
        putAddress(view, text);
        return true;
      },
      handleDrop(view, event, _slice, moved) {
        const files = moved ? [] : pictures(event.dataTransfer);
        if (!files.length) return false;
        event.preventDefault();
        void add(view, files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.selection.from, say);
        return true;
      },
      // Text that arrives at once (dictation, an input method, a program that types) is Markdown if it looks like it.
      handleDOMEvents: {
        beforeinput(view, event) {
          const text = event.data ?? '';
          if (event.inputType !== 'insertText' || event.isComposing || view.composing || text.length < 2 || view.state.selection.$from.parent.type.spec.code) return false;
          if (!/[\n*_`[\]#>|~:<\\]|^\s*([-+]|\d+[.)])\s/.test(text)) return false;
          event.preventDefault();
          if (isWhole(view.state)) begin(text);
          else view.dispatch(view.state.tr.replaceSelection(sliceOf(text, notes(view.state.doc))).scrollIntoView());
          return true;
        },
      },
    },
  });
}

function pictures(data: DataTransfer | null): File[] {
  return [...data?.files ?? []].filter(file => file.type.startsWith('image/'));
}

function placeholder(name: string): HTMLElement {
  const line = document.createElement('span');
  line.className = 'adding';
  line.textContent = `Adding ${name}…`;
  return line;
}

// Through the same form that the picture dialog sends, one after the other.
async function add(view: EditorView, files: File[], at: number, say: (words: string) => void): Promise<void> {
  const form = document.querySelector<HTMLFormElement>('[data-insert] [data-add]');
  if (!form) return;
  for (const file of files) {
    const id = {};
    view.dispatch(view.state.tr.setMeta(waiting, { add: { id, at, name: file.name || 'the picture' } }));
    say(`Adding ${file.name || 'the picture'}…`);
    const answer = await send(form, file);
    const place = waiting.getState(view.state)!.find(undefined, undefined, spec => spec.id === id)[0]?.from ?? view.state.selection.from;
    const tr = view.state.tr.setMeta(waiting, { remove: id });
    // A file that the newsroom has already is shown as it is there.
    const shown = answer.pictures[0] ?? answer.known[0]?.picture;
    const figure = shown && readNodes(shown.markdown)[0];
    if (figure) insertBlock(tr.setSelection(TextSelection.near(tr.doc.resolve(place))), figure);
    view.dispatch(tr);
    at = view.state.selection.from;
    say(figure ? 'The picture is in. Say what it shows, and whose it is.' : answer.problems.map(problem => problem.sentence).join(' '));
  }
}

async function send(form: HTMLFormElement, file: File): Promise<Added> {
  const failed = (sentence: string): Added => ({ pictures: [], known: [], problems: [{ sentence }] });
  const fields = new FormData(form);
  fields.delete('Files');
  fields.append('Files', file, file.name || 'picture.png');
  try {
    const reply = await fetch(form.action, { method: 'POST', body: fields, headers: { Accept: 'application/json' } });
    if (reply.redirected) return failed('You are signed out. Sign in in another tab, then add the picture again.');
    if (!(reply.headers.get('Content-Type') ?? '').startsWith('application/json')) return failed(reply.status === 413 ? 'The picture is larger than 32 MB.' : 'That did not work. The picture was not added.');
    return await reply.json() as Added;
  } catch {
    return failed('The connection failed. The picture was not added.');
  }
}
