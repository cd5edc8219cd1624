/// A sales order as Protheus writes it, with just the values that a proof varies.
struct OrderFile: Sendable {
  /// The order's number, six digits.
  var number = "004512"
  /// The quantity of its one item; 0 breaks a rule.
  var quantity = 5000
  /// When it was written: `2026-11-03T07:45:10`. A later one is an update.
  var stamp = "2026-11-03T07:45:10"

  /// The whole file.
  var bytes: [UInt8] { Array((envelope + content).utf8) }

  /// Its beginning, as a writer leaves it that was cut off.
  var firstHalf: [UInt8] { Array(bytes.prefix(bytes.count * 3 / 5)) }

  private var envelope: String {
    """
    <?xml version="1.0" encoding="UTF-8"?><TOTVSMessage><MessageInformation version="4.010"><UUID>1</UUID>\
    <Type>BusinessMessage</Type><Transaction>Order</Transaction><StandardVersion>1.0</StandardVersion>\
    <SourceApplication>SIGAFAT</SourceApplication><CompanyId>01</CompanyId><BranchId>010004</BranchId>\
    <UserId>000217</UserId><Product name="MATA410" version="12.1.2510"/><GeneratedOn>\(stamp)</GeneratedOn>\
    <ContextName>PROTHEUS</ContextName><DeliveryType>Sync</DeliveryType></MessageInformation>
    """
  }

  private var content: String {
    """
    <BusinessMessage><BusinessEvent><Entity>Order</Entity><Event>upsert</Event><Identification>\
    <key name="InternalID">01|010004|\(number)</key></Identification></BusinessEvent><BusinessContent>\
    <OrderPurpose>2</OrderPurpose><RegisterDate>2026-11-03</RegisterDate><OrderId>\(number)</OrderId>\
    <CustomerInternalId>01|01|000456|02</CustomerInternalId><SalesOrderItens><Item><OrderItem>01</OrderItem>\
    <ItemCode>MIOLO090</ItemCode><itemunitofmeasure>KG</itemunitofmeasure><Quantity>\(quantity)</Quantity>\
    <DeliveryDate>2026-11-03</DeliveryDate></Item></SalesOrderItens></BusinessContent></BusinessMessage></TOTVSMessage>
    """
  }
}
