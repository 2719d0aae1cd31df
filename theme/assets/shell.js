/* What the shell does where scripts run: colors, copying, printing, the key for search. Pages are whole without it. */
(() => {
  "use strict";
  const KEY = "spin-reports.scheme";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const remembered = () => {
    try { return localStorage.getItem(KEY); } catch { return null; } // storage may be forbidden
  };
  const remember = scheme => {
    try { localStorage.setItem(KEY, scheme); } catch { /* the choice lasts as long as the page */ }
  };
  const wished = () => remembered() ?? (dark.matches ? "slate" : "default");

  const paint = scheme => {
    document.body.dataset.mdColorScheme = scheme;
    for (const one of document.querySelectorAll("button.palette")) {
      one.setAttribute("aria-label", scheme === "slate" ? one.dataset.toLight : one.dataset.toDark);
    }
  };

  const say = text => {
    const toast = document.querySelector(".toast");
    if (!toast) return;
    toast.textContent = text;
    toast.classList.add("toast--shown");
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { toast.classList.remove("toast--shown"); toast.textContent = ""; }, 2500);
  };

  // Pages that do not come over https have no clipboard interface; a selection can still be copied there.
  const bySelection = text => {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "offscreen";
    field.readOnly = true;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
  };
  const copy = text => navigator.clipboard ? navigator.clipboard.writeText(text).catch(() => bySelection(text)) : bySelection(text);

  document.documentElement.classList.replace("no-js", "js");
  paint(wished());
  dark.addEventListener("change", () => paint(wished()));
  addEventListener("storage", () => paint(wished()));

  document.addEventListener("DOMContentLoaded", () => paint(wished()));

  document.addEventListener("click", event => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.matches(".palette")) {
      const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
      remember(scheme);
      paint(scheme);
    } else if (button.dataset.clipboardTarget) {
      copy(document.querySelector(button.dataset.clipboardTarget).innerText).then(() => say("Copied"), () => say("Copying is not allowed here: select the text and copy it"))
        .finally(() => button.focus());
    }
  });

  // "/" goes to the box for search, Escape empties it, then leaves it. A reader who types elsewhere keeps both keys.
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing) {
      const fields = [...document.querySelectorAll("input[type=search]")];
      const field = fields.find(one => one.checkVisibility());
      if (!fields.length) return;
      event.preventDefault();
      // Where the window is too narrow for a box, its button leads to the search page.
      if (field) field.focus();
      else fields[0].form.submit();
    } else if (event.key === "Escape" && typing?.matches("input[type=search]")) {
      event.preventDefault();
      if (typing.value) typing.value = "";
      else typing.blur();
    }
  });

  // Paper has nothing to click: what is folded is unfolded, and folded again afterwards.
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) {
      one.open = true;
      one.dataset.unfolded = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const one of document.querySelectorAll("details[data-unfolded]")) {
      one.open = false;
      delete one.dataset.unfolded;
    }
  });
})();
