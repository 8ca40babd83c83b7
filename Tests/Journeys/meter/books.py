"""The ledger, payments, bills and files: every booking sums to zero, and so does everything together."""

from kit import accounting, places
from kit.money import dollars, micros
from kit.telling import case, same, sure

NOTE, MEMO = "INV-7", "=1+1; Pajak"


def play(journey):
    with case("meter: bookings are listed, each sums to zero, and so do the accounts"):
        listed(journey)
    with case("meter: a payment is entered once, goes off what is owed, and is taken back once"):
        payment(journey)
    with case("meter: a bill that agrees, one that differs, and its difference, booked and taken back"):
        bill(journey)
    with case("meter: hledger, beancount and a spreadsheet have the ledger's own balances"):
        files(journey)
    with case("meter: what cannot be entered, found or written is refused in a sentence"):
        refusals(journey)


def balances(journey):
    """By account, once they sum to zero together."""
    items = journey.terminal.json("ledger", "accounts")["items"]
    same(sum(each["balance_micro_usd"] for each in items), 0, "sum of the balances")
    same(sum(each["moved_micro_usd"] for each in items), 0, "sum of what moved")
    return {each["account"]: each["balance_micro_usd"] for each in items if each["balance_micro_usd"]}


def entries(booking):
    return sum(each["micro_usd"] for each in booking["entries"])


def listed(journey):
    terminal, held = journey.terminal, balances(journey)
    same(-held["owed:x"], journey.bill("x"), "owed to X")
    same(-held["owed:ai"], journey.bill("ai"), "owed for AI")
    same(sum(held[account] for account in held if account.startswith("expenses:x:")), journey.bill("x"), "used at X")
    ledger = terminal.json("ledger", "list", "--limit", "200")
    same(len(ledger["items"]), ledger["total"], "bookings on the page")
    same({entries(booking) for booking in ledger["items"]}, {0}, "sums of bookings")
    first = terminal.json("ledger", "list", "--limit", "2")
    more = terminal.json("ledger", "list", "--limit", "2", "--after", first["next"])
    paged = [each["id"] for page in (first, more) for each in page["items"]]
    same(paged, [each["id"] for each in ledger["items"]][:4], "pages")
    models = terminal.json("ledger", "list", "--account", "expenses:ai")
    same(-sum(each["micro_usd"] for booking in models["items"] for each in booking["entries"]
              if each["account"] == "owed:ai"), journey.bill("ai"), "bookings for AI")
    one = ledger["items"][0]
    same(terminal.json("ledger", "show", f"K{one['id']}"), one, "one booking")
    # In a table an entry is a row, and the first of a booking has its number.
    rows = terminal.text("ledger", "show", one["id"]).splitlines()[1:]
    same((rows[0].split()[0], len(rows)), (f"K{one['id']}", len(one["entries"])), "rows of one booking")
    (standing,) = (each for each in terminal.json("ledger", "standings")["items"] if each["platform"] == "x")
    same(standing["balance_micro_usd"], held["owed:x"], "how it stands at X")


def payment(journey):
    terminal, before = journey.terminal, balances(journey)
    words = ["ledger", "pay", "x", "25", "--on", journey.today, "--memo", MEMO, "--reference", NOTE, "--key", "meter-pay"]
    paid = terminal.json(*words)
    same((paid["kind"], paid["reference"], entries(paid)), ("payment", NOTE, 0), "payment")
    same(terminal.json(*words)["id"], paid["id"], "the same again under its key")
    same(balances(journey)["owed:x"], before["owed:x"] + 25_000_000, "owed after one payment")
    back = terminal.json("ledger", "reverse", f"K{paid['id']}")
    same((back["kind"], back["corrects"]), ("reversal", paid["id"]), "reversal")
    same(balances(journey), before, "balances once it was taken back")
    terminal.refused("not-possible-now", "taken back already", "ledger", "reverse", paid["id"])
    # It stays for the files.
    terminal.json("ledger", "pay", "x", "0.015", "--on", journey.today, "--memo", MEMO)


def bill(journey):
    terminal, month = journey.terminal, journey.today[:7]
    spent = journey.budget("network", "x")["spent_micro_usd"]

    def enter(amount):
        words = ["bills", "enter", "x", month, dollars(amount), "--source", "invoice", "--note", NOTE]
        (told,) = terminal.json(*words)["items"]
        same((told["bill_micro_usd"], told["source"], told["note"]), (amount, "invoice", NOTE), "bill")
        same(told["difference_micro_usd"], amount - told["ledger_micro_usd"], "difference")
        return told["difference_micro_usd"], told["differs"]

    same(enter(spent), (0, False), "a bill that says what the ledger says")
    terminal.refused("not-possible-now", "no bill of x", "bills", "book", "x", month)
    same(enter(spent + 2_500_000), (2_500_000, True), "a bill that says more")
    row = terminal.text("bills").splitlines()[1].split()
    same([micros(cell) for cell in row[2:5]], [spent + 2_500_000, spent, 2_500_000], "the row in the table")
    same(journey.budget("network", "x")["spent_micro_usd"], spent, "spent before anybody booked it")
    booked = terminal.json("bills", "book", "x", month, "--memo", "Pajak")
    same((booked["kind"], entries(booked)), ("adjustment", 0), "booking")
    same(journey.budget("network", "x")["spent_micro_usd"], spent + 2_500_000, "spent once it was booked")
    same([each["difference_micro_usd"] for each in terminal.json("bills")["items"]], [0], "difference by then")
    terminal.json("ledger", "reverse", booked["id"], "--memo", "Not ours")
    same(journey.budget("network", "x")["spent_micro_usd"], spent, "spent once it was taken back")
    same(terminal.text("bills", "days").split()[:2], ["NETWORK", "DAY"], "heads of the days")


def files(journey):
    terminal, held, folder = journey.terminal, balances(journey), places.new_folder()
    total = terminal.json("ledger")["total"]

    def export(form):
        done = terminal.run("ledger", "export", "--format", form, "--from", journey.today, "--to", journey.day(0))
        same(done.stderr.split()[0], str(total), f"bookings in the file for {form}")
        file = folder / f"ledger.{form}"
        file.write_text(done.stdout, encoding="utf-8", newline="")
        return file

    rows = accounting.table(export("csv"))
    same(len({row["booking"] for row in rows}), total, "bookings in the table")
    sums = {}
    for row in rows:
        sums[row["account"]] = sums.get(row["account"], 0) + int(row["micro_usd"])
    same({account: amount for account, amount in sums.items() if amount}, held, "the table's balances")
    same({row["memo"] for row in rows if "1+1" in row["memo"]}, {"'" + MEMO}, "the note that looks like a formula")
    for form, reader in [("hledger", accounting.hledger), ("beancount", accounting.beancount)]:
        # Names with signs in them are written otherwise there.
        same(sorted(amount for amount in reader(export(form)).values() if amount), sorted(held.values()), form)


def refusals(journey):
    terminal, before, month, today = journey.terminal, balances(journey), journey.today[:7], journey.today
    pay, enter, export = ["ledger", "pay", "x"], ["bills", "enter", "x", month], ["ledger", "export", "--from", today]
    bookings = terminal.json("ledger", "list", "--limit", "200")["items"]
    spent = next(each["id"] for each in bookings if each["kind"] == "spent")
    terminal.all_refused([
        (None, "is not an amount", [*pay, "12.5.0", "--on", today]),
        ("bad-input", "more than nothing", [*pay, "0", "--on", today]),
        ("bad-input", "at most", [*pay, "999999999", "--on", today]),
        ("bad-date", "still to come", [*pay, "5", "--on", journey.day(2)]),
        ("bad-date", "is not a day", [*pay, "5", "--on", "2026-02-30"]),
        ("bad-input", "no network", ["ledger", "pay", "myspace", "5", "--on", today]),
        ("not-found", "no booking", ["ledger", "show", "987654"]),
        (None, "no booking's number", ["ledger", "show", "K0"]),
        (None, "no booking's number", ["ledger", "reverse", "first"]),
        ("not-possible-now", "not entered by a person", ["ledger", "reverse", spent]),
        ("bad-input", "no account of the ledger", ["ledger", "list", "--account", "gold"]),
        ("bad-input", "1 to 200", ["ledger", "list", "--limit", "201"]),
        ("bad-input", "written like", ["ledger", "list", "--month", "November"]),
        ("bad-date", "is no day at or after", [*export, "--format", "csv", "--to", "2026-01-01"]),
        (None, "is invalid", [*export, "--format", "pdf", "--to", today]),
        (None, "is not an amount", [*enter, "twelve"]),
        (None, "is invalid", [*enter, "5", "--source", "hearsay"]),
        ("bad-input", "between nothing", [*enter, "999999999"]),
        ("bad-date", "no month", ["bills", "enter", "x", "2099-01", "5"]),
        ("bad-input", "no network", ["bills", "enter", "myspace", month, "5"]),
        ("not-possible-now", "no bill of mastodon", ["bills", "book", "mastodon", month])])
    same(balances(journey), before, "balances after what was refused")
