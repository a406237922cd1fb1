for (const sheet of document.querySelectorAll('link[rel="stylesheet"]')) {
  const full = sheet.cloneNode();
  full.setAttribute("href", sheet.href);
  Object.defineProperties(sheet, { href: { value: sheet.href, writable: true }, outerHTML: { value: full.outerHTML } });
}
