/// What Protheus answers to a production posting that it was given.
struct ResponseFile: Sendable {
  /// The sender's own number of the posting.
  var record: Int
  /// Whether Protheus took it; then with the key that the posting has there.
  var isTaken = true

  /// The whole file.
  var bytes: [UInt8] { Array((envelope + answer).utf8) }

  private var reference: String {
    let digits = String(record)
    return String(repeating: "0", count: 10 - digits.count) + digits
  }

  private var envelope: String {
    """
    <?xml version="1.0" encoding="UTF-8"?><TOTVSMessage><MessageInformation version="1"><UUID>r-\(record)</UUID>\
    <Type>Response</Type><Transaction>PRODUCTIONAPPOINTMENT</Transaction><StandardVersion>1.0</StandardVersion>\
    <SourceApplication>SIGAPCP</SourceApplication><CompanyId>01</CompanyId><BranchId>010004</BranchId>\
    <Product name="WSPCP" version="12.1.2510"/><GeneratedOn>2026-11-03T07:45:12</GeneratedOn></MessageInformation>
    """
  }

  private var answer: String {
    let messages = "<ListOfMessages><Message type=\"ERROR\" code=\"1\">OP encerrada</Message></ListOfMessages>"
    let key = """
      <ReturnContent><ListOfInternalId><InternalId><Name>PRODUCTIONAPPOINTMENTINTERNALID</Name>\
      <Origin>\(reference)</Origin><Destination>78\(record)</Destination></InternalId></ListOfInternalId></ReturnContent>
      """
    return """
      <ResponseMessage><ReceivedMessage><SentBy>PPI</SentBy><UUID>\(reference)</UUID></ReceivedMessage>\
      <ProcessingInformation><ProcessedOn>2026-11-03T07:45:12</ProcessedOn><Status>\(isTaken ? "OK" : "ERROR")</Status>\
      \(isTaken ? "" : messages)</ProcessingInformation>\(isTaken ? key : "")</ResponseMessage></TOTVSMessage>
      """
  }
}
