// Shows while somebody types how search engines and other sites will show the story. Without this file it is shown as it was when the page was opened.

const form = document.querySelector('form.story');
const section = form?.querySelector('[data-elsewhere]');
if (section) follow(form, section);

function follow(form, section) {
  const { Headline, Dek, Excerpt, Body } = form.elements;
  const { title, says } = section.dataset;
  const image = section.querySelector('img');
  const cut = (text, most) => text.length <= most ? text : `${text.slice(0, text.slice(0, most).search(/\S*$/) || most).trimEnd()} …`;
  const clean = field => field.value.trim().replace(/\s+/g, ' ');
  const description = () => clean(Dek) || clean(Excerpt) || (Body.plain?.() ?? Body.value).split(/\s+/u).filter(Boolean).slice(0, 50).join(' ');
  const put = (name, texts) => section.querySelectorAll(name).forEach((place, i) => { place.textContent = texts[i]; });

  function show() {
    const headline = clean(Headline) || 'Untitled';
    put('[data-headline]', [cut(headline, title), headline]);
    const words = cut(description(), says);
    put('[data-description]', [words, words]);
  }

  form.addEventListener('input', event => {
    if ([Headline, Dek, Excerpt, Body].includes(event.target)) show();
  });
  form.addEventListener('change', event => {
    if (event.target.name !== 'Lead') return;
    const thumb = event.target.closest('label').querySelector('img')?.src ?? image.dataset.else;
    image.hidden = !thumb;
    if (thumb) image.src = thumb;
  });
  document.addEventListener('fannews-address', event => put('[data-path]', [event.detail]));
}
