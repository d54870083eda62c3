import { keepToken, TokenError } from './api.js';
import { byId } from './dom.js';

/**
 * Shows what `load` shows; asks for a token where one is needed, and says what went wrong otherwise.
 */
export async function showing(load: () => Promise<void>): Promise<void> {
  const [content, status] = [byId('content', HTMLElement), byId('status', HTMLElement)];
  const form = byId('token', HTMLFormElement);
  form.hidden = true;
  status.textContent = '';
  content.setAttribute('aria-busy', 'true');
  try {
    await load();
    content.hidden = false;
  } catch (error) {
    if (isAbort(error)) return;
    if (error instanceof TokenError) ask(form, error.message, load);
    else status.textContent = error instanceof Error ? error.message : String(error);
    content.hidden = error instanceof TokenError;
  }
  content.removeAttribute('aria-busy');
}

function ask(form: HTMLFormElement, reason: string, load: () => Promise<void>): void {
  byId('token-message', HTMLElement).textContent = reason;
  form.hidden = false;
  const input = form.querySelector('input');
  input?.focus();
  form.onsubmit = (event) => {
    event.preventDefault();
    keepToken(input?.value.trim() ?? '');
    form.reset();
    void showing(load);
  };
}

/** A newer choice of filters has replaced the request. */
const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';
