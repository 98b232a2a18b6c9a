/**
 * Searches in texts, and counts what is shown. It makes no markup: it hides and shows, and writes one text. As a string, so
 * that the page has the same bytes however this file is compiled.
 */
export const SCRIPT = `
(() => {
  const byId = (id) => document.getElementById(id);
  const box = byId('text');
  const status = byId('shown');
  if (!box || !status) return;
  const items = [...document.querySelectorAll('.item, .client')];
  const groups = [...document.querySelectorAll('.group')];
  let texts;
  const isChosen = (element) =>
    byId(element.dataset.kind).checked && !(byId('only-new')?.checked && element.classList.contains('old'));
  const sum = (list) => list.reduce((all, item) => all + Number(item.dataset.count), 0);
  const count = (kind, noun) => {
    const all = items.filter((item) => item.classList.contains(kind));
    const shown = all.filter((item) => !item.hidden && isChosen(item));
    return all.length === 0 ? [] : [sum(shown) + ' of ' + sum(all) + ' ' + noun];
  };
  const tell = () => {
    status.textContent = 'Shown: ' + [...count('item', 'findings'), ...count('client', 'clients')].join(', ');
  };
  const search = () => {
    texts ??= items.map((item) => (item.textContent + ' ' + (item.closest('.group')?.querySelector('h3').textContent ?? '')).toLowerCase());
    const words = box.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    items.forEach((item, index) => {
      item.hidden = !words.every((word) => texts[index].includes(word));
    });
    for (const group of groups) {
      group.hidden = !group.querySelector('.item:not([hidden])');
      if (words.length > 0) group.open = true;
    }
    tell();
  };
  let waiting;
  box.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 80);
  });
  document.addEventListener('change', (event) => {
    if (event.target.type === 'checkbox') tell();
  });
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  byId('text-filter').hidden = false;
  if (box.value !== '') search();
  else tell();
})();
`;
