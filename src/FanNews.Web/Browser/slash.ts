// The menu that a slash on an empty line opens (ARIA Authoring Practices, listbox of a combobox; the focus stays in the text).

import { Plugin, PluginKey } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { schema } from './schema.js';

export interface Choice { readonly name: string; readonly hint: string; readonly run: (view: EditorView) => void }

interface Open { words: string; at: number; closed: boolean }

const key = new PluginKey<Open | null>('slash');
const listId = 'Body-choices';

/** The menu over a list of choices. `say` tells how many fit. */
export function slash(choices: readonly Choice[], say: (words: string) => void): Plugin {
  let [active, shown] = [0, [] as readonly Choice[]];
  const fitting = (words: string) => choices.filter(choice => `${choice.name} ${choice.hint}`.toLowerCase().includes(words.toLowerCase().trim()));
  const isOpen = (open: Open | null | undefined): open is Open => Boolean(open && !open.closed && shown.length);

  const pick = (view: EditorView, choice: Choice) => {
    const { $from } = view.state.selection;
    view.dispatch(view.state.tr.delete($from.start(), $from.pos));
    view.focus();
    choice.run(view);
  };

  return new Plugin<Open | null>({
    key,
    state: {
      init: () => null,
      apply(tr, before, _, state) {
        const { $from, empty } = state.selection;
        const found = empty && $from.parent.type === schema.nodes.paragraph ? /^\/([\p{L} -]{0,20})$/u.exec($from.parent.textContent.slice(0, $from.parentOffset)) : null;
        if (!found || $from.parentOffset !== $from.parent.content.size) return null;
        const closed = tr.getMeta(key) === 'close' || before?.closed === true && before.at === $from.start();
        return { words: found[1]!, at: $from.start(), closed };
      },
    },
    props: {
      attributes(state): Record<string, string> {
        return isOpen(key.getState(state)) ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${active}` } : {};
      },
      handleKeyDown(view, event) {
        if (!isOpen(key.getState(view.state)) || event.isComposing) return false;
        const to = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
        if (to !== undefined) {
          active = (to + shown.length) % shown.length;
          view.dispatch(view.state.tr.setMeta(key, 'move'));
        } else if (event.key === 'Enter' || event.key === 'Tab') pick(view, shown[active]!);
        else if (event.key === 'Escape') view.dispatch(view.state.tr.setMeta(key, 'close'));
        else return false;
        return true;
      },
      handleDOMEvents: {
        blur(view) {
          if (isOpen(key.getState(view.state))) view.dispatch(view.state.tr.setMeta(key, 'close'));
          return false;
        },
      },
    },
    view(view) {
      const list = document.createElement('ul');
      Object.assign(list, { id: listId, className: 'choices slash', hidden: true });
      list.setAttribute('role', 'listbox');
      list.setAttribute('aria-label', 'What to put in');
      view.dom.parentElement!.append(list);
      list.addEventListener('pointerdown', event => event.preventDefault());
      list.addEventListener('click', event => {
        const at = [...list.children].indexOf((event.target as Element).closest('[role="option"]')!);
        if (shown[at]) pick(view, shown[at]);
      });
      let [words, opened] = [null as string | null, false];
      return {
        update() {
          const open = key.getState(view.state);
          const next = open && !open.closed ? open.words : null;
          if (next !== words) {
            words = next;
            active = 0;
            shown = next === null ? [] : fitting(next);
            list.replaceChildren(...shown.map((choice, i) => {
              const line = document.createElement('li');
              line.id = `${listId}-${i}`;
              line.setAttribute('role', 'option');
              const hint = document.createElement('span');
              hint.textContent = choice.hint;
              line.append(choice.name, ' ', hint);
              return line;
            }));
            list.hidden = shown.length === 0;
            opened = !list.hidden;
            if (next !== null) say(shown.length === 1 ? 'One choice' : `${shown.length} choices`);
            if (shown.length) {
              // The view asks for its attributes before this is known.
              queueMicrotask(() => { if (isOpen(key.getState(view.state))) view.setProps({}); });
            }
          }
          if (list.hidden) return;
          [...list.children].forEach((line, i) => line.setAttribute('aria-selected', String(i === active)));
          list.children[active]?.scrollIntoView({ block: 'nearest' });
          const caret = view.coordsAtPos(view.state.selection.from);
          const frame = list.parentElement!.getBoundingClientRect();
          list.style.insetBlockStart = `${caret.bottom - frame.top + 4}px`;
          if (opened) list.scrollIntoView({ block: 'nearest' });
          opened = false;
        },
        destroy: () => list.remove(),
      };
    },
  });
}
