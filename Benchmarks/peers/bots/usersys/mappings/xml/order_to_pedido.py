"""From the order to the columns of layout PV, with the rules of the flow that a grammar cannot say."""

from datetime import date, datetime
from decimal import Decimal

from bots import transform

ROOT = {"BOTSID": "TOTVSMessage"}
CONTENT = ({"BOTSID": "BusinessMessage"}, {"BOTSID": "BusinessContent"})
FIELDS = ({"BOTSID": "OTHER"}, {"BOTSID": "ADDFIELDS"}, {"BOTSID": "ADDFIELD"})


def main(inn, out):
    envelope = lambda name: inn.get(ROOT, {"BOTSID": "MessageInformation", name: None})
    order = lambda name: inn.get(ROOT, CONTENT[0], {"BOTSID": "BusinessContent", name: None})
    if envelope("Transaction") != "Order" or order("OrderPurpose") != "2":
        raise ValueError("not a sales order")
    issued = date.fromisoformat(order("RegisterDate"))
    out.put({
        "BOTSID": "00", "linha": "1", "layout": "PV", "versao": "001", "remetente": "PROTHEUS",
        "destinatario": "TRIMPAPER", "empresa": envelope("CompanyId"), "filial": envelope("BranchId"),
        "gerado_em": f"{datetime.fromisoformat(envelope('GeneratedOn')):%Y%m%d%H%M%S}",
        "sequencia": str(transform.unique("pedido")), "ambiente": "P",
    })  # fmt: skip
    put_order(out, order, issued)
    line, total, items = 2, Decimal(0), set()
    for item in inn.getloop(ROOT, *CONTENT, {"BOTSID": "SalesOrderItens"}, {"BOTSID": "Item"}):
        line += 1
        total += put_item(item, out, line, issued, items)
    count, note = line - 2, order("Observation")
    if note:
        line += 1
        out.put({"BOTSID": "00"}, {"BOTSID": "10"}, {"BOTSID": "12", "linha": str(line), "observacao": note})
    out.put({"BOTSID": "00"}, {
        "BOTSID": "99", "linha": str(line + 1), "registros": str(line + 1), "registros_10": "1",
        "registros_11": str(count), "registros_12": "1" if note else "0", "soma_quantidade": str(total),
        "soma_peso_liquido": order("NetWeight") or "0",
    })  # fmt: skip


def put_order(out, order, issued):
    customer = order("CustomerInternalId").split("|")
    if Decimal(order("NetWeight")) > Decimal(order("GrossWeight")):
        raise ValueError("net weight above gross weight")
    out.put({"BOTSID": "00"}, {
        "BOTSID": "10", "linha": "2", "acao": "G", "numero": order("OrderId"), "cliente": customer[2],
        "loja": customer[3], "emissao": f"{issued:%Y%m%d}", "condicao_pagamento": order("PaymentTermCode"),
        "frete": order("FreightType"), "transportadora": order("CarrierCode"), "situacao": order("Status"),
        "pedido_cliente": order("CustomerOrderId"), "peso_liquido": order("NetWeight"),
        "peso_bruto": order("GrossWeight"),
    })  # fmt: skip


def put_item(item, out, line, issued, items):
    get = lambda name: item.get({"BOTSID": "Item", name: None})
    quantity, delivery = Decimal(get("Quantity")), date.fromisoformat(get("DeliveryDate"))
    if get("OrderItem") in items or quantity <= 0 or delivery < issued:
        raise ValueError("item repeated, of no quantity, or due before it was ordered")
    items.add(get("OrderItem"))
    values = {
        pair.get({"BOTSID": "ADDFIELD", "field": None}): pair.get({"BOTSID": "ADDFIELD", "value": None})
        for pair in item.getloop({"BOTSID": "Item"}, *FIELDS)
    }
    row = out.putloop({"BOTSID": "00"}, {"BOTSID": "10"}, {"BOTSID": "11"})
    columns = {
        "BOTSID": "11", "linha": str(line), "item": get("OrderItem"), "acao": "G", "produto": get("ItemCode"),
        "unidade": get("itemunitofmeasure"), "quantidade": get("Quantity"), "entrega": f"{delivery:%Y%m%d}",
        "pedido_cliente": get("CustomerOrderNumber"), "gramatura": values.get("GRAMATURA"),
        "largura": values.get("LARGURA"), "diametro": values.get("DIAMETRO"), "tubete": values.get("TUBETE"),
        "bobinas": values.get("BOBINAS"), "observacao": get("Observation"),
    }  # fmt: skip
    # Bots puts nothing at all where one value is missing.
    row.put({name: value for name, value in columns.items() if value})
    return quantity
