// The chat page. Without this script the page still works as plain forms; with it, lines arrive live,
// messages wait in line while the connection is gone, and nothing is ever stored twice.
"use strict";
(() => {
  const body = document.body;
  const api = body.dataset.api;
  const log = document.getElementById("log");
  const form = document.getElementById("composer");
  const box = document.getElementById("text");
  const typing = document.getElementById("typing");
  const notice = document.getElementById("notice");
  const KEY = "tideover:" + api;
  let last = Number(body.dataset.last) || 0;
  let queue = load();
  let busy = false;
  let retry = 0;
  let lastPress = { code: "", at: 0 };
  let following = true; // until the reader scrolls away herself

  function load() {
    try { return JSON.parse(sessionStorage.getItem(KEY)) || []; } catch { return []; }
  }
  function save() {
    try { sessionStorage.setItem(KEY, JSON.stringify(queue)); } catch { /* private mode: memory is enough */ }
  }
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  }

  // what is on the screen ------------------------------------------------------------------------
  function tell(key) {
    notice.hidden = !key;
    notice.textContent = key ? notice.dataset[key] : "";
  }
  function nearEnd() {
    return window.innerHeight + window.scrollY > document.documentElement.scrollHeight - 160;
  }
  for (const move of ["wheel", "touchmove", "keyup"]) {
    window.addEventListener(move, (event) => {
      if (event.target !== box) setTimeout(() => { following = nearEnd(); }, 120);
    }, { passive: true });
  }
  function settle(line) {
    const room = window.innerHeight - 220;
    if (line && line.offsetHeight > room) {
      window.scrollTo({ top: line.offsetTop - 84, behavior: motion() });
    } else {
      window.scrollTo({ top: document.documentElement.scrollHeight, behavior: motion() });
    }
  }
  function motion() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  }
  function showWaiting(item) {
    const line = document.createElement("li");
    line.className = "line mine waiting";
    line.dataset.client = item.client_id;
    const meta = document.createElement("p");
    meta.className = "meta";
    meta.textContent = notice.dataset.pending;
    const bubble = document.createElement("p");
    bubble.className = "bubble";
    bubble.textContent = item.label;
    line.append(meta, bubble);
    log.append(line);
    return line;
  }
  function waitingLine(id) {
    return log.querySelector(`[data-client="${CSS.escape(id)}"]`);
  }
  function addLine(item) {
    last = Math.max(last, item.seq);
    const known = log.querySelector(`[data-id="${CSS.escape(item.id)}"]`);
    const holder = document.createElement("template");
    holder.innerHTML = item.html.trim();
    const line = holder.content.firstElementChild;
    if (known) { known.replaceWith(line); return; }
    const after = Array.from(log.children).find((el) => Number(el.dataset.seq) > item.seq);
    const pending = log.querySelector(".waiting");
    log.insertBefore(line, after || (line.classList.contains("mine") ? pending : null) || null);
    if (following) settle(line);
  }
  function setState(state) {
    typing.hidden = !state.typing;
    if (state.typing && following) settle(null);
    body.dataset.owner = state.owner;
    const language = state.language !== body.dataset.language;
    const verified = String(state.verified) !== body.dataset.verified;
    body.dataset.language = state.language;
    body.dataset.verified = String(state.verified);
    if (language) window.location.reload();
    else if (verified) refresh();
  }
  async function refresh() {
    const answer = await fetch(api + "/messages?html=true", { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const all = await answer.json();
    log.setAttribute("aria-busy", "true");
    const seen = new Set(all.lines.map((l) => String(l.seq)));
    log.querySelectorAll("[data-seq]").forEach((el) => { if (!seen.has(el.dataset.seq)) el.remove(); });
    all.lines.forEach(addLine);
    log.removeAttribute("aria-busy");
  }

  // sending --------------------------------------------------------------------------------------
  function put(item) {
    queue.push(item);
    save();
    following = true;
    settle(showWaiting(item));
    flush();
  }
  async function flush() {
    if (busy) return;
    busy = true;
    try {
      while (queue.length) {
        const item = queue[0];
        const path = item.press ? "/press" : "/messages";
        const payload = { client_id: item.client_id };
        if (item.press) payload.press = item.press; else payload.text = item.text;
        let answer;
        try {
          answer = await fetch(api + path, {
            method: "POST",
            headers: { "Content-Type": "application/json", Accept: "application/json" },
            body: JSON.stringify(payload),
          });
        } catch { return later(); }
        if (answer.status >= 500 || answer.status === 429) return later();
        retry = 0;
        queue.shift();
        save();
        const line = waitingLine(item.client_id);
        if (answer.ok) {
          const stored = await answer.json();
          tell(stored.cut ? "cut" : "");
          if (line) {
            if (log.querySelector(`[data-id="${CSS.escape(stored.id)}"]`)) {
              line.remove();  // what stands below moved up, so that the view is settled anew
              if (following) settle(log.lastElementChild);
            } else { line.dataset.id = stored.id; line.classList.remove("waiting"); line.firstChild.textContent = ""; }
          }
          if (log.lastElementChild.classList.contains("mine")) {
            typing.hidden = body.dataset.owner !== "bot";
            settle(null);
          }
        } else if (line) {
          line.classList.add("failed");
          line.classList.remove("waiting");
          line.firstChild.textContent = notice.dataset.failed;
        }
      }
    } finally { busy = false; }
  }
  function later() {
    tell("offline");
    retry = Math.min(retry + 1, 6);
    setTimeout(flush, 500 * 2 ** retry);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (button && button.name === "press") {
      const now = Date.now();
      if (lastPress.code === button.value && now - lastPress.at < 1500) return; // a double click
      lastPress = { code: button.value, at: now };
      const label = button.dataset.label || button.getAttribute("aria-label") || button.textContent;
      put({ client_id: newId(), press: button.value, label: label.trim() });
      box.focus({ preventScroll: true });
      return;
    }
    const text = box.value.trim();
    if (!text) return;
    box.value = "";
    grow();
    put({ client_id: newId(), text, label: text });
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(".send"));
    }
  });
  function grow() {
    box.rows = Math.min(6, Math.max(1, box.value.split("\n").length, Math.ceil(box.value.length / 34)));
  }
  box.addEventListener("input", grow);

  // receiving ------------------------------------------------------------------------------------
  let source = null;
  let polling = 0;
  function connect() {
    if (!("EventSource" in window)) { poll(); return; }
    source = new EventSource(api + "/events?after=" + last);
    source.addEventListener("open", () => {
      clearTimeout(polling);
      polling = 0;
      if (!notice.hidden && notice.textContent === notice.dataset.offline) {
        tell("online");
        setTimeout(() => { if (notice.textContent === notice.dataset.online) tell(""); }, 2500);
      }
      flush();
    });
    source.addEventListener("line", (event) => addLine(JSON.parse(event.data)));
    source.addEventListener("state", (event) => setState(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (!navigator.onLine) tell("offline");
      if (source.readyState === EventSource.CLOSED) { source = null; poll(); }
    });
  }
  async function poll() {
    try {
      const answer = await fetch(api + "/messages?html=true&after=" + last, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const news = await answer.json();
        news.lines.forEach(addLine);
        setState(news.state);
        if ("EventSource" in window) { connect(); return; }
      }
    } catch { tell("offline"); }
    polling = setTimeout(poll, 3000);
  }
  window.addEventListener("online", () => { if (!source) poll(); flush(); });
  window.addEventListener("offline", () => tell("offline"));

  queue.forEach(showWaiting);
  flush();
  connect();
  settle(log.lastElementChild);
})();
