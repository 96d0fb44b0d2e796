// What assistive software needs and the framework leaves out.
(() => {
  if (window.faisAccess) return;
  window.faisAccess = true;

  // The navigation is a list whose items stand inside groups, which is no list to a screen reader: its links are
  // read as links under their headings instead.
  const ITEMS = "[data-testid=stSidebarNavItems]";
  const mend = () =>
    document
      .querySelectorAll(`${ITEMS}:not([role]), ${ITEMS} li:not([role])`)
      .forEach((node) => node.setAttribute("role", "presentation"));

  mend();
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
})();
