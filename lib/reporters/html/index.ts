export { htmlPage } from './page';
export { renderHtml } from './report';
export { type Html, html, name, when } from './tag';
