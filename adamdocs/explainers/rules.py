"""How figures name and mark the update rules: the same on every page, and as in the race."""

from adamdocs.drawing.charts import Chart

NAMES = {
    "sgd": "gradient descent",
    "momentum": "momentum",
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
    "adamax": "AdaMax",
    "nadam": "NAdam",
    "amsgrad": "AMSGrad",
    "adam_l2": "Adam with L2",
    "adamw": "AdamW",
    "optimistic_adam": "optimistic Adam",
    "sign_descent": "sign descent",
    "lion": "Lion",
    "schedule_free": "Schedule-Free",
}
MARKS = {"ink": "o", "m": "s", "v": "^", "adam": "D"}  # by mechanism, beside the color


def ink(rule: str) -> str:
    """Color of a rule's mechanism."""
    if rule in ("sgd", "sign_descent"):
        return "ink"
    if rule in ("momentum", "nesterov", "lion"):
        return "m"
    return "v" if rule in ("adagrad", "rmsprop") else "adam"


def mark(chart: Chart, rule: str) -> None:
    """Give the points that a chart drew last the mark of a rule's mechanism."""
    shape = chart.axes.scatter([], [], marker=MARKS[ink(rule)])
    chart.axes.collections[-2].set_paths(shape.get_paths())
    shape.remove()
