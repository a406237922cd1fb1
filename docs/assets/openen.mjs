/**
 * A link, the search or the table of contents can lead to something that is folded: then it opens.
 */

const { document$ } = /** @type {{ document$?: { subscribe(arrived: () => void): void } }} */ (
  /** @type {unknown} */ (window)
);

function openTarget() {
  // Headings have plain names; whatever else stands in an address (the calculator's answers, nonsense) leads nowhere.
  const name = location.hash.slice(1);
  const target = name ? document.getElementById(name) : null;
  if (!target || target.closest("kmo-rekenhulp")) return;
  const folds = [];
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    if (!fold.open) folds.push(fold);
  if (folds.length === 0) return;
  for (const fold of folds) fold.open = true;
  target.scrollIntoView();
}

document$?.subscribe(openTarget);
window.addEventListener("hashchange", openTarget);
