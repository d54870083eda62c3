type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** A new element; attributes that are undefined or false are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    created.setAttribute(name, value === true ? '' : value);
  }
  created.append(...children);
  return created;
}

/** The element of the page with this id, which has to be there. */
export function byId<Type extends HTMLElement>(id: string, type: abstract new () => Type): Type {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${id}.`);
  return found;
}

/** A cell: text, or text with a link. */
export type Cell = string | readonly [text: string, href: string];

export function fillTable(
  table: HTMLTableElement,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): void {
  const titles = head.map((title) => element('th', { scope: 'col' }, title));
  const lines = rows.map((cells) =>
    element(
      'tr',
      {},
      ...cells.map((cell, index) =>
        index === 0
          ? element('th', { scope: 'row' }, contentOf(cell))
          : element('td', {}, contentOf(cell)),
      ),
    ),
  );
  table.replaceChildren(
    element('thead', {}, element('tr', {}, ...titles)),
    element('tbody', {}, ...lines),
  );
}

const contentOf = (cell: Cell): Node | string =>
  typeof cell === 'string' ? cell : element('a', { href: cell[1] }, cell[0]);
