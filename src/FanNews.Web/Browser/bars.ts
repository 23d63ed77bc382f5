// The lines that open under the toolbar: an address to link to, find and replace, what a table can do.

import { Fragment, Slice } from 'prosemirror-model';
import { SearchQuery, findNext, findPrev, getSearchState, replaceAll, replaceNext, setSearchState } from 'prosemirror-search';
import type { EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { linkAt, refusal, setLink } from './commands.js';
import { putAddress } from './paste.js';
import { acts, place } from './tables.js';

function bar(label: string): HTMLElement {
  const line = document.createElement('div');
  line.className = 'tool-line';
  line.setAttribute('role', 'group');
  line.setAttribute('aria-label', label);
  return line;
}

function field(line: HTMLElement, id: string, name: string, value = ''): HTMLInputElement {
  const label = document.createElement('label');
  const input = document.createElement('input');
  Object.assign(label, { htmlFor: id, textContent: name });
  Object.assign(input, { id, type: 'text', autocomplete: 'off', spellcheck: false, value });
  line.append(label, input);
  return input;
}

function button(line: HTMLElement, name: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  Object.assign(made, { type: 'button', textContent: name });
  made.addEventListener('click', act);
  line.append(made);
  return made;
}

// Enter in one of these fields must not send the story; Escape leads back to the text.
function keys(line: HTMLElement, enter: (event: KeyboardEvent) => void, close: () => void): void {
  line.addEventListener('keydown', event => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) enter(event);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // What stands here is no part of the story.
  for (const name of ['input', 'change']) line.addEventListener(name, event => event.stopPropagation());
}

/** What to find and what to put there, both as they stand: the package would read `$1` and `$&` in the second. */
export class Query extends SearchQuery {
  constructor(search: string, replace: string) {
    super({ search, replace, literal: true });
  }

  override getReplacements({ doc, schema }: EditorState, { from, to }: { from: number; to: number }): { from: number; to: number; insert: Slice }[] {
    const words = this.replace ? schema.text(this.replace, doc.resolve(from).marksAcross(doc.resolve(to))) : null;
    return [{ from, to, insert: new Slice(Fragment.from(words), 0, 0) }];
  }
}

/** Puts lines into a place under the toolbar, one at a time. */
export class Bars {
  private shown: HTMLElement | null = null;
  private readonly table: HTMLElement;

  constructor(private readonly view: EditorView, private readonly place: HTMLElement, private readonly say: (words: string) => void) {
    this.table = bar('Table');
    for (const name of Object.keys(acts)) {
      button(this.table, name, () => {
        acts[name]!(view.state, view.dispatch, view);
        view.focus();
      });
    }
    this.table.hidden = true;
    place.append(this.table);
  }

  /** Follows the caret. */
  update(): void {
    this.table.hidden = !place(this.view.state);
  }

  close = (): void => {
    this.shown?.remove();
    this.shown = null;
    this.view.dispatch(setSearchState(this.view.state.tr, new Query('', '')));
    this.view.focus();
  };

  private open(line: HTMLElement): void {
    this.shown?.remove();
    this.shown = line;
    this.place.append(line);
    line.querySelector('input')!.select();
  }

  /** Asks for the address of a link. */
  link(): void {
    const here = linkAt(this.view.state);
    const line = bar('Link');
    const address = field(line, 'Link-address', 'Link to', here?.href ?? 'https://');
    const told = document.createElement('p');
    Object.assign(told, { id: 'Link-told', className: 'hint' });
    told.setAttribute('role', 'alert');
    const put = () => {
      const href = address.value.trim();
      const why = refusal(href);
      if (why) {
        told.textContent = why;
        address.setAttribute('aria-invalid', 'true');
        address.setAttribute('aria-describedby', told.id);
        return address.focus();
      }
      this.close();
      if (href !== 'https://') this.view.dispatch(setLink(this.view.state, href.replace(/\s/g, '%20')));
    };
    button(line, 'Set link', put);
    if (here) {
      button(line, 'Remove link', () => {
        this.close();
        this.view.dispatch(setLink(this.view.state, ''));
      });
    }
    button(line, 'Cancel', this.close);
    line.append(told);
    keys(line, put, this.close);
    this.open(line);
  }

  /** Asks for the address of a video or a post. */
  embed(): void {
    const line = bar('Video or post');
    const address = field(line, 'Embed-address', 'Address of the video or post', 'https://');
    const put = () => {
      this.close();
      const typed = address.value.trim();
      if (/^https?:\/\/[^\s<>"]+\.[^\s<>"]+$/i.test(typed)) putAddress(this.view, typed);
      else this.say('That is no web address. Nothing was put in.');
    };
    button(line, 'Put it in', put);
    button(line, 'Cancel', this.close);
    keys(line, put, this.close);
    this.open(line);
  }

  /** Opens find and replace, with what is selected. */
  find(): void {
    const { from, to } = this.view.state.selection;
    const line = bar('Find and replace');
    const words = field(line, 'Find-words', 'Find', this.view.state.doc.textBetween(from, Math.min(to, from + 100), ' '));
    const other = field(line, 'Find-other', 'Replace with');
    const told = document.createElement('p');
    told.className = 'hint';
    told.setAttribute('aria-live', 'polite');
    const set = () => {
      this.view.dispatch(setSearchState(this.view.state.tr, new Query(words.value, other.value)));
      const count = this.count();
      told.textContent = !words.value ? '' : count === 0 ? 'Not found' : count === 1 ? 'Found once' : `Found ${count} times`;
    };
    const go = (act: typeof findNext) => {
      set();
      act(this.view.state, this.view.dispatch, this.view);
      this.view.dispatch(this.view.state.tr.scrollIntoView());
    };
    button(line, 'Next', () => go(findNext));
    button(line, 'Previous', () => go(findPrev));
    button(line, 'Replace', () => {
      go(replaceNext);
      set();
    });
    button(line, 'Replace all', () => {
      set();
      const count = this.count();
      replaceAll(this.view.state, this.view.dispatch, this.view);
      told.textContent = count === 1 ? 'Replaced once' : `Replaced ${count} times`;
    });
    button(line, 'Close', this.close);
    line.append(told);
    for (const input of [words, other]) input.addEventListener('input', set);
    keys(line, event => go(event.shiftKey ? findPrev : findNext), this.close);
    this.open(line);
    set();
  }

  private count(): number {
    const query = getSearchState(this.view.state)?.query;
    if (!query?.valid) return 0;
    let count = 0;
    for (let at = 0; ;) {
      const found = query.findNext(this.view.state, at);
      if (!found) return count;
      count++;
      at = Math.max(found.to, at + 1);
    }
  }
}
