interface Page {
  readonly title: string;
  /** The path of the request, which may have a slash at its end. */
  readonly path: string;
}

/** The icon of all pages. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
  <circle cx="8" cy="8" r="7" fill="#1d4ed8"/>
  <path d="M4.5 8.2l2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="1.8"/>
</svg>
`;

/** Swagger UI, which its script fills in. */
export const swaggerPage = ({ title, path }: Page): string =>
  page(
    title,
    path,
    (base) => `<link rel="stylesheet" href="${base}docs/swagger-ui.css" />
    <style>
      body { margin: 0; background: #fff }
      .swagger-ui .wrapper { max-width: 1200px }
      .swagger-ui .info { margin: 20px 0 }
      .swagger-ui .scheme-container { padding: 10px 0 }
      .swagger-ui :is(.response-col_links, .parameter__enum, .parameter__deprecated:empty) { display: none }
      .swagger-ui .response-control-media-type__accept-message { display: none }
      .swagger-ui .opblock .table-container { padding: 0 20px 8px }
      .swagger-ui :is(.parameter__type, .parameter__in) { display: inline; font-size: 12px }
      .swagger-ui .highlight-code > .microlight { max-height: 180px }
      .swagger-ui .response-col_description ul { columns: 2 20rem; padding-left: 1.2em }
      .swagger-ui .opblock-body table tbody tr td { padding: 3px 0 }
      .swagger-ui .opblock-body .markdown :is(p, ul, li) { margin: 2px 0 }
      .swagger-ui .opblock-description-wrapper { padding: 8px 20px }
      .swagger-ui table { table-layout: fixed }
      .swagger-ui .parameters-col_name { width: 200px }
      .swagger-ui table.headers { table-layout: auto }
      .swagger-ui table.headers td { padding-right: 12px; font: 12px/1.3 sans-serif }
      .swagger-ui .response-col_status { width: 80px }
      .swagger-ui :is(td, p, li) { overflow-wrap: anywhere }
      @media (min-width: 900px) {
        .swagger-ui td.parameters-col_description { display: flex; gap: 16px; margin: 0 }
        .swagger-ui td.parameters-col_description > * { flex: 0 1 260px; min-width: 0; margin: 0; align-self: start }
        .swagger-ui td.parameters-col_description > .renderedMarkdown { flex: 1 }
        .swagger-ui td.parameters-col_description select[multiple] { height: 64px; min-width: 0 }
      }
      @media (max-width: 600px) {
        .swagger-ui .opblock-summary-description { display: none }
        .swagger-ui .wrapper { padding: 0 8px }
        .swagger-ui :is(select, input, textarea) { max-width: 100% }
        .swagger-ui .parameters-col_name { width: 110px }
      }
    </style>`,
    (base) => `<div id="swagger-ui"></div>
    <script src="${base}docs/swagger-ui-bundle.js"></script>
    <script src="${base}docs/swagger-ui-init.js"></script>`,
  );

/** The script of the page, with the document in it: the page needs no further request. */
export const swaggerScript = (document: object): string =>
  `window.ui = SwaggerUIBundle(${JSON.stringify({
    spec: document,
    dom_id: '#swagger-ui',
    deepLinking: true,
    displayRequestDuration: true,
    // Without the list of all schemas: each operation shows its own.
    defaultModelsExpandDepth: -1,
    validatorUrl: null,
  })});\n`;

export const redocPage = ({ title, path }: Page): string =>
  page(
    title,
    path,
    () => '<style>body { margin: 0 }</style>',
    (base) => `<redoc spec-url="${base}docs-json"></redoc>
    <script src="${base}redoc/redoc.js"></script>`,
  );

/** A small page with links to everything else, for who opens the address of the server in a browser. */
export const linksPage = (title: string, links: readonly (readonly [string, string])[]): string =>
  page(
    title,
    '/',
    () => `<style>
      :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }
      body { max-width: 36rem; margin: 3rem auto; padding: 0 1rem }
    </style>`,
    () => `<main>
      <h1>${escape(title)}</h1>
      <ul>
        ${links
          .map(([href, text]) => `<li><a href="${escape(href)}">${escape(text)}</a></li>`)
          .join('\n        ')}
      </ul>
    </main>`,
  );

/** All links are relative to a page at the top: a proxy may have a prefix for the paths of this server. */
function page(
  title: string,
  path: string,
  head: (base: string) => string,
  body: (base: string) => string,
): string {
  const base = path !== '/' && path.endsWith('/') ? '../' : './';
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escape(title)}</title>
    <link rel="icon" type="image/svg+xml" href="${base}favicon.svg" />
    ${head(base)}
  </head>
  <body>
    ${body(base)}
  </body>
</html>
`;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
