import EDIModel
import Formats
import Layouts

/// Numbers in the columns and elements of real layouts: each value is what its digits say, or a finding.
public struct NumberLayoutCheck: Sendable {
  private let text: Machinery
  private let xml: Machinery
  /// Name, digits, decimals of the columns, in their order; the first half with an implied point.
  private static let columns: [(name: String, digits: Int, decimals: Int)] = [
    ("pequeno", 1, 0), ("fracao", 5, 5), ("dinheiro", 12, 2), ("enorme", 36, 18),
    ("pequeno_ponto", 1, 0), ("fracao_ponto", 5, 5), ("dinheiro_ponto", 12, 2), ("enorme_ponto", 36, 18),
  ]
  private static let elements = [
    "Pequeno", "Fracao", "Dinheiro", "Enorme", "PequenoPonto", "FracaoPonto", "DinheiroPonto", "EnormePonto",
  ]

  /// Makes readers and writers of the layouts.
  public init() {
    let layouts = Declared.numbers.layouts
    guard let text = layouts.first(where: { $0.layout.name == "origem-csv" }),
      let xml = layouts.first(where: { $0.layout.name == "destino-xml" })
    else { stop("the layouts of numbers are gone") }
    self.text = text
    self.xml = xml
  }

  /// Puts the numbers into columns and elements, and as many of them as are amounts into details with their total.
  public func check(_ numbers: [[UInt8]]) {
    let plain = numbers.map { $0.count <= 90 && $0.allSatisfy(Self.isHarmless) ? $0 : [] }
    let values = Self.columns.indices.map { plain.isEmpty ? [] : plain[$0 % plain.count] }
    checkColumns(values)
    checkElements(values)
    checkTotal(plain.compactMap(PlainNumber.init).filter { $0.fits(digits: 36, decimals: 18) })
  }

  /// Printable ASCII without what separates fields or is markup.
  private static func isHarmless(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !";<>&".utf8.contains(byte)
  }

  private func checkColumns(_ values: [[UInt8]]) {
    let fields = [Array("N;000001;20261103074510".utf8)] + values
    let file = Array(fields.joined(separator: [UInt8(ascii: ";")])) + Array("\nT;0\n".utf8)
    let expected = zip(Self.columns, values).enumerated().map { index, pair in
      let ((_, digits, decimals), value) = pair
      guard index < 4 else {
        return PlainNumber(value).flatMap { $0.fits(digits: digits, decimals: decimals) ? $0 : nil }
      }
      // A column of separated fields is as wide as its digits; what is longer is refused, whatever it says.
      return value.count <= digits ? PlainNumber(implied: value, decimals: decimals) : nil
    }
    compare(Pass(file, by: text.reader), by: text, values, expected)
  }

  private func checkElements(_ values: [[UInt8]]) {
    let elements = zip(Self.elements, values).map { name, value in
      "<\(name)>\(String(decoding: value, as: UTF8.self))</\(name)>"
    }
    let file = "<Numeros><Numero>000001</Numero><GeradoEm>2026-11-03T07:45:10</GeradoEm>\(elements.joined())</Numeros>"
    let expected = zip(Self.columns, values).map { column, value in
      PlainNumber(value).flatMap { $0.fits(digits: column.digits, decimals: column.decimals) ? $0 : nil }
    }
    compare(Pass(Array(file.utf8), by: xml.reader), by: xml, values, expected)
  }

  private func compare(_ pass: Pass, by machinery: Machinery, _ values: [[UInt8]], _ expected: [PlainNumber?]) {
    guard let read = pass.documents.first, pass.documents.count == 1 else { stop("no document of numbers") }
    for (index, column) in Self.columns.enumerated() {
      guard let field = read.document.shape.field(at: column.name) else { stop("no field \(column.name)") }
      let found = read.document.bytes(of: field).map(Array.init)
      let shown = "\(column.name): \(Finding.printable(values[index]))"
      expect(found == expected[index]?.canonical, "\(shown) is \(found.map { Finding.printable($0) } ?? "none")")
    }
    let isRefused = zip(values, expected).contains { !$0.isEmpty && $1 == nil }
    expect(isRefused == read.isRejected, "numbers \(isRefused ? "refused without" : "accepted with") a finding")
    guard !read.isRejected else { return }
    RoundTrip(machinery).check(read.document)
    ConversionCheck(.numbers).check(read.document, of: machinery.layout, size: .max)
  }

  private func checkTotal(_ amounts: [PlainNumber]) {
    guard let first = amounts.first else { return }
    let sum = amounts.dropFirst().reduce(first) { $0.adding($1) }
    let total = sum.unscaled(decimals: 18)
    guard !sum.isNegative, total.count <= PlainNumber.maximumDigits else { return }
    func codes(_ total: [UInt8]) -> [FindingCode] {
      let rows = amounts.map { Array("P;".utf8) + $0.canonical + [0x0A] }.joined()
      let file = Array("N;000001;20261103074510;;;;;;;;\n".utf8) + rows + Array("T;".utf8) + total + [0x0A]
      return Pass(file, by: text.reader).findings.map(\.code)
    }
    expect(codes(total) == [], "the right total \(Finding.printable(total)) is not: \(codes(total))")
    let wrong = total.dropLast() + [total.last == 48 ? 49 : 48]
    expect(codes(Array(wrong)) == [.trailerTotal], "a wrong total \(Finding.printable(wrong)) is not seen")
  }
}
