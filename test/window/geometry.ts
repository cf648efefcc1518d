import type { ElectronApplication, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Sets the size of what the window shows, in the system's pixels, and how much larger everything is drawn on it. */
export async function drawAt(opened: { application: ElectronApplication; page: Page }, zoom: number): Promise<void> {
  await opened.application.evaluate(({ BrowserWindow }, factor) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(1024, 640);
    window?.webContents.setZoomFactor(factor);
  }, zoom);
  const width = () => opened.page.evaluate(() => window.innerWidth);
  await expect.poll(width, { interval: 20 }).toBe(Math.round(1024 / zoom));
}

/**
 * What of the page cannot be read or reached: text that is cut off without saying so by an ellipsis, a page that is
 * wider than the window, and controls that the keyboard's focus does not bring into sight.
 */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const top = document.querySelector('dialog[open]') ?? document.body;
    const nameOf = (element: Element) =>
      `<${element.tagName.toLowerCase()}> “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60)}”`;
    const isSeen = (element: Element) =>
      element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) && element.getClientRects().length > 0;
    const slack = 1.5;

    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page is wider than the window');
    for (const box of top.querySelectorAll('*')) {
      const { overflowX } = getComputedStyle(box);
      if (['auto', 'scroll'].includes(overflowX) && box.scrollWidth > box.clientWidth + slack)
        found.push(`${nameOf(box)} scrolls sideways`);
    }

    const texts = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const owner = text.parentElement;
      if (!owner || (text.textContent ?? '').trim() === '' || !isSeen(owner)) continue;
      // What only measures how wide a text is going to be.
      if (owner.closest('[aria-hidden="true"]')) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const written = range.getBoundingClientRect();
      if (written.width < 2 || written.height < 2) continue;
      let isScrolled = false;
      for (let box: Element | null = owner; box && box !== document.documentElement; box = box.parentElement) {
        const style = getComputedStyle(box);
        const isHiddenFromEyes = style.clipPath !== 'none' || style.clip !== 'auto';
        const isShortened = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
        if (isHiddenFromEyes || isShortened || style.position === 'fixed') break;
        const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible' || box.tagName === 'BUTTON';
        if (!clips) continue;
        const { left, right, top: above, bottom } = box.getBoundingClientRect();
        if (written.left < left - slack || written.right > right + slack)
          found.push(`${nameOf(owner)} is cut off at the side by ${nameOf(box)}`);
        isScrolled ||= ['auto', 'scroll'].includes(style.overflowY);
        if (!isScrolled && (written.top < above - slack || written.bottom > bottom + slack))
          found.push(`${nameOf(owner)} is cut off above or below by ${nameOf(box)}`);
      }
    }

    const controls = top.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, [tabindex="0"]');
    for (const control of controls) {
      if (!isSeen(control) || control.matches(':disabled, [tabindex="-1"], [data-tabster-dummy]')) continue;
      control.focus();
      const { left, right, top: above, bottom, height } = control.getBoundingClientRect();
      const isIn =
        left >= -slack &&
        right <= window.innerWidth + slack &&
        (height > window.innerHeight || (above >= -slack && bottom <= window.innerHeight + slack));
      const there = document.elementFromPoint(
        (left + right) / 2,
        (Math.max(0, above) + Math.min(bottom, window.innerHeight)) / 2,
      );
      // A box or a radio button is drawn by what stands beside its input.
      const drawn = control.matches('input') ? (control.closest('label') ?? control.parentElement ?? control) : control;
      const isOnTop = there !== null && (drawn.contains(there) || there.contains(drawn));
      if (!isIn || !isOnTop) found.push(`${nameOf(control)} does not come into sight with the focus`);
    }
    return [...new Set(found)];
  });
}
