// Parts that a page does without, fetched once it stands: [data-fetch] names where from.
"use strict";
(() => {
  const fill = async (place) => {
    const { fetch: address } = place.dataset;
    delete place.dataset.fetch;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return;
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...part.body.childNodes);
    } catch {
      place.hidden = true;
    }
  };
  document.querySelectorAll("[data-fetch]").forEach(fill);
})();
