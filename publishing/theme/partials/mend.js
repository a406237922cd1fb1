/* Before any other script: a script that did not come is fetched again past every cache, and the page says so. */
{
  const ours = /^[^?#]*\.(m?js|css)$/;
  const TRIED = "kmo-portefeuille: loaded again";
  let told = false;

  /** @param {string} address */
  const mend = async (address) => {
    const named = performance.getEntriesByType("resource").map(({ name }) => name);
    const wanted = [...new Set([address, ...named])].filter(
      (each) => each.startsWith(location.origin) && ours.test(each),
    );
    const found = await Promise.all(wanted.map((each) => fetch(each, { cache: "reload" })));
    return found.every(({ ok, redirected, headers }) => {
      const type = headers.get("Content-Type") ?? "";
      return ok && !redirected && /javascript|css/.test(type);
    });
  };

  /** @param {string} address of what failed */
  const tell = async (address) => {
    if (told) return;
    told = true;
    if (document.readyState === "loading")
      await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
    const notice = document.querySelector(".rk-mend");
    notice?.removeAttribute("hidden");
    notice?.querySelector("button")?.addEventListener("click", async () => {
      await mend(address).catch(() => {});
      location.reload();
    });
    // Once by itself: the name of the tab, which a reload leaves, tells that this was tried.
    const mended = await mend(address).catch(() => false);
    if (!mended || window.name) return;
    window.name = TRIED;
    location.reload();
  };

  addEventListener("load", () => {
    if (window.name === TRIED && !told) window.name = "";
  });

  addEventListener(
    "error",
    (event) => {
      const { target } = event;
      if (target instanceof HTMLScriptElement) tell(target.src);
      else if (target instanceof HTMLLinkElement && target.rel === "stylesheet") tell(target.href);
      // A page that came in the place of a script, for instance.
      else if (event instanceof ErrorEvent && event.error instanceof SyntaxError) tell(event.filename);
    },
    true,
  );
}
