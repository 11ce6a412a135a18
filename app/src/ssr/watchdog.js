// Lets a page go on without its client. Runs when the parser has read the console's element, before strangers
// (extensions, translators) do; see watchdog.rs. Lines like these are not sent.
(() => {
  const html = document.documentElement;
  const root = document.getElementById("console");
  const page = () => location.pathname + location.search;
  const parts = () => root.querySelectorAll("a,button,input,select,textarea,dialog[open]").length;
  const before = parts();
  let running = false, stopped = false, touched = false, altered = false;

  // Where the page was reloaded to go on without its client. Read once, so that no page is reloaded for ever.
  let plain = false;
  try {
    plain = sessionStorage.getItem("client") === "off";
    sessionStorage.removeItem("client");
  } catch {}

  const observer = new MutationObserver(() => { altered = true; });
  observer.observe(root, { childList: true, characterData: true, subtree: true });

  let shown = page();
  const reload = () => {
    // The answer to a form is not asked for twice.
    if (!location.pathname.startsWith("/rpc/")) location.reload();
  };

  const end = () => {
    stopped = true;
    running = false;
    html.removeAttribute("data-hydrated");
    html.dataset.client = "off";
  };

  const client = {
    // Whether the client may take over the page: it is complete, and the page is as the server wrote it.
    mayStart(complete) {
      altered = altered || observer.takeRecords().length > 0;
      observer.disconnect();
      running = complete && !altered && !plain && page() === shown;
      if (!running) {
        html.dataset.client = "off";
        let why = "the client has stopped";
        if (!complete) why = "a part of the client could not be loaded";
        else if (altered) why = "something changed this page before its client started";
        console.info(`Chat Console: ${why}. Links and forms load pages.`);
      }
      return running;
    },
    // Called by the client when it panics.
    stop(why) {
      if (stopped) return;
      end();
      console.error(`Chat Console: the client of this page has stopped (${why}). Links and forms load pages from now on.`);
      const event = window.event;
      shown = html.dataset.page || shown;
      // A page whose address is there and whose content is not.
      const moved = page() !== shown;
      setTimeout(() => after(event, moved));
    },
    // Called by the client when it cannot load a part of itself: the browser loads the page of that address instead. If
    // it does not (a person can stop that), links load pages from now on.
    leave(address) {
      if (stopped) return;
      end();
      console.info("Chat Console: a part of the client could not be loaded. Links and forms load pages.");
      if (address === page() + location.hash) location.reload();
      else location.assign(address);
    },
  };
  Object.defineProperty(window, "chatConsole", { value: Object.freeze(client) });

  // What the client held back of the click that stopped it is done. Otherwise the page stays as it is, with everything
  // that was typed, unless a part of it is missing.
  const after = (event, moved) => {
    const whole = !moved && root.querySelector("main") && (touched || parts() >= before);
    if (event && event.defaultPrevented) {
      const link = event.type === "click" && event.target.closest("a[href]");
      if (link) return location.assign(link.href);
      if (event.type === "submit" && event.target.isConnected) return event.target.requestSubmit(event.submitter || undefined);
    }
    if (whole) return;
    try {
      sessionStorage.setItem("client", "off");
    } catch {
      return;
    }
    reload();
  };

  const types = "click submit input change keydown keyup focusin focusout focus blur cancel close toggle beforetoggle pointerdown pointerup reset popstate";
  for (const type of types.split(" ")) {
    addEventListener(type, (event) => {
      if (type === "click" || type === "keydown") touched = true;
      if (running) return;
      // First of all listeners: with these no other one hears of it, and the browser does what it does by itself.
      if (stopped) event.stopImmediatePropagation();
      if (type === "popstate" && page() !== shown) reload();
    }, true);
  }

  // Traps that are no panics, such as a stack without room.
  const trapped = (event, error) => {
    if (!running && !stopped) return;
    if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) {
      event.preventDefault();
      client.stop(error.message);
    }
  };
  addEventListener("error", (event) => trapped(event, event.error));
  addEventListener("unhandledrejection", (event) => trapped(event, event.reason));
})();
