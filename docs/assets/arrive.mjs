/**
 * Material's instant navigation puts the scripts of the new page in its head, but does not run them: this does. What ran
 * on an earlier page does not run again. `document$` is Material's own sign, once a page and with all of it there; to
 * watch the page for new elements instead would wake up at everything the calculator writes. A page of a newer version is
 * loaded anew.
 */

const { document$ } = /** @type {{ document$?: { subscribe(arrived: () => void): void } }} */ (
  /** @type {unknown} */ (window)
);

/** Where the scripts of this version are. */
const ours = new URL(".", import.meta.url).href;

document$?.subscribe(() => {
  for (const script of document.querySelectorAll("head > script[type=module]")) {
    if (!(script instanceof HTMLScriptElement)) continue;
    // Published meanwhile: two versions of a script in one page would define the same element twice.
    if (!script.src.startsWith(ours)) return location.reload();
    import(script.src);
  }
});
