/* Before any other script: where one did not come, or a style, the page says so and fetches what mends it. */
{
  let told = false;

  addEventListener(
    "error",
    async ({ target, error, filename }) => {
      const { localName, src, rel, href } = target;
      // A page that came in the place of a script is a mistake in its syntax.
      const lost = localName === "script" ? src : rel === "stylesheet" ? href : error instanceof SyntaxError && filename;
      if (told || !lost) return;
      told = true;
      if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));
      const notice = document.querySelector(".rk-mend");
      notice.hidden = false;
      // In a sandbox without an origin of its own the page may fetch nothing: another try would fetch as little.
      if (origin === "null") {
        for (const sentence of notice.children) sentence.hidden = !sentence.hidden;
        return;
      }
      notice.querySelector("button").onclick = () => location.reload();
      const script = new URL(notice.dataset.script, location).href;
      try {
        await fetch(script, { cache: "reload" }).then((found) => found.blob());
        (await import(script)).mend(notice, lost);
      } catch {} // The visitor can still load the page anew.
    },
    true,
  );
}
