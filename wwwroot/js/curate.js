// A pin is drawn to another slot with the mouse. The buttons do the same; without this file they do all of it.

const list = document.querySelector('#slots');
const form = document.querySelector('#move');
let drawn = null;

for (const slot of list.querySelectorAll('.pinned')) {
  slot.draggable = true;
  slot.addEventListener('dragstart', event => {
    drawn = slot;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', slot.querySelector('h3')?.textContent ?? '');
  });
  slot.addEventListener('dragend', () => {
    drawn = null;
    mark(null);
  });
}

function mark(slot) {
  for (const other of list.children) other.classList.toggle('over', other === slot);
}

function target(event) {
  const slot = event.target.closest('.slot');
  return drawn && slot && slot !== drawn ? slot : null;
}

list.addEventListener('dragover', event => {
  const slot = target(event);
  mark(slot);
  if (slot) event.preventDefault();
});

list.addEventListener('drop', event => {
  const slot = target(event);
  if (!slot) return;
  event.preventDefault();
  form.elements.pin.value = drawn.dataset.pin;
  form.elements.to.value = slot.dataset.slot;
  form.requestSubmit();
});

// After a move the focus goes on where the moved story stands now.
list.addEventListener('submit', event => {
  const to = event.submitter?.name === 'to' ? event.submitter.value : null;
  if (to !== null) sessionStorage.setItem('fannews-slot', `${to} ${event.submitter.value > event.target.closest('.slot').dataset.slot ? 'last' : 'first'}`);
});

const after = sessionStorage.getItem('fannews-slot');
sessionStorage.removeItem('fannews-slot');
if (after && document.querySelector('[role="status"]')) {
  const [slot, which] = after.split(' ');
  const buttons = [...(list.querySelector(`[data-slot="${slot}"]`)?.querySelectorAll('[name="to"]') ?? [])];
  (which === 'last' ? buttons.at(-1) : buttons[0])?.focus();
}
