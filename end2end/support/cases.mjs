// Random cases that can be repeated: the seed is printed, and SEED=... runs the same ones again.

export const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 32);

/** Numbers in 0..1 from a seed: Tommy Ettinger's mulberry32. */
export function randomFrom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What client libraries allow in a UserID. */
export const LEGAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** What the service takes beyond that, because it takes any text of 32 bytes without control characters. */
const FURTHER = [..." !\"#$%&'()*+,./:;<=>?@[\\]^`{|}~", "é", "한", "中", "🙂"];

/** `count` UserIDs: each legal character and each length 1 to 32 for certain, the rest at random. */
export function userIds(count, random) {
  const pick = (from) => from[Math.floor(random() * from.length)];
  const legal = (length) => Array.from({ length }, () => pick(LEGAL)).join("");
  const mixed = (most) => {
    let user = "";
    for (let next = pick(FURTHER); Buffer.byteLength(user + next) <= most; next = pick([...LEGAL, ...FURTHER])) {
      user += next;
    }
    return user;
  };
  const certain = [...LEGAL, ...Array.from({ length: 32 }, (_, index) => legal(index + 1)), ...FURTHER];
  const rest = Array.from({ length: count - certain.length }, (_, index) =>
    index % 4 === 0 ? mixed(4 + Math.floor(random() * 29)) : legal(1 + Math.floor(random() * 32)),
  );
  return [...certain, ...rest];
}
