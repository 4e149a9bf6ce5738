// Whose page this is: what the browser keeps is kept for one person, and whether they are still in
// is asked of the server, which gives the forms the token that holds now.
"use strict";
(() => {
  const { person = "", who, signIn = "" } = document.documentElement.dataset;
  let told = Date.now();
  desk.person = person;
  desk.own = (name) => (person ? `${person}|${name}` : name);
  // Whether an answer leads to the sign-in.
  desk.isDoor = (address) => Boolean(person) && new URL(address, location.href).pathname === signIn;
  // Milliseconds since the server last said who is in.
  desk.unsure = () => Date.now() - told;
  // "in", "out", or "other" for somebody else; it throws where there is no answer.
  desk.who = async () => {
    const answer = await fetch(who, {
      headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(8000),
    });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const said = await answer.json();
    if (said.person !== person) return said.person ? "other" : "out";
    told = Date.now();
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = said.csrf; });
    return "in";
  };
})();
