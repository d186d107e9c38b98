// The desk: the queue refreshes itself, an open case shows the conversation as it goes on.
"use strict";
(() => {
  const list = document.querySelector("[data-refresh]");
  if (list) {
    setInterval(async () => {
      if (document.hidden || list.contains(document.activeElement)) return;
      try {
        const answer = await fetch(list.dataset.refresh);
        if (answer.ok && !answer.redirected) list.innerHTML = await answer.text();
      } catch { /* the next round tries again */ }
    }, 4000);
  }
  const log = document.querySelector("[data-events]");
  if (!log) return;
  const end = () => { log.scrollTop = log.scrollHeight; };
  end();
  if (log.dataset.status === "closed") return;
  const source = new EventSource(log.dataset.events + "?after=" + log.dataset.last);
  source.addEventListener("line", (event) => {
    const item = JSON.parse(event.data);
    const known = log.querySelector(`[data-id="${CSS.escape(item.id)}"]`);
    const holder = document.createElement("template");
    holder.innerHTML = item.html.trim();
    const line = holder.content.firstElementChild;
    if (known) known.replaceWith(line); else log.append(line);
    end();
  });
  source.addEventListener("state", (event) => {
    const state = JSON.parse(event.data);
    const draft = document.getElementById("draft");
    if (state.status !== log.dataset.status && !(draft && draft.value)) window.location.reload();
  });
})();
