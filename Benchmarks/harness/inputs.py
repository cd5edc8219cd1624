"""The files that are measured on: seeded, so that two runs on two machines read the same bytes."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

START = datetime(2026, 11, 3, 6, 0, 0)
PRODUCTS = ["KRL125", "MIOLO090", "SACKKRAFT059", "TESTLINER150G01", "CAPA170", "DUPLEX230"]
MATERIALS = ["APARAOCC2", "APARAKRAFT", "CELFLONGA", "AMIDOCATION", "COLAAKD", "ANTIESPUMA"]
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def order(number: int, items: int, chance: random.Random) -> bytes:
    """One sales order as Protheus writes it, of nothing but what the shipped XSD names, so that `xmllint` accepts it."""
    stamp = START + timedelta(seconds=number)
    body = "".join(_item(index, stamp, chance) for index in range(1, items + 1))
    net = chance.randrange(1_000_000, 90_000_000) / 1000
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TOTVSMessage><MessageInformation version="4.010">'
        "<UUID>1</UUID><Type>BusinessMessage</Type><Transaction>Order</Transaction>"
        "<StandardVersion>1.0</StandardVersion><SourceApplication>SIGAFAT</SourceApplication>"
        "<CompanyId>01</CompanyId><BranchId>010004</BranchId>"
        f'<Product name="MATA410" version="12.1.2510"/><GeneratedOn>{stamp:%Y-%m-%dT%H:%M:%S}</GeneratedOn>'
        "<DeliveryType>Sync</DeliveryType></MessageInformation><BusinessMessage><BusinessEvent>"
        "<Entity>Order</Entity><Event>upsert</Event></BusinessEvent><BusinessContent>"
        f"<OrderPurpose>2</OrderPurpose><CustomerOrderId>OC-2026/{number % 10000:04}</CustomerOrderId>"
        f"<RegisterDate>{stamp:%Y-%m-%d}</RegisterDate><OrderId>{number:06}</OrderId><FreightType>1</FreightType>"
        f"<NetWeight>{net:.3f}</NetWeight><GrossWeight>{net + 12.5:.3f}</GrossWeight><Status>3</Status>"
        f"<CustomerInternalId>01||{number % 900 + 100:06}|01</CustomerInternalId><CarrierCode>000031</CarrierCode>"
        f"<PaymentTermCode>028</PaymentTermCode><SalesOrderItens>{body}</SalesOrderItens>"
        "<Observation>Entregar das 7h às 16h; agendar a descarga com a expedição.</Observation>"
        "</BusinessContent></BusinessMessage></TOTVSMessage>"
    ).encode()


def _item(index: int, stamp: datetime, chance: random.Random) -> str:
    code = DIGITS[index // 36] + DIGITS[index % 36]
    delivery = stamp + timedelta(days=chance.randrange(10, 60))
    fields = {
        "GRAMATURA": chance.randrange(600, 4500) / 10,
        "LARGURA": chance.randrange(400, 5000),
        "DIAMETRO": chance.choice([1000, 1100, 1250]),
        "TUBETE": chance.choice([76, 152, 305]),
        "BOBINAS": chance.randrange(1, 40),
    }
    specification = "".join(
        f"<ADDFIELD><field>{name}</field><value>{value}</value></ADDFIELD>" for name, value in fields.items()
    )
    return (
        f"<Item><OrderItem>{code}</OrderItem><ItemCode>{chance.choice(PRODUCTS)}</ItemCode>"
        f"<itemunitofmeasure>KG</itemunitofmeasure><Quantity>{chance.randrange(1, 3_000_000) / 100}</Quantity>"
        f"<CustomerOrderNumber>OC{index:04}</CustomerOrderNumber>"
        f"<OTHER><ADDFIELDS>{specification}</ADDFIELDS></OTHER>"
        f"<DeliveryDate>{delivery:%Y-%m-%d}</DeliveryDate></Item>"
    )


def write_orders(folder: Path, count: int, items: int, seed: int) -> list[Path]:
    """Writes `count` orders of `items` items each; their names sort in the order of their stamps."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(f"{seed} orders {items}")
    paths = []
    for number in range(1, count + 1):
        path = folder / f"pedido-{number:06}.xml"
        path.write_bytes(order(number, items, chance))
        paths.append(path)
    return paths


def write_postings(path: Path, size: int, reels: int, seed: int, first: int = 1) -> int:
    """Writes a file of production postings of about `size` bytes, with some `reels` reels each; says how many.

    `first` is the first record number: the sender's own, so that no two files share one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    totals = {"70": 0, "71": 0, "72": 0, "73": 0}
    quantity = weight = written = 0
    chance = random.Random(f"{seed} postings {reels} {first}")
    with path.open("w", encoding="windows-1252", newline="") as file:
        line = 1
        stamp = f"{START:%Y%m%d%H%M%S}"
        file.write(f"00{line:06}AP001TRIMPAPER PROTHEUS  01010004      {stamp}{first:09}P\r\n")
        while written < size:
            records, sums = _posting(first + totals["70"], reels, chance)
            for kind, rest in records:
                line += 1
                totals[kind] += 1
                written += file.write(f"{kind}{line:06}{rest}\r\n")
            quantity += sums[0]
            weight += sums[1]
        line += 1
        assert line < 1_000_000, "the line number of the layout has six digits"
        counts = "".join(f"{count:08}" for count in [line, *totals.values()])
        file.write(f"99{line:06}{counts}{quantity:018}{weight:018}\r\n")
    return totals["70"]


def _posting(number: int, reels: int, chance: random.Random) -> tuple[list[tuple[str, str]], tuple[int, int]]:
    """The records of one posting behind type and line number, and its sums of quantities and reel weights."""
    start = START + timedelta(minutes=number % 500_000)
    end = start + timedelta(minutes=45)
    order = f"B{number % 90_000 + 10_000}01001"
    details = list(_reels(number, chance.randrange(max(1, reels - 1), reels + 2) if reels > 1 else 1, chance))
    good = sum(net for _, net in details)
    waste = chance.randrange(1, 500_00) if chance.random() < 0.2 else 0
    posting = (
        f"{number:010}I{order:<14}20REB01 {chance.choice(PRODUCTS):<15}{good // 10:012}{waste:012}"
        f"{start:%Y%m%d%H%M%S}{end:%Y%m%d%H%M%S}{end:%Y%m%d%H%M%S}{4700 + number % 40:08}  P"
        f"L{number % 1_000_000_000:09}01          "
    )
    records = [("70", posting)] + [("71", text) for text, _ in details]
    if waste:
        records.append(("72", f"REFILE  {waste:012}{'APARAMISTA':<15}09"))
    if chance.random() < 0.2:
        used = chance.randrange(1, 10_000_0000)
        records.append(("73", f"{chance.choice(MATERIALS):<15}{used:014}05{'KR2610301A':<10}"))
    return records, (good // 10 + waste, good)


def _reels(number: int, count: int, chance: random.Random) -> Iterator[tuple[str, int]]:
    for reel in range(count):
        net = chance.randrange(10_000, 250_000) * 10
        yield f"{f'{number:08}{reel:03}':<20}{net + 14_500:013}{net:013}1250024501250076{4200 + reel:07}1", net


def read_into_cache(paths: list[Path]) -> None:
    """Reads files once, so that no measured program waits for the disk to give them."""
    for path in paths:
        with path.open("rb") as file:
            while file.read(1 << 20):
                pass
