/// Messages as the two systems write them, made for the tests.
enum Messages {
  /// A ProductionOrder as a Protheus sends it: empty elements for what is not used, its own element order.
  static func order(
    _ number: String = "A0012301001", quantity: String = "12500", stamp: String = "2026-08-27T12:02:32",
    event: String = "upsert", branch: String = "010004", product: String = "KL0200250"
  ) -> String {
    """
    <?xml version="1.0" encoding="UTF-8" ?><TOTVSMessage><MessageInformation version="2.004"><UUID>1</UUID>\
    <Type>BusinessMessage</Type><Transaction>ProductionOrder</Transaction><StandardVersion>1.0</StandardVersion>\
    <SourceApplication>SIGAPCP</SourceApplication><CompanyId>01</CompanyId><BranchId>\(branch)</BranchId>\
    <UserId>000001</UserId><Product name="MATA650" version="12.1.2510"/><GeneratedOn>\(stamp)</GeneratedOn>\
    <DeliveryType>Sync</DeliveryType></MessageInformation><BusinessMessage><BusinessEvent>\
    <Entity>ProductionOrder</Entity><Event>\(event)</Event></BusinessEvent><BusinessContent>\
    <Number>\(number)</Number><Origin /><ItemCode>\(product)</ItemCode><ItemDescription>KRAFTLINER 200 G</ItemDescription>\
    <Type>1</Type><IsItemCoproduct /><Quantity>\(quantity)</Quantity><MinimumQuantity /><UnitOfMeasureCode>KG</UnitOfMeasureCode>\
    <StatusType /><StatusOrderType>1</StatusOrderType><WarehouseCode>01</WarehouseCode>\
    <StartOrderDateTime>2026-08-27T00:00:00</StartOrderDateTime><EndOrderDateTime>2026-08-28T00:00:00</EndOrderDateTime>\
    <ListOfActivityOrders /><ListOfMaterialOrders></ListOfMaterialOrders></BusinessContent></BusinessMessage></TOTVSMessage>
    """
  }

  /// One posting of a file of the shop floor.
  struct Posting {
    var record = "0000000001"
    var order = "A0012301001"
    var good = "000000250000"
    var start = "20260827061000"
    var end = "20260827140000"
    var posted = "20260827141500"
  }

  /// A file of postings: header, one record 70 each, trailer with counts and sums.
  static func postings(_ postings: [Posting], sequence: Int = 1) -> String {
    var lines = [
      pad("00", 2) + "000001" + "AP" + "001" + pad("TRIMPAPER", 10) + pad("PROTHEUS", 10) + "01" + pad("010004", 12)
        + "20260827150000" + zero(sequence, 9) + "P"
    ]
    for (index, posting) in postings.enumerated() {
      lines.append(
        "70" + zero(index + 2, 6) + pad(posting.record, 10) + "I" + pad(posting.order, 14) + "10" + pad("MP1", 6)
          + pad("KL0200250", 15) + posting.good + zero(0, 12) + posting.start + posting.end + posting.posted
          + pad("OPER01", 10) + "P" + pad("", 10) + "01" + pad("", 10))
    }
    let total = postings.compactMap { Int($0.good) }.reduce(0, +)
    lines.append(
      "99" + zero(lines.count + 1, 6) + zero(lines.count + 1, 8) + zero(postings.count, 8) + zero(0, 8) + zero(0, 8)
        + zero(0, 8) + zero(total, 18) + zero(0, 18))
    return lines.map { $0 + "\r\n" }.joined()
  }

  private static func pad(_ text: String, _ size: Int) -> String {
    text + String(repeating: " ", count: size - text.utf8.count)
  }

  private static func zero(_ number: Int, _ size: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: size - digits.count) + digits
  }
}
