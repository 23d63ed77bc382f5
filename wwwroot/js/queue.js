// The keys of the queue. Each presses a button that is there anyway; without this file everything works by hand.

const list = document.querySelector('.list');

const comments = () => [...document.querySelectorAll('.comment')];
const current = () => document.querySelector('.comment.current');
const on = () => localStorage.getItem('fannews-keys') !== 'off';

function moveTo(comment, focus) {
  if (!comment) return;
  current()?.classList.remove('current');
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

function press(key) {
  const button = (key === 'z' ? document.querySelector('.undo') : current())?.querySelector(`button[data-key="${key}"]`);
  button?.click();
}

function typing(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"])'));
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  x: () => current()?.querySelector('input[name="ids"]')?.click(),
};
for (const key of ['a', 's', 't', 'r', 'z']) keys[key] = () => press(key);

document.addEventListener('keydown', event => {
  if (!on() || event.ctrlKey || event.metaKey || event.altKey || event.repeat && event.key !== 'j' && event.key !== 'k') return;
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
list?.addEventListener('click', event => moveTo(event.target.closest('.comment'), false));

// What is being written outlives an expired sign-in: it is kept in this tab until it was sent.
const sent = sessionStorage.getItem('fannews-sent');
if (sent && document.querySelector('.undo')) sessionStorage.removeItem(sent);
sessionStorage.removeItem('fannews-sent');
for (const draft of document.querySelectorAll('[data-draft]')) {
  const name = 'fannews-' + draft.dataset.draft;
  // Somebody may have typed before this ran.
  if (draft.value) sessionStorage.setItem(name, draft.value);
  else draft.value = sessionStorage.getItem(name) ?? '';
  draft.addEventListener('input', () => sessionStorage.setItem(name, draft.value));
  draft.form.addEventListener('submit', () => sessionStorage.setItem('fannews-sent', name));
}

const target = location.hash.startsWith('#comment-') ? document.getElementById(location.hash.slice(1)) : null;
if (target && !document.querySelector('[data-draft^=reply-]')) moveTo(target, true);
