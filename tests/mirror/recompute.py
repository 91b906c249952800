"""What a configuration of the mirror comes to in Python: the rows of a group as one batch."""

import hashlib

import numpy as np

from adamdocs.landscapes import LANDSCAPES
from adamdocs.optimizers import RULES
from adamdocs.portable import Mulberry32
from adamdocs.runs import descend, feed, play
from adamdocs.schedules import SCHEDULES
from adamdocs.streams import STREAMS

SPECIAL = {"inf": np.inf, "-inf": -np.inf, "nan": np.nan, "-0": -0.0}


def decode(value):
    """Numbers that JSON lacks, or that a program loses in it, travel as words."""
    if isinstance(value, list):
        return [decode(inner) for inner in value]
    if isinstance(value, dict):
        return {key: decode(inner) for key, inner in value.items()}
    return SPECIAL.get(value, value) if isinstance(value, str) else value


def encode(value):
    if isinstance(value, list | tuple):
        return [encode(inner) for inner in value]
    if isinstance(value, dict):
        return {key: encode(inner) for key, inner in value.items()}
    if isinstance(value, float):
        words = (word for word, number in SPECIAL.items() if repr(number) == repr(value))
        return next(words, value)
    return value


def schedule_of(given):
    if given is None:
        return None
    arguments = dict(given["arguments"])
    if arguments.get("then") is not None:
        arguments["then"] = schedule_of(arguments["then"])
    return SCHEDULES[given["name"]](**arguments)


def streams_of(given):
    return np.concatenate([STREAMS[one["name"]](**one["arguments"]) for one in given], axis=-1)


def box(end):
    if end is None:
        return None
    return lambda theta: np.where(theta > end, end, np.where(theta < -end, -end, theta))


def run(group, rows):
    """Traces, one a player: of a batch of rows, or of one row alone, without a batch axis."""

    def gather(take):
        return take(rows) if alone(rows) else np.array([take(row) for row in rows])

    def player(i, rule, options):
        first = rows if alone(rows) else rows[0]
        columns = {}
        for name in first["players"][i]["hyper"]:
            column = gather(lambda row, name=name: float(row["players"][i]["hyper"][name]))
            columns[name] = column if alone(rows) else column[:, None]
        start = None
        if first["players"][i]["start"] is not None:
            start = gather(lambda row: np.array(row["players"][i]["start"], dtype=np.float64))
        return RULES[rule](**options, **columns), start

    players = [player(i, **one) for i, one in enumerate(group["players"])]
    return KINDS[group["kind"]](*zip(*players, strict=True), group, gather)


def alone(rows):
    return isinstance(rows, dict)


def run_descend(rules, starts, group, gather):
    landscape = LANDSCAPES[group["landscape"]["name"]](**group["landscape"]["arguments"])
    settings = common(group) | {"project": box(group["box"]), "steps": group["steps"]}
    if group["noisy"]:

        def gradient(theta, t, rng):
            return landscape.grad(theta) + 0.1 * rng.standard_normal(theta.shape)

        settings |= {"gradient": gradient, "rng": Mulberry32(gather(lambda row: row["seed"]))}
    return [descend(*rules, landscape, *starts, **settings)]


def run_feed(rules, starts, group, gather):
    gradients = gather(lambda row: streams_of(row["streams"]))
    if gradients.ndim == 3:
        gradients = np.moveaxis(gradients, 0, 1)
    return [feed(*rules, gradients, *starts, **common(group))]


def run_play(rules, starts, group, gather):
    def field(thetas, t, rng):
        x, y = thetas
        return group["curvature"] * x + y, group["curvature"] * y - x

    settings = common(group) | {"project": box(group["box"]), "steps": group["steps"]}
    return play(rules, field, starts, order=group["order"], **settings)


class Fed:
    """A trace of the bare formula, whatever it is fed."""

    loss = start_loss = None

    def __init__(self, rule, gradients, theta):
        self.start, self.t = theta, np.arange(1, len(gradients) + 1)
        self.diverged = np.zeros(theta.shape[:-1], dtype=int)
        state, kept = rule.init(theta), []
        for g in np.array(gradients, dtype=np.float64):
            step, state = rule.update(np.broadcast_to(g, theta.shape), state, theta)
            theta = theta + step
            kept.append((theta, np.broadcast_to(g, theta.shape), step, *state))
        self.theta, self.g, self.step, *fields = map(np.array, zip(*kept, strict=True))
        self.state = type(state)(*fields)


def run_update(rules, starts, group, gather):
    return [Fed(*rules, group["gradients"], *starts)]


KINDS = {"descend": run_descend, "feed": run_feed, "play": run_play, "update": run_update}


def common(group):
    return {"schedule": schedule_of(group["schedule"]), "every": group["every"]}


def numbers(group, rows):
    """Labels of one step's numbers, and all numbers, `(rows, …)`, in the order of recompute.mjs.

    Where a row rests, a batch and a row alone disagree on the counters that coordinates share;
    they count as 0 in a batch.
    """
    with np.errstate(all="ignore"):
        traces = run(group, rows)
    batch = () if alone(rows) else (len(rows),)
    labels, columns, ends = [], [], []
    for i, (trace, player) in enumerate(zip(traces, group["players"], strict=True)):
        for name, column in columns_of(trace, player["rule"], batch):
            width = column.shape[-1]
            label = f"{i}.{name}"
            labels += [label] if width == 1 else [f"{label}[{j}]" for j in range(width)]
            columns.append(column)
        loss = 0.0 if trace.start_loss is None else trace.start_loss
        d = trace.start.shape[-1]
        ends += [
            np.broadcast_to(trace.start, (*batch, d)),
            *(np.broadcast_to(end, batch)[..., None] for end in (loss, trace.diverged)),
        ]
    steps = np.concatenate(columns, axis=-1)  # (steps, rows, numbers of a step)
    steps = np.moveaxis(steps, 0, -2).reshape(*batch, -1)
    values = np.concatenate([steps, *ends], axis=-1).astype("<f8")
    values[np.isnan(values)] = np.nan
    return labels, values.reshape(-1, values.shape[-1])


def columns_of(trace, rule, batch):
    """Name and values `(steps, rows, numbers)` of every field."""
    when = np.reshape(trace.t, (-1, *(1,) * len(batch)))
    rests = (trace.diverged > 0) & (when >= trace.diverged) & (batch != ())
    alike = RULES[rule]().init(np.zeros(1))._asdict()  # fields without an axis are shared
    fields = {name: getattr(trace, name) for name in ("theta", "g", "step", "loss")}
    for name, values in (fields | trace.state._asdict()).items():
        if values is None:
            continue
        column = np.asarray(values, dtype=np.float64)
        if name == "loss":
            column = column[..., None]
        elif np.ndim(alike.get(name, ())) == 0:
            if column.ndim == 1:
                column = column.reshape(*when.shape, 1)
            if name != "t":
                column = np.where(rests[..., None], 0.0, column)
        yield name, np.broadcast_to(column, (len(when), *batch, column.shape[-1]))


def digests(groups):
    """One digest a row, as `recompute.mjs` makes them."""
    return [digest(row) for group in groups for row in numbers(group, group["rows"])[1]]


def digest(values):
    return hashlib.sha256(values.tobytes()).hexdigest()[:32]
