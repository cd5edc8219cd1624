"""The order as Protheus writes it: every element that the flow reads, with its size, for Bots to check."""

from bots.botsconfig import *

syntax = {"merge": False, "checkunknownentities": True}

structure = [
    {ID: "TOTVSMessage", MIN: 1, MAX: 1, LEVEL: [
        {ID: "MessageInformation", MIN: 1, MAX: 1},
        {ID: "BusinessMessage", MIN: 1, MAX: 1, LEVEL: [
            {ID: "BusinessEvent", MIN: 1, MAX: 1},
            {ID: "BusinessContent", MIN: 1, MAX: 1, LEVEL: [
                {ID: "SalesOrderItens", MIN: 1, MAX: 1, LEVEL: [
                    {ID: "Item", MIN: 1, MAX: 9999, LEVEL: [
                        {ID: "OTHER", MIN: 0, MAX: 1, LEVEL: [
                            {ID: "ADDFIELDS", MIN: 0, MAX: 1, LEVEL: [
                                {ID: "ADDFIELD", MIN: 0, MAX: 99},
                            ]},
                        ]},
                    ]},
                ]},
            ]},
        ]},
    ]},
]  # fmt: skip

recorddefs = {
    "TOTVSMessage": [["BOTSID", "M", 255, "A"]],
    "MessageInformation": [
        ["BOTSID", "M", 255, "A"],
        ["MessageInformation__version", "M", 10, "AN"],
        ["UUID", "C", 100, "AN"],
        ["Type", "M", 30, "AN"],
        ["Transaction", "M", 30, "AN"],
        ["StandardVersion", "C", 10, "AN"],
        ["SourceApplication", "C", 30, "AN"],
        ["CompanyId", "M", 2, "AN"],
        ["BranchId", "M", 12, "AN"],
        ["Product", "C", 30, "AN"],
        ["Product__name", "C", 30, "AN"],
        ["Product__version", "C", 30, "AN"],
        ["GeneratedOn", "M", 19, "AN"],
        ["DeliveryType", "C", 30, "AN"],
    ],
    "BusinessMessage": [["BOTSID", "M", 255, "A"]],
    "BusinessEvent": [["BOTSID", "M", 255, "A"], ["Entity", "C", 30, "AN"], ["Event", "M", 10, "AN"]],
    "BusinessContent": [
        ["BOTSID", "M", 255, "A"],
        ["OrderPurpose", "M", 1, "AN"],
        ["CustomerOrderId", "C", 20, "AN"],
        ["RegisterDate", "M", 10, "AN"],
        ["OrderId", "M", 6, "AN"],
        ["FreightType", "C", 1, "AN"],
        ["NetWeight", "C", 14, "R"],
        ["GrossWeight", "C", 14, "R"],
        ["Status", "C", 1, "AN"],
        ["CustomerInternalId", "M", 40, "AN"],
        ["CarrierCode", "C", 6, "AN"],
        ["PaymentTermCode", "C", 3, "AN"],
        ["Observation", "C", 200, "AN"],
    ],
    "SalesOrderItens": [["BOTSID", "M", 255, "A"]],
    "Item": [
        ["BOTSID", "M", 255, "A"],
        ["OrderItem", "M", 2, "AN"],
        ["ItemCode", "M", 15, "AN"],
        ["itemunitofmeasure", "M", 2, "AN"],
        ["Quantity", "M", 13, "R"],
        ["CustomerOrderNumber", "C", 9, "AN"],
        ["DeliveryDate", "M", 10, "AN"],
        ["Observation", "C", 200, "AN"],
    ],
    "OTHER": [["BOTSID", "M", 255, "A"]],
    "ADDFIELDS": [["BOTSID", "M", 255, "A"]],
    "ADDFIELD": [["BOTSID", "M", 255, "A"], ["field", "M", 30, "AN"], ["value", "C", 200, "AN"]],
}
