"""Print which planted fault is caught by whom: ``python -m tests.machine``; the tests of this folder prove it."""

# ruff: noqa: T201 - a table is printed
from tests.machine import planted_analyses, planted_files, planted_npm, planted_records, planted_sites

HARMLESS = {
    "`</script>` in a title": "escaped in the script, text on the page",
    "mark that turns letters around in a title": "kept in record.json, dropped wherever it is shown",
    "carriage returns in a story file": "read as line ends",
}
CHECK = "python -m generator check"


def main() -> None:
    """Print the table."""
    rows = [(fault.name, "story file", CHECK) for fault in planted_records.FAULTS]
    rows += [(name, "story file", CHECK) for name in planted_records.TWICE]
    rows += [
        (fault.name, "site", f"{fault.checker.__module__.rpartition('.')[2]}.{fault.checker.__name__}")
        for fault in (*planted_sites.ALL, *planted_files.ALL, *planted_npm.FAULTS)
    ]
    rows += [
        (fault.name, "analysis", "verify: put right" if fault.left else "verify: dropped")
        for fault in planted_analyses.FAULTS
    ]
    rows += [(name, "story file", f"harmless: {why}") for name, why in HARMLESS.items()]
    print(f"{len(rows)} faults\n\n| fault | planted in | caught by |\n| --- | --- | --- |")
    print("\n".join(f"| {name} | {where} | {checker} |" for name, where, checker in rows))


if __name__ == "__main__":
    main()
