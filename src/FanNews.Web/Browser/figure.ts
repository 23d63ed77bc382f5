// A picture in the text: the picture, what it shows in words, and the caption and credit, which are text like any other. Where they are blank, the picture's own stand.

import type { Node } from 'prosemirror-model';
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view';
import { hostOf } from './schema.js';

interface Choice { thumb: string; width: number; height: number; address: string; alt: string; caption?: string; credit?: string }

const known = new Map<string, Choice | null>();
let asked: Map<string, (() => void)[]> | null = null;

// All pictures of a text are asked for at once.
function ask(address: string, then: () => void): void {
  if (!asked) {
    const all = asked = new Map<string, (() => void)[]>();
    queueMicrotask(async () => {
      asked = null;
      try {
        const reply = await fetch(`/admin/media/list?${new URLSearchParams([...all.keys()].map(one => ['at', one]))}`, { headers: { Accept: 'application/json' } });
        const found = reply.ok && !reply.redirected ? await reply.json() as Choice[] : [];
        for (const one of all.keys()) known.set(one, found.find(choice => choice.address === one) ?? null);
      } catch {
        // Without a network the address stands for the picture.
      }
      for (const waiting of all.values()) for (const one of waiting) one();
    });
  }
  asked.set(address, [...asked.get(address) ?? [], then]);
}

export class FigureView implements NodeView {
  readonly dom = document.createElement('figure');
  readonly contentDOM = document.createElement('div');
  private readonly shown = document.createElement('div');
  private readonly alt = document.createElement('input');
  private readonly own = document.createElement('p');

  constructor(private node: Node, private readonly view: EditorView, private readonly getPos: () => number | undefined) {
    this.dom.dataset.node = 'figure';
    this.shown.contentEditable = 'false';
    this.shown.className = 'shown';
    const label = document.createElement('label');
    Object.assign(this.alt, { type: 'text', value: String(node.attrs.alt), autocomplete: 'off' });
    label.append('Alternative text of this picture', this.alt);
    this.alt.addEventListener('input', event => {
      event.stopPropagation();
      const at = this.getPos();
      if (at !== undefined) this.view.dispatch(this.view.state.tr.setNodeMarkup(at, null, { ...this.node.attrs, alt: this.alt.value }));
    });
    this.alt.addEventListener('keydown', event => {
      if (event.key === 'Enter') event.preventDefault();
    });
    const words = document.createElement('div');
    words.contentEditable = 'false';
    this.own.className = 'hint';
    words.append(label, this.own);
    this.contentDOM.className = 'lines';
    this.dom.append(this.shown, words, this.contentDOM);
    this.draw();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    const moved = node.attrs.src !== this.node.attrs.src;
    this.node = node;
    if (this.alt.value !== node.attrs.alt) this.alt.value = String(node.attrs.alt);
    if (moved) this.draw();
    return true;
  }

  // Fields within are their own; the rest is the editor's.
  stopEvent(event: Event): boolean {
    return event.target === this.alt;
  }

  ignoreMutation(change: ViewMutationRecord): boolean {
    return change.type !== 'selection' && !this.contentDOM.contains(change.target);
  }

  private draw(): void {
    const address = String(this.node.attrs.src);
    const found = known.get(address);
    if (found === undefined && address.startsWith('/')) ask(address, () => this.draw());
    if (found) {
      const image = document.createElement('img');
      Object.assign(image, { src: found.thumb, width: found.width, height: found.height, alt: '' });
      this.shown.replaceChildren(image);
      this.alt.placeholder = found.alt;
      const under = [found.caption, found.credit && `— ${found.credit}`].filter(Boolean).join(' ');
      this.own.textContent = under && `Readers find under it, where the lines below say nothing else: ${under}`;
    } else {
      const place = document.createElement('p');
      place.textContent = address.startsWith('/') ? address : `Picture at ${hostOf(address)}: readers get a link to it`;
      this.shown.replaceChildren(place);
    }
  }
}
