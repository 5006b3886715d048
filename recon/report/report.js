
(() => {
  'use strict';
  const table = document.getElementById('list');
  if (!table) return;
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows];
  const first = (row, i) => { const n = row.cells[i].firstChild; return n ? n.textContent : ''; };

  // Amounts are compared by their digits: they can be longer than a number of JavaScript.
  const parse = text => {
    const m = /^([-+]?)([\d,]*)(?:\.(\d*))?(?:e(-?\d+))?/.exec(text.trim());
    if (!m || !(m[2] || m[3])) return null;
    const whole = m[2].replaceAll(',', ''), all = whole + (m[3] || ''), digits = all.replace(/^0+/, '');
    return { sign: !digits ? 0 : m[1] === '-' ? -1 : 1, digits, point: whole.length + Number(m[4] || 0) - (all.length - digits.length) };
  };
  const compareSize = (a, b) => {
    if (a.point !== b.point) return a.point - b.point;
    const n = Math.max(a.digits.length, b.digits.length), x = a.digits.padEnd(n, '0'), y = b.digits.padEnd(n, '0');
    return x < y ? -1 : x > y ? 1 : 0;
  };
  const compareAmounts = (a, b) => {
    if (a.sign !== b.sign) return a.sign - b.sign;
    return a.sign === 0 ? 0 : a.sign * compareSize(a, b);
  };
  const compareTexts = (a, b) => a < b ? -1 : a > b ? 1 : 0;

  const sort = (i, down) => {
    const amounts = heads[i].classList.contains('n'), compare = amounts ? compareAmounts : compareTexts;
    const keyed = rows.map(row => ({ row, key: amounts ? parse(first(row, i)) : row.cells[i].textContent }));
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null); // empty ones last, both ways
      return down ? compare(b.key, a.key) : compare(a.key, b.key);
    });
    body.append(...keyed.map(k => k.row));
    heads.forEach((head, at) => at === i ? head.setAttribute('aria-sort', down ? 'descending' : 'ascending') : head.removeAttribute('aria-sort'));
  };
  heads.forEach((head, i) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.title = table.dataset.sort;
    button.append(...head.childNodes);
    button.addEventListener('click', () => sort(i, head.getAttribute('aria-sort') === 'ascending'));
    head.append(button);
  });

  const tools = document.createElement('div'), status = document.createElement('select');
  const find = document.createElement('input'), count = document.createElement('output');
  tools.className = 'tools';
  find.type = 'search';
  find.placeholder = table.dataset.find;
  find.setAttribute('aria-label', table.dataset.find);
  status.setAttribute('aria-label', table.dataset.all);
  status.append(new Option(table.dataset.all, ''));
  for (const name of new Set(rows.map(row => first(row, 1)))) status.append(new Option(name, name));
  const filter = () => {
    const want = find.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = status.value !== '' && first(row, 1) !== status.value || want !== '' && !row.textContent.toLowerCase().includes(want);
      if (!row.hidden) shown++;
    }
    count.value = shown + ' / ' + rows.length;
  };
  status.addEventListener('change', filter);
  find.addEventListener('input', filter);
  tools.append(status, find, count);
  table.parentNode.before(tools);
  filter();
})();
