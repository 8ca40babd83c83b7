"""Money as the program writes it, without a float on the way."""


def micros(text):
    """"-0.015000 USD", "$0.20" or "12.50" in micro-dollars."""
    number = text.split()[0].replace("$", "")
    whole, _, decimals = number.lstrip("-").partition(".")
    return (-1 if number.startswith("-") else 1) * (int(whole) * 1_000_000 + int((decimals + "000000")[:6]))


def dollars(amount):
    """15000 as "0.015000": as the command line takes it, with nothing rounded."""
    return f"{amount // 1_000_000}.{amount % 1_000_000:06}"
