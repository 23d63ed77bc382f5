// Says while somebody types where the story will stand, whether that address is free, and how long the headline is.

const form = document.querySelector('form.story');
if (form && !form.elements.Headline.readOnly) watch(form);

function watch(form) {
  const { Headline, Slug, Section, PublishAt } = form.elements;
  const line = form.querySelector('[data-slug-check]');
  const length = form.querySelector('#Headline-length');
  let timer;
  let asking;

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    if (!Headline.value.trim() && !Slug.value.trim() || line.dataset.slugCheck && Slug.value.trim() === line.dataset.slugCheck) {
      line.textContent = '';
      return;
    }
    const question = new URLSearchParams({ story: form.dataset.story, slug: Slug.value, headline: Headline.value, publishAt: PublishAt.value, section: Section.value });
    try {
      const reply = await fetch(`/admin/slug?${question}`, { signal: asking.signal, redirect: 'manual', headers: { accept: 'application/json' } });
      if (!reply.ok) return;
      const { address, problem } = await reply.json();
      line.textContent = problem ?? `Free: ${address}`;
      line.classList.toggle('taken', Boolean(problem));
      if (!problem) document.dispatchEvent(new CustomEvent('fannews-address', { detail: address }));
    } catch {
      // Aborted, or no network: saving asks again.
    }
  };
  const count = () => {
    const number = [...Headline.value.trim()].length;
    length.textContent = `${number} ${number === 1 ? 'character' : 'characters'}${number > length.dataset.cards ? ', too long for cards' : number > length.dataset.search ? ', long for search results' : ''}`;
    length.classList.toggle('long', number > length.dataset.search);
  };

  form.addEventListener('input', event => {
    if (event.target === Headline) count();
    if (![Headline, Slug, Section, PublishAt].includes(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 300);
  });
  count();
}
