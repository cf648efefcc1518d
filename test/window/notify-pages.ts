import type { Locator, Page } from 'playwright-core';
import type { Channel, Language } from '../../electron/contract/index.ts';
import { createWords, type Words } from '../../electron/words/index.ts';

/** What a person sees of who is told, by the words of a language. */
export class NotifyPages {
  readonly #page: Page;
  readonly #words: Words;

  constructor(page: Page, language: Language = 'en') {
    this.#page = page;
    this.#words = createWords(language, 'window');
  }

  get panel(): Locator {
    return this.#page.getByRole('region', { name: this.#words('window.notify.title') });
  }

  part(channel: Channel): Locator {
    return this.#page.locator(`[data-channel="${channel}"]`);
  }

  button(channel: Channel, name: 'set-up' | 'change' | 'remove' | 'test'): Locator {
    return this.part(channel).getByRole('button', { name: this.#words(`window.notify.${name}`), exact: true });
  }

  field(name: 'to' | 'server' | 'port' | 'user' | 'password' | 'from' | 'url' | 'secret'): Locator {
    return this.#page.getByRole('dialog').getByLabel(this.#words(`window.notify.${name}`), { exact: true });
  }

  choice(name: 'security' | 'format'): Locator {
    return this.#page.getByRole('dialog').getByRole('combobox', { name: this.#words(`window.notify.${name}`) });
  }

  get save(): Locator {
    return this.#page.getByRole('dialog').getByRole('button', { name: this.#words('window.notify.save') });
  }

  get dialog(): Locator {
    return this.#page.getByRole('dialog');
  }

  tested(channel: Channel): Locator {
    return this.#page.locator(`[data-tested="${channel}"]`);
  }

  failure(code: string): Locator {
    return this.#page.locator(`[data-code="${code}"]`);
  }

  get digestEvery(): Locator {
    return this.#page.getByRole('combobox', { name: this.#words('window.notify.digest') });
  }

  get language(): Locator {
    return this.panel.getByRole('combobox', { name: this.#words('window.notify.language') });
  }
}
