"""Fit the weights of the scores, `namenorm/weights.txt`, on a folder of entity sets.

    python -m training.fit_weights DATA_DIR [--queries N] [--keep FILE] [--out FILE]

Run it on tables learned with `learn_tables --half`: it fits on the entities that those tables have not seen. Token weights
are logistic regressions, one a script for pairs with a Latin token, one for all pairs of two foreign tokens. Name weights are a choice model: each mention means one of its candidate
records or none of them, and the weights make the right choice likeliest. Every set counts the same.
"""

from __future__ import annotations

import argparse
import csv
import random
from array import array
from collections import Counter, defaultdict
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
from rapidfuzz import process
from scipy.optimize import minimize
from scipy.sparse import csr_array

import namenorm.canonicalizer
from benchmarks.quality.protocol import Linking, Mode, Task, build, discover
from namenorm import AliasTable, Canonicalizer
from namenorm.compiled_table import keys_of
from namenorm.index import TokenKeys
from namenorm.kernel.index import TELLING, TokenIndex
from namenorm.keys import key_maker, keys
from namenorm.name import Role, Token
from namenorm.ranking import exact
from namenorm.reading import NameReader
from namenorm.romanization import Romanizer
from namenorm.scoring import FEATURES, GROUPS
from namenorm.syllables import TRADITIONS, is_surname, spoken
from namenorm.token_matching import FOREIGN_FEATURES, PAIR_FEATURES
from namenorm.weights import Weights
from training.pairs import entities, in_half

BOUNDS = {
    "matched": (0, None), "odds": (0, None), "mention_covered": (0, None), "alias_covered": (0, None), "same_parts": (0, None),
    "telling": (0, None), "worst": (0, None), "first": (0, None), "two": (0, None), "whole": (0, None),
    "mention_left": (None, 0), "rotated": (None, 0), "legal_conflict": (None, 0), "glued": (None, 0), "weak": (None, 0),
    "initials": (None, 0), "place_left": (None, 0), "place_conflict": (None, 0), "rarest_left": (None, 0),
    "rarest_conflict": (None, 0), "first_left": (None, 0), "words_instead": (None, 0), "doubt": (None, 0),
    "swapped": (None, -12), "apart": (None, -4), "numeral_conflict": (None, -10), "generic": (None, -2),
    "other_syllables": (-8, 0),
}  # fmt: skip
"""What a weight may be by its meaning; swapped and contradicting parts are too rare in the sets to be left to them, and so are
names in Han signs that have another reading than the Mandarin one.
"""
BOUNDS_OF = {"org": {"swapped": (None, 0), "acronym": (0, None)}}
"""Where a group differs: translation moves the words of an organisation's name."""
COSTS = {"excess": (None, 0), "relative": (None, 0), "association": (0, None), "association_relative": (0, None)}
"""The same for two foreign tokens: they are never the likelier for costing more."""
OUT = Path(__file__).resolve().parent.parent / "namenorm/weights.txt"
RIVALS = 0.15  # how much a set of pairs of rivals counts against an entity set
MADE_UP = 0.12  # how much names made up from parts of the table's names count against the attested ones
SYLLABIC = 0.06  # the same for names of random Korean and Mandarin syllables
UNLIKE = 0.4  # words that are less likely one than this are taken for two, where a name is made up
MOST_RIVALS = 500
SCALE = 300.0  # how much all mentions of a set count against the ridge
NEAR = 40  # tokens that are looked at for each reading of a token
POOLED = 300  # scripts with fewer pairs than this share the weights of `*`


def token_rows(folder: Path, reader: NameReader, most: int):
    """{script: [(features of a pair, same word or not)]} from single tokens that the tables have not seen.

    In the transliteration sets what is one word in the native script may be several names in Latin letters (Legg, Leygues):
    two Latin tokens are not taken from there.
    """
    out, judge = defaultdict(list), reader.sounds.judge(Weights.shipped())
    for path in sorted(folder.glob("entities_*.tsv")):
        vocabulary, queries = _token_task(path, reader)
        if "netrans" in path.stem:
            queries = [q for q in queries if q[1].script != "Latn"]
        if len(queries) < 20:
            continue
        texts = sorted(vocabulary)
        rows = [reader.sound(text, "Latn").row for text in texts]
        similar = _similar(keys(text) for text in texts)
        random.Random(1).shuffle(queries)
        for entity, token in queries[:most]:
            mention = reader.sound(token.text, token.script)
            judge.take(mention.row, 0)
            near = {t for reading, _ in reader.sounds.spelling(mention).readings[:6] for t in similar(keys(reading))}
            for t in sorted(near):
                if texts[t] != token.text and (values := judge.features(rows[t], 0)):
                    out[token.script].append((values, entity in vocabulary[texts[t]]))
    return out


def foreign_rows(folder: Path, reader: NameReader, most: int):
    """[(script, other script, features of a pair, same word or not)] of tokens that the tables have not seen, none of them Latin.

    Two are one word if they are names of one entity, or have a Latin name in common; where their Latin names are merely likely
    to be one word, nobody knows. Each is set beside those that share most keys with it, as where a table is asked: of its own
    script, and of the others that have its word.
    """
    meant = _foreign_tokens(folder, reader)
    tokens, bearers = sorted(meant), defaultdict(set)
    for i, token in enumerate(tokens):
        for it in set().union(*meant[token]):
            bearers[it].add(i)
    sounds = [reader.sound(*token) for token in tokens]
    similar, judge, alike = _similar(_keys_of(sounds, reader)), reader.sounds.judge(Weights.shipped()), _alike(reader)
    asked, out = Counter(), []
    for i in random.Random(1).sample(range(len(tokens)), len(tokens)):
        entities, names = meant[tokens[i]]
        same = set().union(*(bearers[it] for it in entities | names)) - {i}
        script = tokens[i][1]
        others = {script, *(tokens[j][1] for j in same)}
        asked[script] += 1
        if asked[script] > most:
            continue
        judge.take(sounds[i].row, 0)
        for j in sorted(similar(_keys_of([sounds[i]], reader)[0])):
            if j == i or tokens[j][1] not in others or (j not in same and alike(names, meant[tokens[j]][1])):
                continue
            if values := judge.features(sounds[j].row, 0):
                out.append((script, tokens[j][1], values, j in same))
    return out


def _keys_of(sounds, reader: NameReader):
    """The blocking keys of each of some tokens."""
    maker = key_maker()
    return [list(keys_of(reader.sounds.spelling(sound), maker)) for sound in sounds]


def _alike(reader: NameReader):
    """A function that tells of two sets of Latin tokens whether one of each may be one word."""
    judge = reader.sounds.judge(Weights.shipped())
    row = cache(lambda text: reader.sound(text, "Latn").row)

    @cache
    def may_be_one(text: str, other: str) -> bool:
        judge.take(row(text), 0)
        return judge.probability(row(other), 0) >= UNLIKE

    return lambda texts, others: any(may_be_one(*sorted(pair)) for pair in product(texts, others))


def _foreign_tokens(folder: Path, reader: NameReader):
    """{(text, script): (entities, their Latin names)} of the names that are one token of a script with a table."""
    out = defaultdict(lambda: (set(), set()))
    for path in sorted(folder.glob("entities_*.tsv")):
        for entity, rows in entities(path).items():
            if in_half(entity) or rows[0]["type"] not in ("person", "place"):
                continue
            read = [reader.read(r["name"]).name.tokens for r in rows if r["role"] != "weak_aka"]
            tokens = [t[0] for t in read if len(t) == 1 and t[0].role is Role.NAME]
            latin = {t.text for t in tokens if t.script == "Latn"}
            for token in tokens:
                if not reader.sound(token.text, token.script).is_latin:
                    out[token.text, token.script][0].add(entity)
                    out[token.text, token.script][1].update(latin)
    return out


def shares(rows) -> dict[str, np.ndarray]:
    """What each script adds to the weights of a pair of foreign tokens: as much as any, `*`, and something of its own."""
    same = Counter(script for one, other, _, is_same in rows for script in (one, other) if is_same)
    number = {script: k for k, script in enumerate(["*", *sorted(script for script in same if same[script] >= POOLED)], 1)}
    width = len(FOREIGN_FEATURES)
    x = np.array([values[:width] for *_, values, _ in rows])
    size = np.abs(x).mean(axis=0)  # it is quicker to fit features of one size
    blocks = np.array([(0, 0, number.get(one, 1), number.get(other, 1)) for one, other, *_ in rows])
    columns = (blocks[:, :, None] * width + np.arange(width)).ravel()
    x = csr_array((np.tile(x / size, 4).ravel(), (np.repeat(np.arange(len(rows)), 4 * width), columns)))
    bounds = [COSTS.get(feature.removeprefix("foreign_"), (None, None)) for feature in FOREIGN_FEATURES] * (1 + len(number))
    w = logistic(x, np.array([is_same for *_, is_same in rows], float), bounds=bounds).reshape(-1, width)
    return {script: (w[0] + w[k]) / size for script, k in number.items()}


def _similar(all_keys):
    """A function from the keys of a reading, or a token, to those of some tokens, given by their keys, that share most of them."""
    found = TokenKeys.of(all_keys)
    index = TokenIndex(found.hashes, found.rows.starts, found.rows.items, found.totals)
    out, parts = (array("i", bytes(4 * NEAR)) for _ in range(2))

    def similar(its_keys) -> array[int]:
        count = index.similar(
            array("q", [key for key, _ in its_keys]), array("i", [weight for _, weight in its_keys]), len(its_keys), NEAR, TELLING,
            out, parts,
        )  # fmt: skip
        return out[:count]

    return similar


def _token_task(path: Path, reader: NameReader):
    vocabulary, queries = defaultdict(set), []
    for entity, rows in entities(path).items():
        if in_half(entity) or rows[0]["type"] not in ("person", "place"):
            continue
        tokens = [t for r in rows if len(t := [x for x in reader.read(r["name"]).name.tokens if x.role is Role.NAME]) == 1]
        native = [t[0] for t in tokens if t[0].script != "Latn"]
        written = [t[0] for t in tokens if t[0].script == "Latn"]
        if native and written:
            queries.append((entity, random.Random(entity).choice(native)))
        if len(written) > 1:
            queries.append((entity, written[-1]))
        for token in written:
            vocabulary[token.text].add(entity)
    return vocabulary, queries


def logistic(x: np.ndarray, y: np.ndarray, ridge: float = 0.05, bounds=None) -> np.ndarray:
    def loss(w):
        z = x @ w
        return np.logaddexp(0, z).sum() - (z * y).sum() + ridge * w @ w, x.T @ (1 / (1 + np.exp(-z)) - y) + 2 * ridge * w

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x


def canonicalizer(linking: Linking, type: str) -> Canonicalizer:
    return Canonicalizer(AliasTable.from_records(
        {"id": e, "name": r.name, "type": type, "aliases": [*r.aliases, *({"name": w, "strength": "weak"} for w in r.weak)]}
        for e, r in linking.table.items()
    ))  # fmt: skip


def names_of(c: Canonicalizer, name: str) -> list[Token]:
    return [t for t in c._reader.read(name).name.tokens if t.role is not Role.ARTICLE]


def made_up(names: list[str], most: int, rnd: random.Random, likeness) -> list[str]:
    """Names that nobody in the table bears: a first or last word exchanged for another's, or one word alone.

    The sets hold few people who share a name with another one; the world holds many. Some words are exchanged for the most
    similar one that `likeness`, a probability, takes for another word: Murakami for Murayama.
    """
    words = [w for w in (name.replace(",", " ").split() for name in names) if len(w) > 1]
    by_letter = defaultdict(list)
    for w in words:
        by_letter[w[0][:1].casefold()].append(w[0])
    last = sorted({w[-1].casefold() for w in words})
    out = []
    for w in rnd.sample(words, min(most, len(words))):
        other = rnd.choice(words)
        similar = [x for x, _, _ in process.extract(w[-1].casefold(), last, limit=6) if likeness(w[-1], x) < UNLIKE]
        near = rnd.choice(by_letter[w[0][:1].casefold()])
        ways = [[near, *w[1:]], [other[0], *w[1:]], [*w[:-1], other[-1]], [rnd.choice([w[0], w[-1]])]]
        out.append(rnd.choice(ways + [[*w[:-1], x] for x in similar[:1]]))
    known = {" ".join(w).casefold() for w in words}
    return [name for w in out if (name := " ".join(w)).casefold() not in known]


def signs_of(folder: Path) -> list[list[str]]:
    """The signs of Hangul that the names of a folder are written in, and the Han signs that are Mandarin syllables."""
    names = (row["name"] for path in sorted(folder.glob("entities_*.tsv")) for rows in entities(path).values() for row in rows)
    signs = sorted({sign for name in names for sign in name if not sign.isascii()})
    return [[sign for sign in signs if spoken(sign, tradition)] for tradition in TRADITIONS]


def made_of_syllables(signs: list[list[str]], most: int, rnd: random.Random) -> list[str]:
    """A surname and one or two more signs of one kind: there are many such people, of whom tables know few."""
    surnames = [[sign for sign in kind if is_surname(sign, tradition)] for kind, tradition in zip(signs, TRADITIONS, strict=True)]
    kinds = rnd.choices(range(len(signs)), k=most)
    return ["".join((rnd.choice(surnames[k]), *rnd.choices(signs[k], k=rnd.choice((1, 2, 2))))) for k in kinds]


def rival_rows(task: Task, path: Path):
    """Pairs of names that are nearly the same and mean two things, as mentions whose only candidate is wrong."""
    c, out = canonicalizer(build(task), task.type), []
    judges = c._judges.of_pairs(c._segment.telling, c._segment.concepts)
    with path.open(encoding="utf8", newline="") as f:
        pairs = [r for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE) if r["type"] == task.type and r["label"] == "0"]
    pairs = random.Random(1).sample(pairs, min(MOST_RIVALS, len(pairs)))
    for pair in pairs:
        is_org = task.type == "org"
        mentions = [c._reader.mention_of(names_of(c, pair[name]), translated=is_org) for name in ("name1", "name2")]
        judge = judges.take(*mentions)
        judge.judge(0, is_org, False)
        values = in_block(judge.features(), GROUPS[judge.group])
        out.append((RIVALS / len(pairs), np.array([values]), np.array([0]), -1))
    return out


def name_rows(task: Task, most: int, signs: list[list[str]]):
    """For each mention of a task: (weight, features of every candidate alias, their rows, right row or -1)."""
    linking = build(task)
    owner = {row["name"]: entity for entity, rows in entities(task.path).items() for row in rows}
    seen = (lambda entity: False) if task.type == "org" else in_half  # the tables are not learned from organisations
    queries = [q for q in linking.queries if not seen(q.expected or owner[q.mention])]
    c = canonicalizer(linking, task.type)
    segment, judge = c._segment, c._judges.of_tokens()
    table, workspace = segment.table, segment.borrow()
    asked = [(q.mention, table.row_of(q.expected or ""), 1.0) for q in queries[:most]]
    names = [q.mention for q in queries] if task.mode == "cross" else [entry.name for entry in linking.table.values()]

    def likeness(a: str, b: str) -> float:
        one, other = ([t for t in c._reader.read(x).name.tokens if t.role is Role.NAME] for x in (a, b))
        if len(one) != 1 or len(other) != 1:
            return 1.0
        if one[0].text == other[0].text:
            return 1.0
        sounds = [c._reader.sound(t.text, t.script) for t in (*one, *other)]
        judge.take(sounds[0].row, 0)
        return judge.probability(sounds[1].row, 0)

    false = made_up(names, most // 2, random.Random(task.label), likeness)
    asked += [(name, -1, MADE_UP * len(asked) / len(false)) for name in false]
    spelled = made_of_syllables(signs, most // 4, random.Random(task.label))
    asked += [(name, -1, SYLLABIC * len(queries[:most]) / len(spelled)) for name in spelled]
    out = []
    for mention, right, weight in asked:
        read = c._reader.read(mention)
        if not read.key or exact(table, read, None) is not None:
            continue
        workspace.take(c._reader.mention(read, translated=table.has_orgs))
        entries, _ = workspace.finder.find()
        rows, values = [table.row[entry] for entry in entries], [in_block(*workspace.features(entry)) for entry in entries]
        if rows:
            out.append((weight, np.array(values), np.array(rows), right if right in rows else -1))
    return out


def in_block(values, group: str) -> np.ndarray:
    """The features in the block of their group: the weights of all groups are fitted together."""
    out = np.zeros(len(GROUPS) * len(FEATURES))
    at = GROUPS.index(group) * len(FEATURES)
    out[at : at + len(FEATURES)] = values
    return out


def choice_model(data, kept, ridge: float = 0.02) -> np.ndarray:
    """Weights under which the right record, or none, is the likeliest choice; the best alias speaks for a record."""
    bounds = [
        (kept["name", group, name],) * 2 if ("name", group, name) in kept
        else (BOUNDS | BOUNDS_OF.get(group, {})).get(name, (None, None))
        for group in GROUPS for name in FEATURES
    ]  # fmt: skip
    w = np.zeros(len(bounds))
    for _ in range(4):
        chosen = [(weight, *_best_aliases(values, rows, right, w)) for weight, values, rows, right in data]

        def loss(v, chosen=chosen):
            total, gradient = ridge * (v**2).sum(), 2 * ridge * v
            for weight, x, at in chosen:
                z = np.append(x @ v, 0.0)
                top = z.max()
                p = np.exp(z - top)
                p /= p.sum()
                total -= weight * np.log(max(p[at], 1e-12))
                g = p[:-1] @ x
                gradient = gradient + weight * (g - (x[at] if at < len(x) else 0))
            return total, gradient

        w = minimize(loss, w, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 150}).x
        print(f"    choice model: loss {loss(w)[0] / sum(d[0] for d in data):.4f} a mention", flush=True)
    return w


def _is_about(pairs: str, task: Task) -> bool:
    """Whether a file of pairs belongs to the task: it is named after its set, or holds full names of a script."""
    topic = pairs.removeprefix("pairs_").removesuffix("_hardneg").removesuffix("_fullnames")
    stem = task.path.stem.removeprefix("entities_")
    return stem.startswith((f"{topic}_tokens", f"{topic}_fullnames")) or stem in (topic, f"{topic}_sc")


def _best_aliases(values, rows, right, w):
    order = np.argsort(-(values @ w), kind="stable")
    _, first = np.unique(rows[order], return_index=True)
    keep = order[np.sort(first)]
    at = np.flatnonzero(rows[keep] == right)
    return values[keep], int(at[0]) if len(at) else len(keep)


def kept_weights(path: Path | None) -> dict[tuple[str, str, str], float]:
    """The weights in a file by kind, group and feature; none without a file."""
    lines = (line.split() for line in path.read_text("utf8").splitlines() if not line.startswith("#")) if path else ()
    return {(kind, group, feature): float(weight) for kind, group, feature, weight in lines}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("data", type=Path)
    ap.add_argument("--queries", type=int, default=400)
    ap.add_argument("--tables", type=Path, help="folder of `learn_tables --half`; by default the tables in the package")
    ap.add_argument("--keep", type=Path, help="weights that stay as this file has them; only those that it lacks are fitted")
    ap.add_argument("--out", type=Path, default=OUT)
    args = ap.parse_args()
    Romanizer.folder = args.tables
    kept = kept_weights(args.keep)

    def lines_of(kind: str, group: str, features, weights) -> list[str]:
        each = zip(features, weights, strict=True)
        return [f"{kind} {group} {feature} {kept.get((kind, group, feature), weight):.4f}" for feature, weight in each]

    lines = ["# Made by training/fit_weights.py. kind group feature weight; log-odds in nats."]
    per_script = token_rows(args.data, NameReader(), 3 * args.queries)
    pooled = [r for script, rows in per_script.items() if script != "Latn" for r in rows]
    for script, rows in [*sorted(per_script.items()), ("*", pooled)]:
        if sum(y for _, y in rows) >= POOLED or script == "*":
            w = logistic(np.array([x for x, _ in rows]), np.array([y for _, y in rows], float))
            print(f"  token {script}: {len(rows)} pairs, {np.round(w, 3)}", flush=True)
            lines += lines_of("token", script, PAIR_FEATURES, w)
    rows = foreign_rows(args.data, NameReader(), 3 * args.queries)
    for script, w in shares(rows).items():
        print(f"  token {script}, both foreign: {np.round(w, 3)}", flush=True)
        lines += lines_of("token", script, FOREIGN_FEATURES, w)
    args.out.write_text("\n".join([*lines, *(f"name * {f} 0.0" for f in FEATURES)]) + "\n", "utf8")
    namenorm.canonicalizer.Weights.shipped = classmethod(lambda cls: cls(args.out.read_text("utf8")))
    data = []
    signs = signs_of(args.data)
    alike = [Task(path, Mode.ALIAS, "person") for path in sorted(args.data.glob("entities_*_tokens.tsv"))]
    for task in [*discover(args.data), *alike]:
        rows = name_rows(task, args.queries if task.type != "org" else 3 * args.queries, signs)
        found = np.mean([right >= 0 for weight, *_, right in rows if weight == 1.0])
        print(f"  {task.label}: {len(rows)} mentions, right one found {found:.3f}", flush=True)
        total = sum(weight for weight, *_ in rows)
        data += [(SCALE * weight / total, *rest) for weight, *rest in rows]
        for rivals in sorted(args.data.glob("pairs_*.tsv")):
            if _is_about(rivals.stem, task):
                data += [(SCALE * weight, *rest) for weight, *rest in rival_rows(task, rivals)]
    w = choice_model(data, kept).reshape(len(GROUPS), len(FEATURES))
    lines += [line for group, row in zip(GROUPS, w, strict=True) for line in lines_of("name", group, FEATURES, row)]
    args.out.write_text("\n".join(lines) + "\n", "utf8")


if __name__ == "__main__":
    main()
