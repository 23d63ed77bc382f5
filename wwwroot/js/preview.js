// Changes the preview's width without asking the server, and shrinks a page that is wider than its place.

const form = document.querySelector('form.preview');
const stage = form.querySelector('.stage');
const frame = stage.querySelector('iframe');
const said = form.querySelector('[data-scale]');
const widths = [...form.querySelectorAll('[name="width"]')];

function fit() {
  const scale = Math.min(1, stage.clientWidth / Number(stage.dataset.width));
  frame.style.scale = scale;
  frame.style.blockSize = `${stage.clientHeight / scale}px`;
  said.textContent = scale < 1 ? `at ${Math.round(scale * 100)} %` : '';
}

form.addEventListener('click', event => {
  const button = event.target.closest('button');
  if (widths.includes(button)) {
    event.preventDefault();
    for (const other of widths) other.setAttribute('aria-pressed', String(other === button));
    stage.dataset.width = button.value;
    fit();
  } else if (button?.matches('[data-back]')) {
    // The editor is still open where the preview was asked for. A tab that has no other page may close itself; else the text goes back.
    window.close();
    if (window.closed) event.preventDefault();
  }
});

new ResizeObserver(fit).observe(stage);
stage.classList.add('fitted');

// A note is found within the page; every other link opens beside the preview.
function follow(event) {
  const to = event.target.closest?.('a[href^="#"]');
  if (!to) return;
  event.preventDefault();
  frame.contentDocument.getElementById(decodeURIComponent(to.getAttribute('href').slice(1)))?.scrollIntoView();
}

frame.addEventListener('load', () => frame.contentDocument.addEventListener('click', follow));
frame.contentDocument?.addEventListener('click', follow);
