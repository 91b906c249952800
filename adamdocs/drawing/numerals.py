"""Numbers as the figures write them; without Matplotlib, so that a reader's browser can too."""


def number_text(value: float, digits: int = 6) -> str:
    """A number for an axis: shortest form, thousands apart, a real minus."""
    mantissa, _, exponent = f"{value:,.{digits}g}".partition("e")
    text = f"{mantissa}e{int(exponent)}" if exponent else mantissa
    return text.replace("-", "−")


def spoken_number(value: float) -> str:
    """A number for a sentence: four digits, or all seven of a large count.

    The last bits of a value may differ between machines: they go first, so that a tie falls to the
    same side everywhere.
    """
    value = float(f"{value:.12g}")
    return number_text(value, digits=4 if abs(value) < 10_000 else 7)
