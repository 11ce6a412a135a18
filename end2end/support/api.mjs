// API tokens, made on their page.

/** A token of the owner with every scope, or with `scopes`. */
export async function createToken(owner, scopes) {
  const page = await owner.page("/tokens");
  const offered = [...page.matchAll(/name="scopes\[\]"[^>]*value="([a-z:]+)"|value="([a-z:]+)"[^>]*name="scopes\[\]"/g)];
  const chosen = scopes ?? offered.map(([, one, other]) => one ?? other);
  if (!chosen.length) throw new Error("/tokens offers no scopes");
  const form = await owner.form("/tokens", "create_token");
  const fields = Object.entries(form.fields).filter(([name]) => name !== "scopes[]");
  const body = new URLSearchParams([...fields, ...chosen.map((scope) => ["scopes[]", scope])]);
  body.set("token_name", "test");
  body.set("days", "30");
  const answer = await owner.request(form.action, {
    method: "POST",
    body,
    headers: { "content-type": "application/x-www-form-urlencoded", referer: `${owner.console.origin}/tokens` },
  });
  const [token] = (await owner.page(answer.location.split("#")[0])).match(/ccat_[0-9A-Za-z]{49}/) ?? [];
  if (!token) throw new Error(`no token at ${answer.location}`);
  return token;
}
