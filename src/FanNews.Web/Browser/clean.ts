// What word processors and web pages put on the clipboard, brought down to what a story can say. It works on a document of its own that loads nothing.

import { DOMParser, type ParseOptions, type Slice } from 'prosemirror-model';
import { schema } from './schema.js';

const gone = 'script, style, meta, link, title, noscript, template, svg, canvas, object, embed, audio, video, input, button, select, textarea, [aria-hidden="true"], [hidden]';
const blocks = 'p, div, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, pre, figure, hr, section, article, li';

/** Reads what comes from outside after it was cleaned, and what was copied here as it is. */
export class ClipboardReader extends DOMParser {
  constructor() {
    super(schema, DOMParser.fromSchema(schema).rules);
  }

  override parseSlice(dom: globalThis.Node, options?: ParseOptions): Slice {
    const root = dom as HTMLElement;
    if (!root.querySelector('[data-pm-slice]')) clean(root);
    return super.parseSlice(dom, options);
  }
}

// The page's policy lets no style and no handler in an attribute be, not even in a document of its own. What styles say is read from another attribute.
const style = 'data-style';

/** Gets HTML ready to be parsed under the page's content security policy. */
export function withoutStyles(html: string): string {
  return html.replace(/<style\b[^]*?<\/style\s*>/gi, '').replace(/<[a-z][^>]*>/gi, tag => tag.replace(/\sstyle(?=\s*=)/gi, ` ${style}`).replace(/\son(?=[a-z]+\s*=)/gi, ' data-on'));
}

function styleOf(element: Element): string {
  return element.getAttribute(style) ?? '';
}

// What a style says of a property; of one that has it in its name, as Word's own do (mso-bidi-font-weight), nothing.
function said(look: string, property: string): string {
  return [...look.matchAll(/(?:^|;)\s*([\w-]+)\s*:\s*([^;]*)/g)].findLast(found => found[1]!.toLowerCase() === property)?.[2]!.trim().toLowerCase() ?? '';
}

/** Which marks a style gives the words of an element; null if it takes the mark away that the element's name gives. */
export function marksOf(name: string, look: string): string[] | null {
  const [weight, lean] = [/^\w*/.exec(said(look, 'font-weight'))![0], said(look, 'font-style')];
  if (/^(B|STRONG)$/.test(name) && /^(normal|[1-4]00)$/.test(weight) || /^(I|EM)$/.test(name) && lean.startsWith('normal')) return null;
  if (name !== 'SPAN') return [];
  const struck = `${said(look, 'text-decoration')} ${said(look, 'text-decoration-line')}`.includes('line-through');
  return [...(/^(bold|bolder|[6-9]00)$/.test(weight) ? ['strong'] : []), ...(lean.startsWith('italic') ? ['em'] : []), ...(struck ? ['s'] : [])];
}

/** Cleans a piece of HTML in place. */
export function clean(root: HTMLElement): void {
  const document = root.ownerDocument;
  const remarks = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const all: ChildNode[] = [];
  while (remarks.nextNode()) all.push(remarks.currentNode as ChildNode);
  for (const remark of all) remark.remove();
  wordLists(root);
  for (const frame of root.querySelectorAll('iframe')) replaceWithAddress(frame);
  for (const element of root.querySelectorAll(gone)) element.remove();
  for (const element of [...root.querySelectorAll<HTMLElement>('*')]) tidy(element);
  for (const list of root.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) (list.previousElementSibling?.tagName === 'LI' ? list.previousElementSibling : list.parentElement!.insertBefore(document.createElement('li'), list)).append(list);
  for (const table of root.querySelectorAll('table')) flatten(table);
  words(root);
  for (const element of [...root.querySelectorAll('p, div')]) paragraphs(element);
  // A line end between blocks, and lines that hold nothing.
  for (const end of root.querySelectorAll('br')) {
    const [before, after] = [end.previousSibling, end.nextSibling];
    if ([before, after].some(beside => beside instanceof Object && (beside as Element).matches?.(blocks)) || !after && end.parentElement?.matches(blocks)) end.remove();
  }
  for (const paragraph of root.querySelectorAll('p, h1, h2, h3, h4, h5, h6')) {
    if (!paragraph.textContent!.trim() && !paragraph.querySelector('[data-node]')) paragraph.remove();
  }
}

// Word's lists are paragraphs that say in their style which list they belong to, with the mark typed before the text.
function wordLists(root: HTMLElement): void {
  const open: { list: Element; level: number; name: string }[] = [];
  for (const paragraph of [...root.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, h5, h6')]) {
    const found = /mso-list:\s*(l\d+)\s+level(\d+)/i.exec(styleOf(paragraph));
    if (!found) {
      open.length = 0;
      continue;
    }
    const level = Number(found[2]);
    const mark = [...paragraph.querySelectorAll<HTMLElement>('span')].find(span => /mso-list:\s*ignore/i.test(styleOf(span)));
    const numbered = /^\s*(\d+|[a-z]|[ivx]+)[.)]/i.test(mark?.textContent ?? '');
    mark?.remove();
    while (open.length && open.at(-1)!.level > level) open.pop();
    let top = open.at(-1);
    if (!top || top.level < level || top.name !== found[1]) {
      if (top?.level === level) open.pop();
      const list = root.ownerDocument.createElement(numbered ? 'ol' : 'ul');
      if (open.length) open.at(-1)!.list.lastElementChild!.append(list);
      else paragraph.before(list);
      open.push(top = { list, level, name: found[1]! });
    }
    const item = root.ownerDocument.createElement('li');
    top.list.append(item);
    const text = root.ownerDocument.createElement('p');
    text.append(...paragraph.childNodes);
    item.append(text);
    paragraph.remove();
  }
}

function replaceWithAddress(frame: HTMLIFrameElement): void {
  const address = frame.getAttribute('src') ?? '';
  const video = /youtube(?:-nocookie)?\.com\/embed\/([\w-]{6,20})/.exec(address);
  if (!/^(https?:)?\/\//.test(address)) return frame.remove();
  const card = frame.ownerDocument.createElement('div');
  [card.dataset.node, card.dataset.value] = ['embed', video ? `https://www.youtube.com/watch?v=${video[1]}` : address.replace(/^\/\//, 'https://')];
  frame.replaceWith(card);
}

function tidy(element: HTMLElement): void {
  const look = styleOf(element);
  const name = element.tagName;
  if (said(look, 'display').startsWith('none') || said(look, 'mso-hide').startsWith('all')) return element.remove();
  if (name.includes(':') || name === 'FONT' || name === 'CENTER' || name === 'U') return element.replaceWith(...element.childNodes);
  if (name === 'IMG') return image(element as HTMLImageElement);
  if (name === 'A') link(element as HTMLAnchorElement);
  const given = marksOf(name, look);
  if (!given) return element.replaceWith(...element.childNodes);
  if (name === 'SPAN') {
    const inside = given.filter(tag => tag !== 'strong' || !element.closest('h1, h2, h3, h4, h5, h6, th'));
    const content = inside.reduceRight((nodes: ChildNode[], tag) => {
      const mark = element.ownerDocument.createElement(tag);
      mark.append(...nodes);
      return [mark];
    }, [...element.childNodes]);
    return element.replaceWith(...content);
  }
  // The headline is the only first heading.
  if (name === 'H1') {
    const heading = element.ownerDocument.createElement('h2');
    heading.append(...element.childNodes);
    return element.replaceWith(heading);
  }
  const align = /^(center|right)/.exec(said(look, 'text-align'))?.[0];
  if (align && (name === 'TD' || name === 'TH')) element.dataset.align = align;
  if (element.dataset.node && name !== 'DIV') delete element.dataset.node;
  for (const attribute of [style, 'class', 'id']) element.removeAttribute(attribute);
}

// Only a picture of this newsroom can be shown; another is worth the words that say what it is.
function image(element: HTMLImageElement): void {
  const address = element.getAttribute('src') ?? '';
  const local = /^(?:https?:\/\/[^/]+)?(\/media\/[^?#]+)/.exec(address)?.[1];
  if (!local || !address.startsWith('/') && new URL(address).host !== location.host) return element.remove();
  const shown = element.ownerDocument.createElement('span');
  Object.assign(shown.dataset, { node: 'image', src: local, alt: element.alt, title: '' });
  element.replaceWith(shown);
}

function link(element: HTMLAnchorElement): void {
  let address = (element.getAttribute('href') ?? '').trim();
  const through = /^https:\/\/www\.google\.com\/url\?(.*)$/.exec(address);
  if (through) address = new URLSearchParams(through[1]).get('q') ?? address;
  if (/^(https?:\/\/|mailto:|tel:|\/)/i.test(address) && element.textContent!.trim()) element.setAttribute('href', address.replace(/\s/g, '%20'));
  else element.removeAttribute('href');
}

// Two line ends part paragraphs.
function paragraphs(element: Element): void {
  const runs: ChildNode[][] = [[]];
  for (const node of [...element.childNodes]) {
    const run = runs.at(-1)!;
    const last = run.findLast(one => one.textContent!.trim() || one.nodeName !== '#text');
    if (node.nodeName === 'BR' && last?.nodeName === 'BR') runs.push([]);
    else run.push(node);
  }
  if (runs.length < 2) return;
  const made = runs.map(run => {
    const paragraph = element.ownerDocument.createElement('p');
    paragraph.append(...run);
    return paragraph;
  });
  if (element.tagName === 'P') element.replaceWith(...made);
  else element.replaceChildren(...made);
}

// A cell holds one line. A table of one cell is there for its looks only.
function flatten(table: HTMLTableElement): void {
  const cells = [...table.querySelectorAll('td, th')];
  if (cells.length < 2) return table.replaceWith(...cells.flatMap(cell => [...cell.childNodes]));
  for (const caption of table.querySelectorAll('caption')) {
    const line = table.ownerDocument.createElement('p');
    line.append(...caption.childNodes);
    table.before(line);
    caption.remove();
  }
  for (const cell of cells) {
    for (const end of cell.querySelectorAll('br')) end.replaceWith(' ');
    for (let block; (block = cell.querySelector(blocks));) block.replaceWith(...block.nextSibling ? [...block.childNodes, ' '] : block.childNodes);
    const more = Number(cell.getAttribute('colspan') ?? 1);
    for (let i = 1; i < Math.min(more, 20); i++) cell.after(table.ownerDocument.createElement('td'));
  }
}

// Spaces that hold nothing together, and signs that nobody sees.
function words(root: HTMLElement): void {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (text.parentElement?.closest('pre')) continue;
    text.data = text.data.replace(/[\u00AD\u200B\u2060\uFEFF]/g, '').replace(/(?<!«)\u00A0(?![:;!?»%€])/g, ' ').replace(/[ \t\r\n]+/g, ' ');
  }
}
