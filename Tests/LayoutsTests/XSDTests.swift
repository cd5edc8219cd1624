import EDIModel
import Foundation
import Layouts
import TestSupport
import Testing

/// The generated schemas, compiled and used by the real `xmllint`. Where that is missing the tests say so.
@Suite("Generated XSD", .enabled(if: XMLLint.exists, "xmllint is not installed (Debian: libxml2-utils)"))
struct XSDTests {
  private static let everything = SharedFolders.root + "/Tests/LayoutsTests/Everything"

  @Test("Every generated schema compiles", arguments: [SharedFolders.schemas, everything])
  func compiles(_ folder: String) throws {
    for (path, text) in try Catalog.load(from: folder).generatedFiles() {
      let result = try XMLLint.validate("<?xml version=\"1.0\"?><nada/>", schema: text)
      #expect(result.status == 3, "\(path): \(result.output)")
      #expect(result.output.contains("No matching global declaration"), "\(path): \(result.output)")
    }
  }

  private func order(_ content: String, item: String = "") throws -> (status: Int32, output: String) {
    let schema = try #require(
      try Catalog.load(from: SharedFolders.schemas).generatedFiles().first {
        $0.path == "pedido-venda/protheus-xml.xsd"
      })
    let items = item.isEmpty ? "" : "<SalesOrderItens><Item>\(item)</Item></SalesOrderItens>"
    let document = """
      <TOTVSMessage xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="x.xsd">
      <BusinessMessage><BusinessContent>\(content)\(items)<OrderId>000123</OrderId></BusinessContent>
      <BusinessEvent><Event>UPSERT</Event></BusinessEvent></BusinessMessage>
      <MessageInformation version="4.010"><GeneratedOn>2026-08-27T12:02:32</GeneratedOn><BranchId>01</BranchId>
      <CompanyId>T1</CompanyId></MessageInformation></TOTVSMessage>
      """
    return try XMLLint.validate(document, schema: schema.text)
  }

  @Test("Elements in any order, attributes of xsi, lists and pairs")
  func accepts() throws {
    let item = """
      <Quantity>10.5</Quantity><OTHER><ADDFIELDS><ADDFIELD><value>80</value><field>GRAMATURA</field></ADDFIELD>
      <ADDFIELD><field>LARGURA</field><value>1200</value></ADDFIELD></ADDFIELDS></OTHER>
      <ItemCode>PAPEL</ItemCode><OrderItem>01</OrderItem>
      """
    let result = try order("<NetWeight> 0012.500 </NetWeight><RegisterDate>2026-08-27</RegisterDate>", item: item)
    #expect(result.status == 0, "\(result.output)")
  }

  @Test(
    "Spellings that the types do not have",
    arguments: [
      ("<NetWeight>1,5</NetWeight>", "NetWeight"), ("<NetWeight>12345678901</NetWeight>", "NetWeight"),
      ("<NetWeight>1.2345</NetWeight>", "NetWeight"), ("<RegisterDate>2026-02-30</RegisterDate>", "RegisterDate"),
      ("<RegisterDate>27/08/2026</RegisterDate>", "RegisterDate"), ("<FreightType>9</FreightType>", "FreightType"),
      ("<CarrierCode>1234567</CarrierCode>", "CarrierCode"), ("<OrderPurpose>1</OrderPurpose>", "OrderPurpose"),
      ("<Unknown>1</Unknown>", "Unknown"),
    ])
  func refuses(_ content: String, _ element: String) throws {
    let result = try order(content)
    #expect(result.status == 3)
    #expect(result.output.contains("Element '\(element)'"), "\(result.output)")
  }

  @Test("A required field is missed in a row and in the document")
  func requires() throws {
    let row = try order("", item: "<Quantity>1</Quantity><ItemCode>A</ItemCode>")
    #expect(row.status == 3 && row.output.contains("OrderItem"), "\(row.output)")
  }

  @Test(
    "What the reader reads is never refused by the schema: numbers",
    arguments: [
      "0", "-0", "+1", "000000000000000001.500", "1234567890.123", "0.001", "1.000000",
    ])
  func numbers(_ spelling: String) throws {
    let result = try order("<NetWeight>\(spelling)</NetWeight>")
    #expect(result.status == 0, "\(result.output)")
  }
}

/// The `xmllint` of the machine.
enum XMLLint {
  private static let path = ["/usr/bin/xmllint", "/usr/local/bin/xmllint"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  static var exists: Bool { path != nil }

  /// Validates a document; status 0 is valid, 3 is not valid, 5 is a schema that does not compile.
  static func validate(_ document: String, schema: String) throws -> (status: Int32, output: String) {
    guard let path else { throw BrokenCase(reason: "no xmllint") }
    let folder = try TemporaryFolder()
    let (xml, xsd) = (folder.path + "/document.xml", folder.path + "/schema.xsd")
    try document.write(toFile: xml, atomically: false, encoding: .utf8)
    try schema.write(toFile: xsd, atomically: false, encoding: .utf8)
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: path)
    process.arguments = ["--noout", "--nonet", "--schema", xsd, xml]
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
