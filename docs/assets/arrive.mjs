/**
 * Material's instant navigation puts the scripts of the new page in its head, but does not run them: this does. What ran
 * on an earlier page does not run again. `document$` is Material's own sign, once a page and with all of it there; to
 * watch the page for new elements instead would wake up at everything the calculator writes.
 */

const { document$ } = /** @type {{ document$?: { subscribe(arrived: () => void): void } }} */ (
  /** @type {unknown} */ (window)
);

document$?.subscribe(() => {
  for (const script of document.querySelectorAll("head > script[type=module]"))
    if (script instanceof HTMLScriptElement) import(script.src);
});
