// The rich view of a story's body, over the textarea that always has its Markdown. Everything else at the desk reads and writes the textarea.

import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { closeHistory, history } from 'prosemirror-history';
import { Fragment, type Node } from 'prosemirror-model';
import { search } from 'prosemirror-search';
import { AllSelection, EditorState, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { Bars } from './bars.js';
import { command, insertBlock, isOn } from './commands.js';
import { FigureView } from './figure.js';
import { keys, typing } from './keys.js';
import { pasting } from './paste.js';
import { read, readNodes, type Body } from './read.js';
import { schema } from './schema.js';
import { slash, type Choice } from './slash.js';
import { lay } from './write.js';

const preference = 'fannews-editor';
const form = document.querySelector<HTMLFormElement>('form.story');
const source = form?.querySelector<HTMLTextAreaElement & { plain?: () => string | undefined }>('#Body');
const toolbar = form?.querySelector<HTMLElement>('[role="toolbar"]');
if (source && toolbar && !source.readOnly) {
  const began = performance.now();
  start(source, toolbar, source.closest<HTMLElement>('.field')!);
  // How long it took is for whoever measures it.
  performance.measure(preference, { start: began });
}

function start(source: HTMLTextAreaElement & { plain?: () => string | undefined }, toolbar: HTMLElement, field: HTMLElement): void {
  const label = field.querySelector<HTMLLabelElement>('label[for="Body"]')!;
  label.id ||= 'Body-label';
  const rich = document.createElement('div');
  rich.className = 'rich';
  const lines = document.createElement('div');
  lines.className = 'tool-lines';
  const [told, whispered] = ['hint told-line', 'unseen'].map(name => {
    const line = document.createElement('p');
    line.className = name;
    line.setAttribute('aria-live', 'polite');
    return line;
  }) as HTMLElement[] as [HTMLElement, HTMLElement];
  const over = document.createElement('div');
  over.className = 'over-text';
  toolbar.replaceWith(over);
  over.append(toolbar, lines);
  lines.append(told, whispered);
  source.after(rich);
  const say = (words: string) => { told.textContent = words; };
  const today = toolbar.dataset.today ?? '';

  let body: Body = read(source.value);
  let given = source.value;
  let isRich = false;
  const docOf = ({ parts }: Body) => schema.nodes.doc!.create(null, parts.length ? parts.map(part => part.node) : [schema.nodes.paragraph!.create()]);

  const view: EditorView = new EditorView(rich, {
    state: EditorState.create({
      doc: docOf(body),
      plugins: [
        slash(choices(), words => { whispered.textContent = words; }), typing, ...keys, history(), search(), dropCursor({ class: 'drop-mark', color: false }), gapCursor(), pasting(say, begin),
      ],
    }),
    nodeViews: { figure: (node, view, getPos) => new FigureView(node, view, getPos) },
    attributes: (): Record<string, string> => isRich
      ? { 'id': 'Body-rich', 'class': 'prose', 'role': 'textbox', 'aria-multiline': 'true', 'aria-labelledby': label.id, 'aria-describedby': 'Body-hint', 'dir': 'auto' }
      : { class: 'prose' },
    dispatchTransaction(tr: Transaction) {
      view.updateState(view.state.apply(tr));
      if (tr.docChanged && !tr.getMeta('loaded')) give();
      bars.update();
      press();
    },
    // From the very beginning to the very end is everything, also what no caret can stand in.
    createSelectionBetween: (view, $from, $to) => Math.min($from.pos, $to.pos) === 0 && Math.max($from.pos, $to.pos) === view.state.doc.content.size ? new AllSelection(view.state.doc) : null,
    handleDOMEvents: {
      keydown: seeCaret,
      beforeinput: seeCaret,
      // The story's form is told by the textarea alone.
      input: (_, event) => {
        event.stopPropagation();
        return false;
      },
    },
  });
  const bars = new Bars(view, lines, say);

  // A key may come before the view hears where the browser has put the caret, on a busy machine or from a program: what the page says counts.
  function seeCaret(view: EditorView): boolean {
    const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection()!;
    const { selection, doc } = view.state;
    if (!anchorNode || !focusNode || view.composing || !view.hasFocus() || !view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return false;
    if (anchorNode === view.dom && focusNode === view.dom && Math.min(anchorOffset, focusOffset) === 0 && Math.max(anchorOffset, focusOffset) === view.dom.childNodes.length) {
      if (!(selection instanceof AllSelection)) view.dispatch(view.state.tr.setSelection(new AllSelection(doc)));
      return false;
    }
    if (!(selection instanceof TextSelection || selection instanceof AllSelection) || anchorNode.nodeType !== document.TEXT_NODE || focusNode.nodeType !== document.TEXT_NODE) return false;
    const [anchor, head] = [view.posAtDOM(anchorNode, anchorOffset), view.posAtDOM(focusNode, focusOffset)];
    if (anchor === selection.anchor && head === selection.head || ![anchor, head].every(pos => doc.resolve(pos).parent.inlineContent)) return false;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(doc, anchor, head)));
    return false;
  }

  // What is typed stands in the textarea at once; whoever listens to it hears of it.
  function give(): void {
    const { text } = lay(view.state.doc, body);
    if (text === source.value) return;
    source.value = text;
    given = source.value;
    source.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  // Somebody else wrote into the textarea: only what differs is put into the view, as a step that can be undone.
  function take(): void {
    if (source.value === given) return;
    given = source.value;
    body = read(given);
    const [doc, old] = [docOf(body), view.state.doc];
    if (old.eq(doc)) return;
    let [start, end, oldEnd] = [0, doc.childCount, old.childCount];
    while (start < end && start < oldEnd && old.child(start).eq(doc.child(start))) start++;
    while (end > start && oldEnd > start && old.child(oldEnd - 1).eq(doc.child(end - 1))) [end, oldEnd] = [end - 1, oldEnd - 1];
    const nodes: Node[] = [];
    for (let i = start; i < end; i++) nodes.push(doc.child(i));
    const tr = view.state.tr.replaceWith(posOf(old, start), posOf(old, oldEnd), Fragment.fromArray(nodes));
    view.dispatch(closeHistory(tr.setMeta('loaded', true)));
    view.dispatch(closeHistory(view.state.tr));
  }

  // A whole text that arrives at once stands in the textarea as it came.
  function begin(text: string): void {
    source.value = text;
    source.dispatchEvent(new InputEvent('input', { bubbles: true }));
    view.dispatch(view.state.tr.setSelection(Selection.atEnd(view.state.doc)).scrollIntoView());
  }

  function posOf(doc: Node, child: number): number {
    let pos = 0;
    for (let i = 0; i < child; i++) pos += doc.child(i).nodeSize;
    return pos;
  }

  // About where a place of the Markdown stands in the view: exact where no marks come before it in its paragraph.
  function posAt(offset: number): number {
    const { doc } = view.state;
    const { starts } = lay(doc, body);
    const at = Math.max(0, starts.findLastIndex(start => start <= offset));
    const start = starts[at] ?? 0;
    const place = Selection.near(doc.resolve(Math.min(posOf(doc, at) + 1, doc.content.size)));
    const words = source.value.slice(start).indexOf(place.$from.parent.textContent.slice(0, 12));
    return place.from + Math.min(Math.max(0, offset - start - words), place.$from.end() - place.from);
  }

  function show(toRich: boolean, focus: boolean): void {
    const { starts } = lay(view.state.doc, body);
    if (toRich) take();
    isRich = toRich;
    // Behind the rich view, but there: a program that found the field before can still fill it in.
    source.toggleAttribute('data-behind', toRich);
    if (toRich) {
      source.tabIndex = -1;
      source.setAttribute('aria-hidden', 'true');
    } else {
      source.removeAttribute('tabindex');
      source.removeAttribute('aria-hidden');
    }
    rich.hidden = lines.hidden = !toRich;
    field.classList.toggle('is-rich', toRich);
    source.toggleAttribute('data-surface', !toRich);
    view.dom.toggleAttribute('data-surface', toRich);
    // A label names one thing.
    if (toRich) label.removeAttribute('for');
    else label.htmlFor = 'Body';
    toolbar.setAttribute('aria-controls', toRich ? 'Body-rich' : 'Body');
    const toggle = toolbar.querySelector('[data-view]')!;
    toggle.setAttribute('aria-pressed', String(!toRich));
    for (const button of toolbar.querySelectorAll<HTMLElement>('[data-rich]')) button.hidden = !toRich;
    for (const hint of field.querySelectorAll<HTMLElement>('[data-hint]')) hint.hidden = (hint.dataset.hint === 'rich') !== toRich;
    view.setProps({});
    press();
    if (!focus) return;
    if (toRich) {
      view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(posAt(source.selectionStart)))).scrollIntoView());
      view.focus();
    } else {
      const { $from } = view.state.selection;
      const start = starts[$from.index(0)] ?? source.value.length;
      const words = source.value.slice(start).indexOf($from.parent.textContent.slice(0, 12));
      const at = start + ($from.depth > 0 && words >= 0 ? words + $from.parentOffset : 0);
      source.focus();
      source.setSelectionRange(at, at);
    }
  }

  // The caret, in the middle of the window.
  function look(): void {
    view.focus();
    const { node } = view.domAtPos(view.state.selection.from);
    (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'center' });
  }

  function press(): void {
    for (const button of toolbar.querySelectorAll<HTMLElement>('[data-mark]')) {
      const on = isRich ? isOn(view.state, button.dataset.mark!) : null;
      if (on === null) button.removeAttribute('aria-pressed');
      else if (button.getAttribute('aria-pressed') !== String(on)) button.setAttribute('aria-pressed', String(on));
    }
  }

  function act(name: string): boolean {
    if (name === 'link') bars.link();
    else if (name === 'find') bars.find();
    else {
      const does = command(name, today);
      if (!does) return false;
      if (!does(view.state, view.dispatch, view)) say('That does not go here.');
      view.focus();
    }
    return true;
  }

  function choices(): Choice[] {
    const does = (name: string, mark: string, hint = '') => ({ name, hint, run: () => { act(mark); } });
    return [
      does('Heading', 'heading', '##'), does('Small heading', 'subheading', '###'), does('List', 'list', '-'), does('Numbered list', 'numbers', '1.'),
      does('Quote', 'quote', '>'), does('Pull quote', 'pull-quote'),
      { name: 'Picture', hint: '', run: () => toolbar.querySelector<HTMLElement>('[data-insert-picture]')?.click() },
      { name: 'Video or post', hint: 'by its address', run: () => bars.embed() },
      does('Table', 'table'), does('Footnote', 'footnote'), does('Correction note', 'correction'), does('Line across', 'rule', '---'), does('End of the teaser', 'cut', 'more'), does('Code', 'code-block', '```'),
    ];
  }

  source.plain = () => {
    if (!isRich) return undefined;
    let text = '';
    view.state.doc.descendants(node => {
      if (node.isTextblock) text += `${node.textBetween(0, node.content.size, ' ', ' ')}\n`;
      return !node.isTextblock;
    });
    return text;
  };
  source.addEventListener('input', () => { if (isRich) take(); });
  // An address that ends in #Body puts the caret behind the view, where nobody would see what they type.
  source.addEventListener('focus', () => { if (isRich) look(); });
  addEventListener('pageshow', () => { if (isRich) take(); });
  // The toolbar's buttons and keys, and pictures that were chosen, are for the view that stands there.
  source.addEventListener('fannews-mark', event => {
    if (isRich && act((event as CustomEvent<string>).detail)) event.preventDefault();
  });
  source.addEventListener('fannews-picture', event => {
    if (!isRich) return;
    event.preventDefault();
    view.dispatch(insertBlock(view.state.tr, readNodes((event as CustomEvent<string>).detail)));
    view.focus();
  });
  source.addEventListener('fannews-place', event => {
    if (!isRich) return;
    event.preventDefault();
    const { start, words } = (event as CustomEvent<{ start: number; words: string }>).detail;
    const { doc, tr } = view.state;
    const place = doc.resolve(posAt(start));
    let selection = Selection.near(place);
    // In a list or a table the words stand in one of many paragraphs.
    const block = posOf(doc, place.index(0));
    if (words) doc.nodesBetween(block, block + doc.child(place.index(0)).nodeSize, (node, pos) => {
      if (!node.isTextblock || !selection.empty) return selection.empty;
      const at = node.textBetween(0, node.content.size, ' ', ' ').indexOf(words);
      if (at >= 0) selection = TextSelection.create(doc, pos + 1 + at, pos + 1 + at + words.length);
      return false;
    });
    view.dispatch(tr.setSelection(selection));
    look();
    // Until a page has been loaded the browser scrolls to what its address names.
    if (document.readyState !== 'complete') addEventListener('load', () => requestAnimationFrame(look), { once: true });
  });
  source.addEventListener('fannews-view', () => {
    localStorage.setItem(preference, isRich ? 'markdown' : 'rich');
    show(!isRich, true);
  });
  label.addEventListener('click', () => { if (isRich) view.focus(); });
  document.addEventListener('click', event => {
    if (!isRich || !(event.target as Element).closest?.('a[href="#Body"]')) return;
    event.preventDefault();
    view.focus();
  });
  rich.addEventListener('click', event => {
    if ((event.target as Element).closest('.prose a')) event.preventDefault();
    // The room below the last line belongs to it.
    if (event.target === rich) {
      view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
      view.focus();
    }
  });

  for (const button of toolbar.querySelectorAll<HTMLElement>('[data-view], [data-rich]')) button.hidden = false;
  const wanted = localStorage.getItem(preference) !== 'markdown';
  // Nobody is interrupted who types already.
  if (document.activeElement === source) {
    show(false, false);
    if (wanted) source.addEventListener('blur', () => show(true, false), { once: true });
  } else show(wanted, false);
}
