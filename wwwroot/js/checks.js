// Looks over the story a second after the last key, as the program does when it is saved.

const form = document.querySelector('form.story');
const part = form?.querySelector('[data-checks]');
if (part && !form.elements.Headline.readOnly) watch(form, part);

function watch(form, part) {
  const [list, none] = [part.querySelector('ul'), part.querySelector('[data-none]')];
  let timer;
  let asking;

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
    body.delete('act');
    try {
      const answer = await fetch(`${form.getAttribute('action')}?handler=Checks`, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual', signal: asking.signal });
      if (!answer.ok || !answer.headers.get('Content-Type')?.includes('json')) return;
      show(await answer.json());
    } catch {
      // Aborted, or no network: saving looks again.
    }
  };
  const show = found => {
    const before = list.textContent;
    const items = found.map(({ field, sentence, blocks }) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = `#${field}`;
      link.textContent = sentence;
      item.append(link);
      if (blocks) {
        item.className = 'blocks';
        item.append(': must be right to publish');
      }
      return item;
    });
    // What is the same is not said again.
    if (items.map(item => item.textContent).join('') !== before.replace(/\s*\n\s*/g, '')) list.replaceChildren(...items);
    none.hidden = found.length > 0;
  };

  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 1200);
  });
}
