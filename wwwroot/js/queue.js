// The queue by keyboard, and without loading the page anew. Every key presses a button that is there anyway, every action is a form
// of the page; without this file all of it works by hand.

const queue = document.querySelector('.queue');
const list = document.querySelector('.list');
const every = 1500, fewLeft = 10, sayLate = 8;

const keysOn = () => localStorage.getItem('fannews-keys') !== 'off';
const comments = () => [...document.querySelectorAll('.comment:not([hidden])')];
const current = () => document.querySelector('.comment.current:not([hidden])');
const byId = id => document.getElementById('comment-' + id);
const tokenOf = () => document.querySelector('input[name="form"]')?.value ?? '';

function moveTo(comment, focus) {
  if (!comment) return;
  document.querySelector('.comment.current')?.classList.remove('current');
  comment.classList.add('current');
  if (focus) {
    comment.focus({ preventScroll: true });
    comment.scrollIntoView({ block: 'nearest' });
  }
}

function step(by) {
  const all = comments();
  moveTo(all[Math.min(all.length - 1, Math.max(0, all.indexOf(current()) + by))], true);
}

// Out of sight at once; it comes back where it was if the desk does not take the decision.
function hide(gone) {
  const all = comments();
  const at = all.indexOf(current());
  for (const comment of gone) {
    comment.hidden = true;
    const tick = comment.querySelector('input[name="ids"]');
    if (tick) tick.checked = false;
  }
  age();
  if (at < 0 || !all[at].hidden) return;
  const left = comment => !comment.hidden;
  moveTo(all.slice(at + 1).find(left) ?? all.slice(0, at).reverse().find(left), true);
}

// A part of the desk as a document. Unlike a text it needs no trust to be taken apart: nothing in it runs.
function page(address) {
  return new Promise((done, fail) => {
    const asked = new XMLHttpRequest();
    asked.responseType = 'document';
    asked.open('GET', address);
    asked.onload = () => asked.status === 200 && asked.response?.querySelector('.queue') ? done(asked.response) : fail(new Error('no queue'));
    asked.onerror = () => fail(new Error('no desk'));
    asked.send();
  });
}

const within = (address, ...parts) => {
  const at = new URL(address, location.href);
  for (const [name, value] of parts) at.searchParams.set(name, value);
  return at;
};

// What is said

function notice(text, role) {
  let line = list.querySelector(':scope > .late');
  if (!text) return line?.remove();
  line?.remove();
  line = document.createElement('p');
  line.className = 'late';
  line.setAttribute('role', role);
  list.prepend(line);
  line.textContent = text;
}

function told(text, batch) {
  let line = queue.querySelector('.undo');
  if (!line) {
    line = document.createElement('div');
    line.className = 'undo';
    line.setAttribute('role', 'status');
    const form = document.createElement('form');
    form.method = 'post';
    form.action = queue.dataset.undo;
    form.dataset.act = 'undo';
    const token = document.createElement('input');
    Object.assign(token, { type: 'hidden', name: 'form', value: tokenOf() });
    const button = document.createElement('button');
    Object.assign(button, { name: 'batch', textContent: 'Undo' });
    button.dataset.key = 'u';
    const key = document.createElement('kbd');
    key.textContent = 'U';
    key.setAttribute('aria-hidden', 'true');
    button.append(key);
    form.append(document.createElement('span'), button, token);
    line.append(form);
    queue.append(line);
  }
  line.hidden = !text;
  line.querySelector('span').textContent = text ?? '';
  const button = line.querySelector('button');
  button.hidden = !batch;
  button.value = batch ?? '';
}

// Whether the open tab has another number now.
function count(counts, waiting) {
  if (!counts) return false;
  const before = document.querySelector('.tabs [aria-current]')?.textContent;
  for (const [tab, name] of Object.entries(counts)) {
    const link = document.querySelector(`.tabs [data-tab="${tab}"]`);
    if (link) link.textContent = name;
  }
  const rail = document.querySelector('.rail .count');
  if (rail) rail.textContent = waiting > 0 ? waiting : '';
  return document.querySelector('.tabs [aria-current]')?.textContent !== before;
}

// What is done: one after the other, in the order of the keys

let chain = Promise.resolve();
let busy = 0;

// A key goes on to the next comment at once; who points at a button sees the comment leave when it is decided.
function enqueue(form, button, gone, quick) {
  if (gone.some(comment => comment.hasAttribute('aria-busy'))) return;
  if (quick) hide(gone);
  for (const comment of gone) comment.setAttribute('aria-busy', 'true');
  busy++;
  chain = chain.then(() => send(form, button)).then(answer => { if (!answer.problem) hide(gone); return done(form, answer, gone); }, error => failed(form, button, gone, error))
    .finally(() => { busy--; gone.forEach(comment => comment.removeAttribute('aria-busy')); });
}

// An undo waits for its turn: what it takes back may still be on its way.
function undo() {
  chain = chain.then(() => {
    const button = queue.querySelector('.undo:not([hidden]) button:not([hidden])');
    if (button) enqueue(button.form, button, []);
  });
}

async function send(form, button) {
  const reply = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form, button)), headers: { accept: 'application/json' } });
  if (!reply.headers.get('content-type')?.startsWith('application/json')) throw Object.assign(new Error('no answer of the queue'), { page: true });
  return reply.json();
}

async function done(form, answer, gone) {
  if (answer.problem) return refused(form, answer.problem);
  count(answer.counts, answer.waiting);
  if (form.dataset.act === 'panel') {
    sent(form);
    if (form.dataset.panel) shut(form);
  }
  for (const { id, here } of answer.moved ?? []) {
    const comment = byId(id);
    if (!here && comment) hide([comment]);
    else if (here) await bring(id);
  }
  // What had left already, and moved nowhere, was decided by somebody else.
  if (answer.told) told(answer.told, answer.batch);
  if (answer.late) notice(answer.late, 'status');
  else if (answer.moved) notice(null);
  if (answer.changed) await bring(answer.changed, true);
  if (form.dataset.act === 'all') location.assign(queue.dataset.here);
  else await refill();
}

// Since when the one waits that waits the longest.
function age() {
  const line = document.querySelector('[data-oldest]');
  if (!line) return;
  const [oldest] = [...document.querySelectorAll('.comment:not([hidden]) .at time')].sort((one, other) => one.dateTime < other.dateTime ? -1 : 1);
  line.hidden = !oldest;
  if (oldest) line.querySelector('span').textContent = oldest.textContent;
}

// The page itself answers where the script cannot: a session that ended is taken up by the sign-in, a refusal says why.
function failed(form, button, gone, error) {
  for (const comment of gone) comment.hidden = false;
  age();
  moveTo(gone[0], true);
  if (!error.page) return notice('Not saved: the desk does not answer. Nothing was decided; try again.', 'alert');
  if (button?.name) {
    const pressed = document.createElement('input');
    Object.assign(pressed, { type: 'hidden', name: button.name, value: button.value });
    form.append(pressed);
  }
  form.submit();
}

function refused(form, sentence) {
  let line = form.querySelector('.problem');
  if (!line) {
    line = document.createElement('p');
    line.className = 'problem';
    line.id = 'Text-problem';
    const field = form.querySelector('#Text');
    if (field) {
      field.before(line);
      field.setAttribute('aria-describedby', 'Text-hint Text-problem');
      field.setAttribute('aria-invalid', 'true');
    } else {
      form.prepend(line);
    }
  }
  line.textContent = sentence;
  form.querySelector('#Text')?.focus();
}

// Shows a comment that came back, or anew one that looks different.
async function bring(id, anew) {
  const known = byId(id);
  if (known && !anew) {
    known.hidden = false;
    moveTo(known, true);
    return;
  }
  const fresh = (await page(within(queue.dataset.here, ['only', id]))).querySelector('.comment');
  if (!fresh) return;
  const was = known?.classList.contains('current') ?? true;
  // In the tab of reports a comment that was kept has no place any more.
  if (known && queue.dataset.tab === 'reported' && !fresh.querySelector('.reported')) return hide([known]);
  const focused = known?.contains(document.activeElement);
  if (known) known.replaceWith(fresh);
  else (list.querySelector('.comment') ?? list.lastElementChild)?.before(fresh);
  list.querySelector(':scope > .empty')?.remove();
  fresh.classList.remove('current');
  if (was) moveTo(fresh, focused ?? true);
  begin(fresh);
}

let filling = false;

// Nobody waits for the next page: it is there before the last comment of this one is decided.
async function refill() {
  age();
  if (filling || comments().length >= fewLeft) return;
  const more = list.querySelector('.more a[rel="next"]');
  if (!more && comments().length > 0) return;
  filling = true;
  try {
    const next = await page(more?.href ?? queue.dataset.here);
    const line = list.querySelector('.more');
    const added = [...next.querySelectorAll('.list > .comment')].filter(comment => !byId(comment.id.slice('comment-'.length)) || byId(comment.id.slice('comment-'.length)).hidden && !more);
    for (const comment of added) {
      byId(comment.id.slice('comment-'.length))?.remove();
      comment.classList.remove('current');
      line ? line.before(comment) : list.append(comment);
      begin(comment);
    }
    const later = next.querySelector('.list .more a[rel="next"]');
    if (more && later) more.href = later.href;
    else more?.remove();
    if (!more && later) list.append(next.querySelector('.list .more'));
    if (!current()) moveTo(comments()[0], true);
    if (comments().length === 0 && !list.querySelector('.empty')) {
      const empty = next.querySelector('.empty');
      if (empty) list.append(empty);
      list.querySelector('.bulk')?.remove();
    }
  } catch {
    // The next action tries again.
  } finally {
    filling = false;
    age();
  }
}

// What is opened under a comment

async function open(form, button) {
  const comment = form.closest('.comment');
  const old = document.querySelector('form[data-panel]');
  if (old?.dataset.panel === button.name && comment.contains(old)) return old.querySelector('#Text')?.focus();
  const asked = within(queue.dataset.here, ['only', button.value], [button.name, button.value]);
  let panel;
  try {
    panel = (await page(asked)).querySelector('form[data-panel]');
  } catch {
    return form.requestSubmit(button);
  }
  if (!panel) return;
  shut(old);
  comment.querySelector('.actions').before(panel);
  button.hidden = true;
  moveTo(comment, false);
  begin(panel);
  panel.querySelector('#Text')?.focus();
}

function shut(panel) {
  const opener = panel?.closest('.comment').querySelector('[data-act="open"] [hidden]');
  if (opener) opener.hidden = false;
  panel?.remove();
}

function close(panel) {
  const comment = panel.closest('.comment');
  // Opened by the page itself, it has no button that opens it again.
  if (!comment.querySelector('[data-act="open"] [hidden]')) return location.assign(panel.querySelector('[data-close]').href);
  shut(panel);
  moveTo(comment, true);
}

document.addEventListener('submit', event => {
  const form = event.target, button = event.submitter;
  const act = form.dataset.act;
  if (!act || !queue || event.defaultPrevented) return;
  if (act === 'open' && button) {
    // Asked for once more by hand, the page opens it.
    if (form.dataset.asked) return;
    event.preventDefault();
    form.dataset.asked = 'true';
    open(form, button).finally(() => delete form.dataset.asked);
    return;
  }
  event.preventDefault();
  if (act === 'bulk') {
    const ticked = comments().filter(comment => comment.querySelector('input[name="ids"]')?.checked);
    if (ticked.length === 0) return notice('Tick comments first: with X, or the box before the name.', 'status');
    // What is sent is read now: hiding takes the ticks out.
    return frozen(form, button, ticked);
  }
  enqueue(form, button, act === 'decide' ? [form.closest('.comment')] : [], pressing);
});

function frozen(form, button, gone) {
  const copy = document.createElement('form');
  Object.assign(copy, { method: 'post', action: form.action, hidden: true });
  copy.dataset.act = 'bulk';
  for (const [name, value] of new FormData(form, button)) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    copy.append(field);
  }
  document.body.append(copy);
  enqueue(copy, null, gone);
}

// Keys

const typing = target => target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"])'));
let pressing = false;
function press(key) {
  pressing = true;
  current()?.querySelector(`button[data-key="${key}"]`)?.click();
  pressing = false;
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  x: () => current()?.querySelector('input[name="ids"]')?.click(),
  '/': () => document.getElementById('q')?.focus(),
  u: undo,
};
keys.z = keys.u;
for (const key of ['a', 's', 't', 'r', 'e', 'b', 'n']) keys[key] = () => press(key);

document.addEventListener('keydown', event => {
  const panel = event.target instanceof HTMLElement ? event.target.closest('form[data-panel]') : null;
  if (event.key === 'Escape' && panel) return close(panel);
  if (!queue || !keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.repeat && event.key !== 'j' && event.key !== 'k') return;
  if (typing(event.target) || document.querySelector('dialog[open]')) return;
  const act = keys[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

// By keyboard the comment under the focus becomes current; by mouse only after the click, so that no button moves away under it.
list?.addEventListener('focusin', event => {
  if (event.target.matches(':focus-visible')) moveTo(event.target.closest('.comment'), false);
});
list?.addEventListener('click', event => {
  const cancel = event.target.closest('[data-close]');
  if (cancel) {
    event.preventDefault();
    close(cancel.closest('form'));
    return;
  }
  moveTo(event.target.closest('.comment'), false);
});

// What is being written outlives an expired sign-in: it is kept in this tab until it was sent.

const nameOf = draft => 'fannews-' + draft.dataset.draft;
const last = sessionStorage.getItem('fannews-sent');
if (last && document.querySelector('.undo')) sessionStorage.removeItem(last);
sessionStorage.removeItem('fannews-sent');

function begin(part) {
  for (const draft of part.querySelectorAll('[data-draft]')) {
    const name = nameOf(draft);
    // Somebody may have typed before this ran.
    if (draft.value) sessionStorage.setItem(name, draft.value);
    else draft.value = sessionStorage.getItem(name) ?? '';
    draft.addEventListener('input', () => sessionStorage.setItem(name, draft.value));
    draft.form.addEventListener('submit', () => sessionStorage.setItem('fannews-sent', name));
  }
}

function sent(form) {
  for (const draft of form.querySelectorAll('[data-draft]')) sessionStorage.removeItem(nameOf(draft));
  sessionStorage.removeItem('fannews-sent');
}

begin(document);
const target = location.hash.startsWith('#comment-') ? document.getElementById(location.hash.slice(1)) : null;
if (target && !document.querySelector('form[data-panel]')) moveTo(target, true);

// What colleagues decide leaves this screen too, within two seconds.

let turn = 0;

async function follow() {
  const shown = comments();
  const own = busy;
  const asked = within(queue.dataset.here, ['handler', 'News'], ['ids', ++turn % sayLate === 0 && busy === 0 ? '' : shown.map(comment => comment.dataset.id).join(',')]);
  const reply = await fetch(asked, { headers: { accept: 'application/json' }, redirect: 'manual' });
  if (!reply.headers.get('content-type')?.startsWith('application/json')) return false;
  const news = await reply.json();
  // An answer that crossed a decision of one's own knows it as a colleague's.
  if (own > 0 || busy > 0) return true;
  const changed = count(news.counts, news.waiting);
  for (const { id, told: words } of news.gone) {
    const comment = byId(id);
    if (!comment || comment.hidden) continue;
    const mine = comment === current();
    if (mine && words) notice(words + '.', 'status');
    // What is being written is not taken away.
    if (!comment.querySelector('form[data-panel]')) hide([comment]);
  }
  if (changed) await refill();
  return true;
}

async function keepUp() {
  for (;;) {
    await new Promise(wake => {
      const timer = setTimeout(wake, every);
      document.addEventListener('visibilitychange', () => { if (!document.hidden) { clearTimeout(timer); wake(); } }, { once: true });
    });
    if (document.hidden) continue;
    try {
      if (!await follow()) return;
    } catch {
      // The desk is away for a moment: it is asked again.
    }
  }
}

if (queue && !new URL(location.href).searchParams.has('only')) keepUp();
