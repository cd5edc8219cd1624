#!/usr/bin/env python3
"""Turns a TXT file of production postings into XML, as a plain script would: one pass, line by line, constant memory.

    peers/postings_to_xml.py FILE > OUT

It checks what the gateway checks of a good file: record types and lengths, ascending line numbers, digits, dates,
codes, required values, unique reels, sums of a posting, and the counts and totals of the trailer. It ends with 1 at the
first mistake. Its output has the same bytes as that of `malote convert`.
"""

import sys
from datetime import datetime
from hashlib import sha256
from xml.sax.saxutils import escape

LENGTHS = {"00": 71, "70": 155, "71": 78, "72": 45, "73": 49, "99": 84}
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<TOTVSMessage xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:noNamespaceSchemaLocation="xmlschema/general/events/ProductionAppointment_2_004.xsd">'
    '<MessageInformation version="2.004">'
)


class Mistake(Exception):
    """What is wrong with the file."""


def fail(line, what):
    raise Mistake(f"line {line}: {what}")


def stamp(text):
    try:
        return datetime(
            int(text[0:4]), int(text[4:6]), int(text[6:8]), int(text[8:10]), int(text[10:12]), int(text[12:14])
        ).isoformat()
    except ValueError:
        raise Mistake(f"not a date and time: {text}") from None


def digits(text):
    if not (text.isascii() and text.isdigit()):
        raise Mistake(f"not digits: {text}")
    return int(text)


def required(text):
    text = text.rstrip()
    if not text:
        raise Mistake("a required value is missing")
    return text


def decimal(number, places):
    whole, fraction = divmod(number, 10**places)
    return f"{whole}.{fraction:0{places}}".rstrip("0") if fraction else str(whole)


def identifier(company, branch, record):
    name = "\x1f".join(["apontamento-producao", company, branch, record, ""])
    value = bytearray(sha256(name.encode()).digest()[:16])
    value[6] = value[6] & 0x0F | 0x80
    value[8] = value[8] & 0x3F | 0x80
    text = value.hex()
    return f"{text[0:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:32]}"


def tag(name, value):
    return f"<{name}>{escape(value)}</{name}>"


class Posting:
    """One posting while its records come in."""

    def __init__(self, line):
        self.record = required(line[8:18])
        if line[18] != "I":
            raise Mistake("only inclusions are converted by this script")
        self.order, self.operation = required(line[19:33]), required(line[33:35])
        self.resource, self.product = required(line[35:41]), required(line[41:56])
        self.good, self.waste = digits(line[56:68]), digits(line[68:80])
        self.start, self.end, self.posted = stamp(line[80:94]), stamp(line[94:108]), stamp(line[108:122])
        self.operator, self.closes = line[122:132].rstrip(), line[132]
        self.lot, self.warehouse = line[133:143].rstrip(), line[143:145].rstrip()
        if self.closes not in "PT" or line[145:155].strip():
            raise Mistake("code not in list, or a value that may not be there")
        self.reels, self.net, self.wastes, self.uses = set(), 0, [], []

    def add_reel(self, line):
        reel, gross, net = required(line[8:28]), digits(line[28:41]), digits(line[41:54])
        for column in (line[54:58], line[58:63], line[63:67], line[67:70], line[70:77]):
            if column.strip():
                digits(column)
        if reel in self.reels or net > gross or not net or line[77] not in "12RA ":
            raise Mistake("reel repeated, lighter than its paper, or of an unknown grade")
        self.reels.add(reel)
        self.net += net

    def add_waste(self, line):
        self.wastes.append(
            (required(line[8:16]), digits(line[16:28]), line[28:43].rstrip(), line[43:45].rstrip())
        )

    def add_use(self, line):
        product = required(line[8:23])
        if product == self.product:
            raise Mistake("a product is used to make itself")
        self.uses.append((product, digits(line[23:37]), required(line[37:39]), line[39:49].rstrip()))

    def check(self):
        if not self.good and not self.waste:
            raise Mistake("nothing was made")
        if self.reels and self.net != self.good * 10:
            raise Mistake("the reels do not weigh what was made")
        if sum(quantity for _, quantity, _, _ in self.wastes) != self.waste:
            raise Mistake("the wastes do not add up")
        if self.end < self.start or not all(quantity for _, quantity, *_ in self.wastes + self.uses):
            raise Mistake("ends before it starts, or a quantity of nothing")


def xml(posting, head, company, branch):
    parts = [
        HEAD, tag("UUID", identifier(company, branch, posting.record)), head,
        f'<key name="IDPCFactory">{escape(posting.record)}</key></Identification></BusinessEvent><BusinessContent>',
        tag("MachineCode", posting.resource), tag("ProductionOrderNumber", posting.order),
        tag("ActivityCode", posting.operation), tag("ItemCode", posting.product),
        tag("ReportQuantity", decimal(posting.good + posting.waste, 2)),
        tag("ApprovedQuantity", decimal(posting.good, 2)), tag("ScrapQuantity", decimal(posting.waste, 2)),
        "<ReworkQuantity>0</ReworkQuantity>", tag("StartReportDateTime", posting.start),
        tag("EndReportDateTime", posting.end), "<ReversedReport>false</ReversedReport>",
        tag("ReportDateTime", posting.posted),
    ]  # fmt: skip
    if posting.warehouse:
        parts.append(tag("WarehouseCode", posting.warehouse))
    if posting.lot:
        parts.append(tag("LotCode", posting.lot))
    parts.append(tag("CloseOperation", "true" if posting.closes == "T" else "false"))
    parts += wastes(posting) + operators(posting) + uses(posting)
    parts.append("</BusinessContent></BusinessMessage></TOTVSMessage>")
    return "".join(parts)


def wastes(posting):
    if not posting.wastes:
        return []
    parts = ["<ListOfWasteAppointments>"]
    for number, (reason, quantity, product, warehouse) in enumerate(posting.wastes, 1):
        parts.append("<WasteAppointment>")
        if product:
            parts.append(tag("ScrapProductTo", product))
        if warehouse:
            parts.append(tag("WarehouseCodeTo", warehouse))
        parts += [tag("ReportSequence", str(number)), tag("WasteCode", reason)]
        parts += [tag("ScrapQuantity", decimal(quantity, 2)), "</WasteAppointment>"]
    return [*parts, "</ListOfWasteAppointments>"]


def operators(posting):
    if not posting.operator:
        return []
    return [
        "<ListOfResourceAppointments><ResourceAppointment><ReportSequence>1</ReportSequence>",
        tag("OperatorID", posting.operator), tag("OperatorCode", posting.operator),
        "</ResourceAppointment></ListOfResourceAppointments>",
    ]  # fmt: skip


def uses(posting):
    if not posting.uses:
        return []
    parts = ["<ListOfSupplyOrders>"]
    for number, (product, quantity, warehouse, lot) in enumerate(posting.uses, 1):
        parts += ["<SupplyOrder>", tag("ReportSequence", str(number)), tag("ProductionOrderNumber", posting.order)]
        parts += [tag("MaterialCode", product), tag("UsedQuantity", decimal(quantity, 4))]
        parts.append(tag("WarehouseCode", warehouse))
        if lot:
            parts.append(tag("LotCode", lot))
        parts.append("</SupplyOrder>")
    return [*parts, "</ListOfSupplyOrders>"]


def envelope(line):
    if line[8:33] != "AP001TRIMPAPER PROTHEUS  ":
        raise Mistake("another layout, sender or receiver")
    company, branch = required(line[33:35]), required(line[35:47])
    head = (
        "<Type>BusinessMessage</Type><Transaction>ProductionAppointment</Transaction>"
        "<StandardVersion>1.0</StandardVersion><SourceApplication>TRIMPAPER</SourceApplication>"
        f"{tag('CompanyId', company)}{tag('BranchId', branch)}"
        f'<Product name="PPI" version="1.0"/>{tag("GeneratedOn", stamp(line[47:61]))}'
        "<DeliveryType>Async</DeliveryType></MessageInformation><BusinessMessage><BusinessEvent>"
        "<Entity>ProductionAppointment</Entity><Event>upsert</Event><Identification>"
    )
    digits(line[61:70])
    return company, branch, head


def convert(lines, write):
    counts = dict.fromkeys(["all", "70", "71", "72", "73"], 0)
    quantity = weight = last = 0
    posting = None
    line_number = 0
    for line_number, line in enumerate(lines, 1):
        line = line.rstrip("\r\n")
        kind = line[0:2]
        if len(line) != LENGTHS.get(kind):
            fail(line_number, "unknown record or wrong length")
        number = digits(line[2:8])
        if number <= last:
            fail(line_number, "line number not ascending")
        last = number
        counts["all"] += 1
        if kind in counts:
            counts[kind] += 1
        if kind == "71":
            posting.add_reel(line)
        elif kind == "70" or kind == "99":
            if posting:
                posting.check()
                write(xml(posting, head, company, branch))
                quantity += posting.good + posting.waste
                weight += posting.net
            posting = Posting(line) if kind == "70" else None
        elif kind == "72":
            posting.add_waste(line)
        elif kind == "73":
            posting.add_use(line)
        else:
            company, branch, head = envelope(line)
    stated = [digits(line[start : start + 8]) for start in range(8, 48, 8)] + [digits(line[48:66]), digits(line[66:84])]
    if kind != "99" or stated != [*counts.values(), quantity, weight]:
        fail(line_number, "the trailer does not agree with the file")


def main():
    with open(sys.argv[1], encoding="windows-1252", newline="") as lines:
        with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False) as out:
            try:
                convert(lines, out.write)
            except Mistake as mistake:
                print(mistake, file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
